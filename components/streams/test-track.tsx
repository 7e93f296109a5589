'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';

import { useAnnounce } from '@/components/ui/announcer';
import { useNow } from '@/components/ui/now';
import { OutcomeChip, StatusChip } from '@/components/ui/status-chip';
import { TextLink } from '@/components/ui/text-link';
import { type Outcome } from '@/lib/events/outcome';
import { formatDuration } from '@/lib/format';
import { type StreamDetailAnswer, type TestEventAnswer, type TestEventTrack } from '@/lib/streams/stream-view';

import { testEventQuery } from './stream-queries';
import { TestTrackHelp } from './test-track-help';
import { type StepState, TrackStep } from './track-step';

interface TestTrackProps {
  startedAtMs: number;
  /** What Auth0 answered; null while it has not. */
  sent: TestEventAnswer | null;
  stream: StreamDetailAnswer;
}

/** Auth0 usually takes less than half of this (ms); after it something is probably wrong. */
const patienceMs = 60_000;

/** One test event from here to Auth0 and back, step by step with a running clock. */
export function TestTrack({ startedAtMs, sent, stream }: TestTrackProps) {
  const track = useTrack(sent, stream.pointsHere);
  const now = useNow(1000);
  const waitedMs = Math.max(0, now - startedAtMs);
  const hasArrived = sent !== null && typeof track?.receivedAtMs === 'number';
  return (
    <div className="mt-4 max-w-[860px]">
      <ol aria-label="Test event" className="flex max-phone:flex-col max-phone:gap-1">
        <TrackStep label="Sent" state="done" next={sent === null ? 'running' : 'done'} note="0.0 s" />
        <AcceptedStep sent={sent} waitedMs={waitedMs} next={arrivalState(sent, hasArrived, stream.pointsHere)} />
        <TrackStep
          label={hasArrived ? 'Arrived here' : 'Arrives here'}
          state={arrivalState(sent, hasArrived, stream.pointsHere)}
          next={hasArrived ? 'done' : 'waiting'}
          note={arrivalNote({
            sent,
            receivedAtMs: track?.receivedAtMs ?? null,
            waitedMs,
            pointsHere: stream.pointsHere,
          })}
        />
        <RecordedStep outcome={track?.outcome ?? null} />
      </ol>
      {sent === null ? null : (
        <TrackWords sent={sent} stream={stream} hasArrived={hasArrived} isLate={waitedMs > patienceMs} />
      )}
    </div>
  );
}

interface AcceptedStepProps {
  sent: TestEventAnswer | null;
  waitedMs: number;
  next: StepState;
}

function AcceptedStep({ sent, waitedMs, next }: AcceptedStepProps) {
  if (sent === null) {
    return <TrackStep label="Accepted by Auth0" state="running" next="waiting" note={<Clock ms={waitedMs} />} />;
  }
  const note = (
    <span className="flex items-center gap-2">
      {formatDuration(Math.max(0, sent.acceptedAtMs - sent.sentAtMs))}
      <span className="flex font-sans">
        <StatusChip vocabulary="delivery" value={sent.status} />
      </span>
    </span>
  );
  return <TrackStep label="Accepted by Auth0" state="done" next={next} note={note} />;
}

function RecordedStep({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null) return <TrackStep label="Recorded" state="waiting" next="waiting" note="–" />;
  return <TrackStep label="Recorded" state="done" next="done" note={<RecordedAs outcome={outcome} />} />;
}

function RecordedAs({ outcome }: { outcome: Outcome }) {
  return (
    <span className="flex font-sans">
      <OutcomeChip outcome={outcome} />
    </span>
  );
}

function useTrack(sent: TestEventAnswer | null, pointsHere: boolean): TestEventTrack | undefined {
  const announce = useAnnounce();
  const eventId = sent?.eventId ?? '';
  const { data } = useQuery({ ...testEventQuery(eventId), enabled: sent !== null && pointsHere });
  const receivedAtMs = data?.receivedAtMs ?? null;
  const sentAtMs = sent?.sentAtMs ?? null;
  useEffect(() => {
    if (receivedAtMs === null || sentAtMs === null) return;
    announce(`The test event arrived after ${formatDuration(Math.max(0, receivedAtMs - sentAtMs))}`, 'test-event');
  }, [receivedAtMs, sentAtMs, announce]);
  return data;
}

function arrivalState(sent: TestEventAnswer | null, hasArrived: boolean, pointsHere: boolean): StepState {
  if (hasArrived) return 'done';
  return sent !== null && pointsHere ? 'running' : 'waiting';
}

interface ArrivalFacts {
  sent: TestEventAnswer | null;
  receivedAtMs: number | null;
  waitedMs: number;
  pointsHere: boolean;
}

function arrivalNote({ sent, receivedAtMs, waitedMs, pointsHere }: ArrivalFacts): ReactNode {
  if (sent === null) return '–';
  if (receivedAtMs !== null) return formatDuration(Math.max(0, receivedAtMs - sent.sentAtMs));
  return pointsHere ? <Clock ms={waitedMs} /> : 'not seen from here';
}

function Clock({ ms }: { ms: number }) {
  return <span className="text-accent">{formatDuration(ms, 'whole')}…</span>;
}

interface TrackWordsProps {
  sent: TestEventAnswer;
  stream: StreamDetailAnswer;
  hasArrived: boolean;
  isLate: boolean;
}

function TrackWords({ sent, stream, hasArrived, isLate }: TrackWordsProps) {
  if (hasArrived) {
    return (
      <p className="mt-3 text-body text-ink-2">
        It is kept as a test and does not touch the mirror.{' '}
        <TextLink inText href={`/events/${encodeURIComponent(sent.eventId)}`}>
          Open the event
        </TextLink>
      </p>
    );
  }
  if (!stream.pointsHere) {
    return (
      <p className="mt-3 text-body text-ink-2">
        {`This event stream posts to ${stream.stream.destination.summary}, not to this app, so the arrival cannot be seen here. Look there for `}
        <code className="text-mono">{sent.eventId}</code>.
      </p>
    );
  }
  if (isLate) return <TestTrackHelp stream={stream} />;
  return (
    <p className="mt-3 text-body text-ink-2">Auth0 usually takes 13 to 22 s. After 60 s this says what to look at.</p>
  );
}
