'use client';

import { type ReactNode } from 'react';
import { paths } from '@/lib/paths';
import { formatDuration } from '@/lib/text/format';
import { OutcomeChip, StatusChip } from '../parts/status-chip';
import { useNow } from '../ui/now';
import { TextLink } from '../ui/text-link';
import { type StepState, TrackStep } from './track-step';
import { type TestRun } from './use-test-event';

/** Auth0 usually takes less than half of this (ms); after it something is probably wrong. */
const patienceMs = 60_000;

interface TestTrackProps {
  run: TestRun;
  /** What to look at when the event has not come in time. */
  late: ReactNode;
  /** For a stream that posts elsewhere, what to say instead of an arrival; null for one that posts here. */
  elsewhere?: ReactNode;
}

/** One test event from here to Auth0 and back, step by step with a running clock. */
export function TestTrack({ run, late, elsewhere = null }: TestTrackProps) {
  const waitedMs = Math.max(0, useNow(1_000) - run.startedAtMs);
  const isAccepted = run.acceptedMs !== null;
  const arrival = arrivalState(run, elsewhere === null);
  return (
    <div className="mt-4 max-w-[860px]">
      <ol aria-label="Test event" className="flex max-phone:flex-col max-phone:gap-1">
        <TrackStep label="Sent" state="done" next={isAccepted ? 'done' : 'running'} note="0.0 s" />
        <TrackStep
          label="Accepted by Auth0"
          state={isAccepted ? 'done' : 'running'}
          next={isAccepted ? arrival : 'waiting'}
          note={<AcceptedNote run={run} waitedMs={waitedMs} />}
        />
        <TrackStep
          label={arrival === 'done' ? 'Arrived here' : 'Arrives here'}
          state={arrival}
          next={arrival === 'done' ? 'done' : 'waiting'}
          note={<ArrivalNote run={run} state={arrival} waitedMs={waitedMs} />}
        />
        <RecordedStep run={run} />
      </ol>
      <div className="mt-3 min-h-5 text-body text-ink-2">
        {isAccepted ? <Words run={run} late={late} elsewhere={elsewhere} isLate={waitedMs > patienceMs} /> : null}
      </div>
    </div>
  );
}

function arrivalState({ acceptedMs, arrivedMs }: TestRun, pointsHere: boolean): StepState {
  if (arrivedMs !== null) return 'done';
  return acceptedMs !== null && pointsHere ? 'running' : 'waiting';
}

function AcceptedNote({ run: { acceptedMs, status }, waitedMs }: { run: TestRun; waitedMs: number }) {
  if (acceptedMs === null) return <Clock ms={waitedMs} />;
  return (
    <span className="flex items-center gap-2">
      {formatDuration(acceptedMs)}
      <span className="flex font-sans">
        <StatusChip vocabulary="delivery" value={status ?? ''} />
      </span>
    </span>
  );
}

function ArrivalNote({ run, state, waitedMs }: { run: TestRun; state: StepState; waitedMs: number }) {
  if (run.arrivedMs !== null) return formatDuration(run.arrivedMs);
  if (state === 'running') return <Clock ms={waitedMs} />;
  return run.acceptedMs === null ? '–' : 'not seen from here';
}

function RecordedStep({ run: { outcome } }: { run: TestRun }) {
  if (outcome === null) return <TrackStep label="Recorded" state="waiting" next="waiting" note="–" />;
  const note = (
    <span className="flex font-sans">
      <OutcomeChip outcome={outcome} />
    </span>
  );
  return <TrackStep label="Recorded" state="done" next="done" note={note} />;
}

function Clock({ ms }: { ms: number }) {
  return <span className="text-accent">{formatDuration(ms, 'whole')}…</span>;
}

interface WordsProps extends Omit<TestTrackProps, 'elsewhere'> {
  elsewhere: ReactNode;
  isLate: boolean;
}

function Words({ run, late, elsewhere, isLate }: WordsProps) {
  if (run.arrivedMs !== null && run.eventId !== null) {
    return (
      <p>
        It is kept as a test and does not touch the mirror.{' '}
        <TextLink inText href={paths.event(run.eventId)}>
          Open the event
        </TextLink>
      </p>
    );
  }
  if (elsewhere !== null) return elsewhere;
  return isLate ? late : <p>Auth0 usually takes 13 to 22 s. After 60 s this says what to look at.</p>;
}
