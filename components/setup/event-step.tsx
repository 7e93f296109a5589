'use client';

import { Send } from 'lucide-react';
import { useId, useState } from 'react';
import { formatDuration } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';
import { type Step } from '@/lib/setup/checklist';
import { type Setup, type SetupStream } from '@/lib/setup/setup';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { EmptyScale } from '../ui/needle';
import { OutsideText } from '../ui/outside-text';
import { Time } from '../ui/time';
import { SetupStep } from './step';
import { TestTrack } from '../test-events/test-track';
import { type TestEvent } from '../test-events/use-test-event';

interface EventStepProps {
  step: Step;
  number: number;
  setup: Setup;
  test: TestEvent;
  /** Role operator or more. */
  maySend: boolean;
}

/** The last step: wait for an event, or send one and watch it arrive. */
export function EventStep({ step, number, setup, test, maySend }: EventStepProps) {
  const { run, error } = test;
  const arrivedMs = run?.arrivedMs ?? null;
  return (
    <SetupStep
      step={run === null ? step : { ...step, text: '' }}
      number={number}
      current={step.state !== 'done'}
      title={arrivedMs === null ? undefined : `The test event arrived in ${formatDuration(arrivedMs)}`}
      aside={<SendTest setup={setup} test={test} maySend={maySend} />}
    >
      {error ? (
        <Banner tone="failed" title="The test event was not sent." requestId={error.requestId} className="mt-2">
          <OutsideText>{error.message}</OutsideText>
        </Banner>
      ) : null}
      {run ? <TestTrack run={run} late={<p>{hintOf(setup)}</p>} /> : <LastEvent lastMs={setup.events.lastMs} />}
    </SetupStep>
  );
}

function LastEvent({ lastMs }: { lastMs: number | null }) {
  if (lastMs === null) {
    return (
      <div className="pt-2">
        <EmptyScale />
      </div>
    );
  }
  return (
    <p className="text-body text-ink-2">
      The last one came <Time ms={lastMs} mode="relative" />.
    </p>
  );
}

/** What to look at when nothing arrives, from what is known. */
function hintOf({ webhook, listening }: Setup): string {
  const rejected = listening.buckets.reduce((sum, bucket) => sum + bucket.rejected, 0);
  if (webhook.astray !== null)
    return `A request came to ${isolatedText(webhook.astray.path)}, which is not the webhook’s address: change the endpoint of the event stream.`;
  if (rejected > 0) return 'Requests arrive but are rejected: the event stream’s credential differs from ours.';
  if (webhook.reach === 'local')
    return 'Nothing arrives: is the tunnel open, and does the event stream post to its address?';
  return 'Nothing arrives. Look at the failed deliveries of the event stream: Auth0 notes there what it met.';
}

interface SendTestProps {
  setup: Setup;
  test: TestEvent;
  maySend: boolean;
}

function SendTest({ setup, test, maySend }: SendTestProps) {
  const enabled = enabledHere(setup);
  const [chosen, setChosen] = useState<string | null>(null);
  const stream = enabled.find(({ id }) => id === chosen) ?? enabled[0];
  const { run, isSending } = test;
  const isUnderway = run !== null && run.arrivedMs === null;
  const reason = reasonAgainst(maySend, stream);
  const send = () => {
    if (stream !== undefined) test.send({ streamId: stream.id, eventType: 'user.created' });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {enabled.length > 1 ? <StreamChoice streams={enabled} value={stream?.id ?? ''} onChoose={setChosen} /> : null}
      <Button
        icon={Send}
        variant={run === null && setup.events.total === 0 ? 'primary' : 'plain'}
        busy={isSending}
        disabled={reason !== null || isUnderway}
        title={reason ?? undefined}
        onClick={send}
      >
        {run === null ? 'Send test event' : 'Send again'}
      </Button>
    </div>
  );
}

function enabledHere({ streams }: Setup): SetupStream[] {
  return (streams?.here ?? []).filter((stream) => stream.status === 'enabled');
}

function reasonAgainst(maySend: boolean, stream: SetupStream | undefined): string | null {
  if (!maySend) return 'This needs the role operator.';
  return stream === undefined ? 'First an enabled event stream has to point here.' : null;
}

interface StreamChoiceProps {
  streams: readonly SetupStream[];
  value: string;
  onChoose: (id: string) => void;
}

function StreamChoice({ streams, value, onChoose }: StreamChoiceProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Event stream
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className="h-7 max-w-56 rounded-control border border-control bg-face px-2 text-body text-ink max-phone:h-8"
      >
        {streams.map((stream) => (
          <option key={stream.id} value={stream.id}>
            {isolatedText(stream.name)}
          </option>
        ))}
      </select>
    </>
  );
}
