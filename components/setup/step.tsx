import { type ReactNode } from 'react';
import { type Step, type StepState } from '@/lib/setup/checklist';
import { cn } from '../ui/cn';
import { StepMark } from '../ui/step-mark';

const stateWords: Record<StepState, string> = {
  done: 'done',
  failed: 'failed',
  waiting: 'to do',
  checking: 'checking',
};

interface SetupStepProps {
  step: Step;
  number: number;
  /** At the right end: what can be done about it. */
  aside?: ReactNode;
  /** The step that a person is at. */
  current?: boolean | undefined;
  /** Stands in place of the step's own title, when something has just happened. */
  title?: string | undefined;
  children?: ReactNode;
}

/** One step: its state, what it is about, its details and its one act. */
export function SetupStep({ step, number, aside, current = false, title, children }: SetupStepProps) {
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className={cn('flex gap-4 border-t px-6 py-3.5 max-phone:gap-3 max-phone:px-3', current && 'bg-ground')}
    >
      <StepMark state={step.state === 'checking' ? 'waiting' : step.state} number={number} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-72">
            <h3 className="text-cause">
              {title ?? step.title}
              <span className="sr-only">, {stateWords[step.state]}</span>
            </h3>
            {step.text === '' ? null : <p className="text-body text-ink-2">{step.text}</p>}
          </div>
          {aside}
        </div>
        {children}
      </div>
    </li>
  );
}
