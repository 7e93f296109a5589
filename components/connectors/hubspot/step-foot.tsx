import { type ReactNode } from 'react';

import { Button } from '@/components/ui/button';

interface StepFootProps {
  onBack?: (() => void) | undefined;
  onNext: () => void;
  /** Why Next is closed; null when it is open. */
  reason: string | null;
  isBusy?: boolean | undefined;
  children?: ReactNode;
}

/** The end of a step: back, and on, or why not yet. */
export function StepFoot({ onBack, onNext, reason, isBusy, children }: StepFootProps) {
  return (
    <div className="sticky bottom-0 z-2 mt-6 flex flex-wrap items-center gap-2 border-t bg-face py-3">
      {onBack === undefined ? null : (
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
      )}
      {children}
      <span role="status" className="ml-auto text-small text-ink-2">
        {reason ?? 'Saved as a draft with Next'}
      </span>
      <Button variant="primary" onClick={onNext} disabled={reason !== null} busy={isBusy}>
        Next
      </Button>
    </div>
  );
}
