import { Check, X } from 'lucide-react';

import { cn } from './cn';

interface StepMarkProps {
  state: 'done' | 'failed' | 'waiting';
  number: number;
  /** The step that a person is at: its ring has the accent. */
  isCurrent?: boolean | undefined;
}

const shape = 'flex size-6 shrink-0 items-center justify-center rounded-full';

/** The circle before a step: a check, a cross, or its number. The state is said in words beside it. */
export function StepMark({ state, number, isCurrent = true }: StepMarkProps) {
  if (state === 'done') {
    return (
      <span aria-hidden="true" className={cn(shape, 'bg-ok-tint text-ok')}>
        <Check size={14} strokeWidth={2.1} />
      </span>
    );
  }
  if (state === 'failed') {
    return (
      <span aria-hidden="true" className={cn(shape, 'bg-bad-tint text-bad')}>
        <X size={14} strokeWidth={2.1} />
      </span>
    );
  }
  const ring = isCurrent ? 'border-accent text-accent' : 'border-line-2 text-ink-2';
  return (
    <span aria-hidden="true" className={cn(shape, 'border-[1.5px] text-small font-medium', ring)}>
      {number}
    </span>
  );
}
