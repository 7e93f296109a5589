'use client';

import { formatDuration } from '@/lib/format';
import { cn } from '../ui/cn';
import { useNow } from '../ui/now';
import { OutcomeChip } from '../ui/status-chip';
import { TextLink } from '../ui/text-link';
import { type TestRun } from './use-test-event';

type PartState = 'done' | 'running' | 'ahead';

interface Part {
  label: string;
  state: PartState;
  text: string;
}

/** After this long (ms) waiting is no longer usual and the step says what to look at. */
const patienceMs = 60_000;

/** The way of a test event in four parts, with a clock at the part it is in. */
export function TestTrack({ run, hint }: { run: TestRun; hint: string }) {
  const elapsedMs = Math.max(0, useNow() - run.startedAtMs);
  return (
    <div className="mt-3 max-w-[620px]">
      <ol aria-label="Test event" className="grid grid-cols-4">
        {partsOf(run, elapsedMs).map((part) => (
          <TrackPart key={part.label} part={part} />
        ))}
      </ol>
      <div className="mt-1.5 min-h-5 text-small text-ink-2">
        {run.arrivedMs === null ? waitingWords(elapsedMs, hint) : <Arrival run={run} />}
      </div>
    </div>
  );
}

function partsOf({ acceptedMs, arrivedMs }: TestRun, elapsedMs: number): Part[] {
  const clock = `${formatDuration(elapsedMs, 'whole')}…`;
  const accepted = acceptedMs !== null;
  const arrived = arrivedMs !== null;
  return [
    { label: 'Sent', state: 'done', text: '0.0 s' },
    {
      label: 'Accepted by Auth0',
      state: accepted ? 'done' : 'running',
      text: accepted ? formatDuration(acceptedMs) : clock,
    },
    {
      label: 'Arrives here',
      state: arrived ? 'done' : accepted ? 'running' : 'ahead',
      text: arrived ? formatDuration(arrivedMs) : accepted ? clock : '–',
    },
    { label: 'Recorded', state: arrived ? 'done' : 'ahead', text: arrived ? formatDuration(arrivedMs) : '–' },
  ];
}

const lines: Record<PartState, string> = { done: 'bg-c-applied', running: 'bg-c-line', ahead: 'bg-line-2' };
const texts: Record<PartState, string> = { done: 'text-ink-3', running: 'text-accent', ahead: 'text-ink-3' };

function TrackPart({ part: { label, state, text } }: { part: Part }) {
  return (
    <li aria-current={state === 'running' ? 'step' : undefined} className="min-w-0">
      <span aria-hidden="true" className="relative block h-2.5">
        <span className={cn('absolute top-1 h-0.5 w-full', state === 'running' ? 'bg-line-2' : lines[state])} />
        {state === 'running' ? <span className="absolute top-1 h-0.5 w-1/2 bg-c-line" /> : null}
        <span className={cn('absolute top-0 h-2.5 w-0.5', lines[state])} />
      </span>
      <span className={cn('block truncate pt-1 pr-2 text-body', state === 'ahead' ? 'text-ink-2' : 'font-medium')}>
        {label}
      </span>
      <span className={cn('block text-mono', texts[state])}>{text}</span>
    </li>
  );
}

function waitingWords(elapsedMs: number, hint: string): string {
  return elapsedMs < patienceMs
    ? 'Auth0 usually takes 13 to 22 s. After 60 s this step explains what to look at.'
    : hint;
}

function Arrival({ run }: { run: TestRun }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {run.outcome === null ? null : <OutcomeChip outcome={run.outcome} />}
      {run.eventId === null ? null : (
        <TextLink href={`/events/${encodeURIComponent(run.eventId)}`}>Open the event</TextLink>
      )}
    </span>
  );
}
