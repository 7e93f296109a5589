import { type ReactNode } from 'react';

import { StepMark } from '@/components/ui/step-mark';
import { type WayBackState, type WayBackStep } from '@/lib/streams/way-back';

const titles: Record<WayBackStep, string> = {
  address: 'Check the public address of this app',
  failures: 'Bring the failed deliveries below Auth0’s limit',
  enable: 'Enable the event stream',
  test: 'Send a test event and see it arrive',
  hole: 'See what was missed meanwhile',
};

const words: Record<WayBackState, string> = { done: 'done', failed: 'failed', todo: 'to do', blocked: 'later' };

interface WayBackStepRowProps {
  step: WayBackStep;
  number: number;
  state: WayBackState;
  /** The one to take next. */
  isNext: boolean;
  isOpen: boolean;
  onOpen: () => void;
  children: ReactNode;
}

/** One step: its state, its name, and once it is open what it found and its one act. */
export function WayBackStepRow({ step, number, state, isNext, isOpen, onOpen, children }: WayBackStepRowProps) {
  return (
    <li
      aria-current={isNext ? 'step' : undefined}
      className={`flex gap-4 border-t px-6 py-3 max-phone:gap-3 max-phone:px-3 ${isOpen ? 'bg-ground' : ''}`}
    >
      <StepMark
        state={state === 'todo' || state === 'blocked' ? 'waiting' : state}
        number={number}
        isCurrent={isNext}
      />
      <div className="min-w-0 flex-1">
        <h3 className="text-cause">
          <button type="button" aria-expanded={isOpen} onClick={onOpen} className="text-left hover:underline">
            {titles[step]}
            <span className="sr-only">{`, ${words[state]}`}</span>
          </button>
        </h3>
        {isOpen ? <div className="mt-1">{children}</div> : null}
      </div>
    </li>
  );
}
