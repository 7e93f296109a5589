'use client';

import { Send, X } from 'lucide-react';

import { type ApiError } from '@/components/data/api';
import { TestTrack } from '@/components/test-events/test-track';
import { useTestBurst } from '@/components/test-events/use-test-burst';
import { useTestEvent } from '@/components/test-events/use-test-event';
import { Button, IconButton } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { TextField } from '@/components/ui/text-field';
import { type EventTypeName, eventTypes } from '@/lib/events/event-types';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { isTestEventType, mostInBurst } from '@/lib/test-events/test-event';
import { isolatedText } from '@/lib/text/outside-text';

import { TestBurstTable } from './test-burst-table';
import { TestPayload } from './test-payload';
import { TestTrackHelp } from './test-track-help';
import { useTestForm } from './use-test-form';

interface TestEventPanelProps {
  answer: StreamDetailAnswer;
  onClose: () => void;
}

/** Sends a test event, or a burst of them, and follows each until it has arrived. */
export function TestEventPanel({ answer, onClose }: TestEventPanelProps) {
  const { stream, pointsHere } = answer;
  const form = useTestForm(stream.subscriptions);
  const { run, error, isSending, send, clear } = useTestEvent({ pointsHere });
  const burst = useTestBurst({ pointsHere });
  const sendAll = () => {
    const test = { streamId: stream.id, eventType: form.eventType, ...(form.data !== null && { data: form.data }) };
    if (form.count === 1) {
      burst.clear();
      send(test);
    } else {
      clear();
      burst.send({ ...test, count: form.count ?? 1 });
    }
  };
  return (
    <section aria-label="Send a test event" className="border-y bg-ground px-6 py-4 max-phone:px-3">
      <div className="flex flex-wrap items-end gap-3">
        <TypePicker value={form.eventType} onChange={form.setEventType} />
        <div className="w-20">
          <TextField label="How many" inputMode="numeric" value={form.countText} onChange={form.setCountText} />
        </div>
        <Button
          variant="primary"
          icon={Send}
          busy={isSending || burst.isSending}
          disabled={form.count === null || form.problems.length > 0}
          onClick={sendAll}
        >
          {sendWords(form.count, run !== null)}
        </Button>
        <IconButton bare icon={X} label="Close test panel" className="ml-auto" onClick={onClose} />
      </div>
      {form.count === null ? (
        <p role="alert" className="mt-2 text-body text-bad">{`A burst has 1 to ${mostInBurst} test events.`}</p>
      ) : null}
      <TestPayload
        text={form.text}
        isChanged={form.isChanged}
        problems={form.problems}
        onChange={form.setText}
        onReset={form.resetText}
      />
      {stream.status === 'enabled' ? null : <DisabledNote />}
      <SendError error={error ?? burst.error} />
      {run === null ? null : (
        <TestTrack
          run={run}
          late={<TestTrackHelp stream={answer} />}
          elsewhere={pointsHere ? null : <Elsewhere answer={answer} eventId={run.eventId} />}
        />
      )}
      {burst.rows.length === 0 ? null : (
        <TestBurstTable rows={burst.rows} failure={burst.failure} pointsHere={pointsHere} />
      )}
    </section>
  );
}

function DisabledNote() {
  return (
    <p className="mt-2 text-body text-warn">
      This event stream is disabled: Auth0 accepts a test event, but sends nothing while it is.
    </p>
  );
}

function sendWords(count: number | null, hasSent: boolean): string {
  if (count !== null && count > 1) return `Send ${count} test events`;
  return hasSent ? 'Send again' : 'Send';
}

function Elsewhere({ answer, eventId }: { answer: StreamDetailAnswer; eventId: string | null }) {
  return (
    <p>
      {`This event stream posts to ${isolatedText(answer.stream.destination.summary)}, not to this app, so the arrival cannot be seen here. Look there for `}
      <code className="text-mono">
        <OutsideText>{eventId ?? ''}</OutsideText>
      </code>
      .
    </p>
  );
}

function SendError({ error }: { error: ApiError | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="mt-3 text-body text-bad">
      <OutsideText>{error.detail || error.title}</OutsideText> <code className="text-mono">{error.requestId}</code>
    </p>
  );
}

const families = [...new Set(eventTypes.map(({ family }) => family))];

function TypePicker({ value, onChange }: { value: EventTypeName; onChange: (type: EventTypeName) => void }) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-small text-ink-2">Event type of the test</span>
      <select
        value={value}
        onChange={(event) => {
          if (isTestEventType(event.target.value)) onChange(event.target.value);
        }}
        className="h-7 w-[280px] max-w-full rounded-control border border-control bg-face px-2 text-body text-ink max-phone:h-8"
      >
        {families.map((family) => (
          <optgroup key={family} label={family}>
            {eventTypes
              .filter((type) => type.family === family)
              .map(({ type }) => (
                <option key={type} value={type}>
                  {type}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
