import { type ReactNode } from 'react';

export type StepState = 'done' | 'running' | 'waiting';

interface TrackStepProps {
  label: string;
  state: StepState;
  /** State of the way to the next step. */
  next: StepState;
  note: ReactNode;
}

const ticks: Record<StepState, string> = { done: 'bg-c-applied', running: 'bg-accent', waiting: 'bg-tick' };
const words: Record<StepState, string> = { done: 'done', running: 'under way', waiting: 'not yet' };

/** One stop of the track: a tick, its name, its time, and the line to the next. */
export function TrackStep({ label, state, next, note }: TrackStepProps) {
  return (
    <li className="min-w-0 flex-1 max-phone:flex-none">
      <div aria-hidden="true" className="relative h-[11px] max-phone:hidden">
        <span className={`absolute inset-x-0 top-[5px] h-0.5 ${next === 'done' ? 'bg-c-applied' : 'bg-line-2'}`} />
        {next === 'running' ? <span className="absolute top-[5px] left-0 h-0.5 w-1/2 bg-accent" /> : null}
        <span className={`absolute top-0 left-0 h-[11px] w-0.5 ${ticks[state]}`} />
      </div>
      <div className="pt-1 pr-4 max-phone:flex max-phone:items-center max-phone:gap-3">
        <div className={`text-body max-phone:w-[136px] ${state === 'waiting' ? 'text-ink-2' : 'font-medium'}`}>
          {label}
          <span className="sr-only">{`, ${words[state]}`}</span>
        </div>
        <div className="flex min-h-5 items-center text-mono text-ink-2">{note}</div>
      </div>
    </li>
  );
}
