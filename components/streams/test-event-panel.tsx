'use client';

import { useMutation } from '@tanstack/react-query';
import { Send, X } from 'lucide-react';
import { useState } from 'react';

import { postJson, toApiError } from '@/components/api';
import { Button, IconButton } from '@/components/ui/button';
import { eventTypes } from '@/lib/events/event-types';
import { type StreamDetailAnswer, type TestEventAnswer } from '@/lib/streams/stream-view';
import { testEventTypes } from '@/lib/streams/test-event-types';

import { TestTrack } from './test-track';

interface TestEventPanelProps {
  answer: StreamDetailAnswer;
  onClose: () => void;
}

/** What one press of "Send" has led to; the browser's own clock runs the display. */
interface Sent {
  startedAtMs: number;
  answer: TestEventAnswer;
}

/** Sends a test event and follows it until it has arrived. */
export function TestEventPanel({ answer, onClose }: TestEventPanelProps) {
  const [eventType, setEventType] = useState<string>(firstType(answer.stream.subscriptions));
  const send = useMutation({
    mutationFn: async (): Promise<Sent> => {
      const startedAtMs = Date.now();
      const path = `/api/streams/${encodeURIComponent(answer.stream.id)}/test`;
      return { startedAtMs, answer: await postJson<TestEventAnswer>(path, { eventType }) };
    },
  });
  const started = send.isPending ? { startedAtMs: send.submittedAt, answer: null } : send.data;
  return (
    <section aria-label="Send a test event" className="border-y bg-ground px-6 py-4 max-phone:px-3">
      <div className="flex flex-wrap items-end gap-3">
        <TypePicker value={eventType} onChange={setEventType} />
        <Button variant="primary" icon={Send} busy={send.isPending} onClick={() => send.mutate()}>
          {send.data === undefined ? 'Send' : 'Send again'}
        </Button>
        <IconButton bare icon={X} label="Close test panel" className="ml-auto" onClick={onClose} />
      </div>
      {answer.stream.status === 'enabled' ? null : (
        <p className="mt-2 text-body text-warn">
          This event stream is disabled: Auth0 accepts a test event, but sends nothing while it is.
        </p>
      )}
      <SendError thrown={send.error} />
      {started === undefined ? null : (
        <TestTrack key={started.startedAtMs} startedAtMs={started.startedAtMs} sent={started.answer} stream={answer} />
      )}
    </section>
  );
}

function SendError({ thrown }: { thrown: Error | null }) {
  if (thrown === null) return null;
  const error = toApiError(thrown);
  return (
    <p role="alert" className="mt-3 text-body text-bad">
      {error.detail || error.title} <code className="text-mono">{error.requestId}</code>
    </p>
  );
}

function firstType(subscriptions: readonly string[]): string {
  return testEventTypes.find((type) => subscriptions.includes(type)) ?? testEventTypes[0];
}

const families = [...new Set(eventTypes.map(({ family }) => family))];

function TypePicker({ value, onChange }: { value: string; onChange: (type: string) => void }) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-small text-ink-2">Event type of the test</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
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
