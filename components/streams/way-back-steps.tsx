'use client';

import { type UseMutationResult } from '@tanstack/react-query';
import { RefreshCw, Send } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { ProbeRows } from '@/components/parts/probe-rows';
import { TestTrack } from '@/components/test-events/test-track';
import { type TestEvent } from '@/components/test-events/use-test-event';
import { Button, ButtonLink } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type ProbeAnswer } from '@/lib/deliveries/probe';
import { paths } from '@/lib/paths';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { testEventTypes } from '@/lib/test-events/test-event';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';

import { useStatusChange } from './stream-switch';
import { TestTrackHelp } from './test-track-help';

interface StepProps {
  answer: StreamDetailAnswer;
  mayAct: boolean;
}

const needsOperator = 'This needs the role operator.';
const titleFor = (mayAct: boolean) => (mayAct ? undefined : needsOperator);

function Trouble({ error }: { error: Error | null }) {
  if (error === null) return null;
  const { detail, title, requestId } = toApiError(error);
  return (
    <p role="alert" className="mt-2 text-body text-bad">
      <OutsideText>{detail || title}</OutsideText> <code className="text-mono">{requestId}</code>
    </p>
  );
}

/** Asks the address that Auth0 posts to, from here. */
export function AddressStep({
  answer,
  mayAct,
  probe,
}: StepProps & { probe: UseMutationResult<ProbeAnswer, Error, void> }) {
  const { data, isPending, error, mutate } = probe;
  const hasAddress = answer.stream.destination.endpoint !== null;
  return (
    <>
      <p className="text-body text-ink-2">
        {hasAddress
          ? 'Asks name, port, certificate and answer of the address that Auth0 posts to. It sends no credential.'
          : 'This event stream posts to no address that could be asked from here.'}
      </p>
      {data === undefined ? null : (
        <div className="mt-1 max-w-[640px]">
          <ProbeRows probe={data} />
        </div>
      )}
      {hasAddress ? (
        <Button
          icon={RefreshCw}
          busy={isPending}
          disabled={!mayAct}
          title={titleFor(mayAct)}
          onClick={() => mutate()}
          className="mt-2"
        >
          {data === undefined ? 'Check the address' : 'Check again'}
        </Button>
      ) : null}
      <Trouble error={error} />
    </>
  );
}

/** How many have failed beside what Auth0 allows, and the way to redeliver them. */
export function FailuresStep({ answer: { failedNow, limits, stream } }: StepProps) {
  const over = failedNow - limits.total + 1;
  return (
    <>
      <p className="text-body text-ink-2">
        {`${formatCount(failedNow)} of ${formatCount(limits.total)} failed deliveries. `}
        {over > 0
          ? `Auth0 enables the event stream once there are fewer: redeliver at least ${formatCount(over)}. Auth0 redelivers while it is disabled.`
          : 'That is below the limit. What is left can be redelivered before or after.'}
      </p>
      {failedNow === 0 ? null : (
        <ButtonLink href={paths.deliveriesOfStream(stream.id)} className="mt-2">
          {`Redeliver ${formatCounted(failedNow, 'failed delivery', 'failed deliveries')}…`}
        </ButtonLink>
      )}
    </>
  );
}

/** The switch, which the number of failures may hold back. */
export function EnableStep({ answer: { stream }, mayAct, isBlocked }: StepProps & { isBlocked: boolean }) {
  const change = useStatusChange(stream);
  if (stream.status === 'enabled')
    return <p className="text-body text-ink-2">It is enabled: Auth0 sends new events.</p>;
  const reason = isBlocked ? 'Auth0 refuses while the failed deliveries are at its limit.' : titleFor(mayAct);
  return (
    <>
      <p className="text-body text-ink-2">
        {isBlocked ? reason : 'Auth0 sends new events from then on. Those of the time it was disabled do not come.'}
      </p>
      <Button
        variant="primary"
        busy={change.isPending}
        disabled={!mayAct || isBlocked}
        title={reason}
        onClick={() => change.mutate('enabled')}
        className="mt-2"
      >
        Enable
      </Button>
      <Trouble error={change.error} />
    </>
  );
}

/** A test event through Auth0 and back. */
export function TestStep({ answer, mayAct, test, isBlocked }: StepProps & { test: TestEvent; isBlocked: boolean }) {
  const { stream } = answer;
  const eventType = testEventTypes.find((type) => stream.subscriptions.includes(type)) ?? 'user.created';
  return (
    <>
      <p className="text-body text-ink-2">
        {isBlocked
          ? 'Auth0 sends nothing, test events neither, while the event stream is disabled.'
          : 'Auth0 sends a sample event through the event stream. It is kept as a test and changes no user.'}
      </p>
      <Button
        icon={Send}
        busy={test.isSending}
        disabled={!mayAct || isBlocked}
        title={titleFor(mayAct)}
        onClick={() => test.send({ streamId: stream.id, eventType })}
        className="mt-2"
      >
        {test.run === null ? 'Send a test event' : 'Send another'}
      </Button>
      {test.error === null ? null : <Trouble error={test.error} />}
      {test.run === null ? null : <TestTrack run={test.run} late={<TestTrackHelp stream={answer} />} />}
    </>
  );
}

/** The time in which Auth0 kept nothing, and what can be known of it. */
export function HoleStep({ answer: { lastDisabled, stream } }: StepProps) {
  if (lastDisabled === null) {
    return <p className="text-body text-ink-2">No time is on record in which this event stream was disabled.</p>;
  }
  const { fromMs, toMs } = lastDisabled;
  const isOver = stream.status === 'enabled';
  return (
    <>
      <p className="text-body text-ink-2">
        {'Disabled from '}
        <DayTime ms={fromMs} />
        {isOver ? (
          <>
            {' until '}
            <DayTime ms={toMs} />
          </>
        ) : (
          ' until now'
        )}
        {`, for ${formatDuration(toMs - fromMs, 'whole')}. Auth0 kept no event of that time for this event stream, and redelivers none.`}
      </p>
      <p className="mt-1 text-body text-ink-2">
        Auth0’s event feed may still hold them: the ledger shows what is missing here and applies it from there.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <ButtonLink href={paths.streamMissed(stream.id)}>Open the ledger</ButtonLink>
        <ButtonLink href={paths.eventsBetween(fromMs, toMs)}>Events received meanwhile</ButtonLink>
      </div>
    </>
  );
}
