'use client';

import { Send, X } from 'lucide-react';
import { useState } from 'react';

import { type ApiError } from '@/components/data/api';
import { TestTrack } from '@/components/test-events/test-track';
import { useTestEvent } from '@/components/test-events/use-test-event';
import { Button, IconButton } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { type EventTypeName, eventTypes } from '@/lib/events/event-types';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { isTestEventType, testEventTypes } from '@/lib/test-events/test-event';
import { isolatedText } from '@/lib/text/outside-text';

import { TestTrackHelp } from './test-track-help';

interface TestEventPanelProps {
  answer: StreamDetailAnswer;
  onClose: () => void;
}

/** Sends a test event and follows it until it has arrived. */
export function TestEventPanel({ answer, onClose }: TestEventPanelProps) {
  const [eventType, setEventType] = useState(() => firstType(answer.stream.subscriptions));
  const { run, error, isSending, send } = useTestEvent({ pointsHere: answer.pointsHere });
  return (
    <section aria-label="Send a test event" className="border-y bg-ground px-6 py-4 max-phone:px-3">
      <div className="flex flex-wrap items-end gap-3">
        <TypePicker value={eventType} onChange={setEventType} />
        <Button
          variant="primary"
          icon={Send}
          busy={isSending}
          onClick={() => send({ streamId: answer.stream.id, eventType })}
        >
          {run === null ? 'Send' : 'Send again'}
        </Button>
        <IconButton bare icon={X} label="Close test panel" className="ml-auto" onClick={onClose} />
      </div>
      {answer.stream.status === 'enabled' ? null : (
        <p className="mt-2 text-body text-warn">
          This event stream is disabled: Auth0 accepts a test event, but sends nothing while it is.
        </p>
      )}
      <SendError error={error} />
      {run === null ? null : (
        <TestTrack
          run={run}
          late={<TestTrackHelp stream={answer} />}
          elsewhere={answer.pointsHere ? null : <Elsewhere answer={answer} eventId={run.eventId} />}
        />
      )}
    </section>
  );
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

function firstType(subscriptions: readonly string[]): EventTypeName {
  return testEventTypes.find((type) => subscriptions.includes(type)) ?? 'user.created';
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
