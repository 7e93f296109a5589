'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiPaths } from '@/lib/paths';
import { type JsonObject } from '@/lib/json/json';
import { type Outcome } from '@/lib/events/outcome';
import { type EventTypeName } from '@/lib/events/event-types';
import { type TestEventAnswer, type TestEventTrack } from '@/lib/test-events/test-event';
import { formatDuration } from '@/lib/text/format';
import { type ApiError, postJson, toApiError } from '../data/api';
import { useAnnounce } from '../ui/announcer';
import { testEventQuery } from './test-event-queries';

/** One test event on its way. Spans are in milliseconds since it was sent; null until the part is done. */
export interface TestRun {
  /** By this browser's clock, for the running clock only. */
  startedAtMs: number;
  eventId: string | null;
  /** Auth0's own word for the delivery, such as `pending`. */
  status: string | null;
  acceptedMs: number | null;
  arrivedMs: number | null;
  outcome: Outcome | null;
}

interface SentTest {
  streamId: string;
  eventType: EventTypeName;
  data?: JsonObject;
}

export interface TestEvent {
  /** Null until the first one is sent. */
  run: TestRun | null;
  error: ApiError | null;
  isSending: boolean;
  /** `data` replaces Auth0's sample. */
  send: (test: SentTest) => void;
  clear: () => void;
}

/** Sends a test event and follows it until it is recorded here. `pointsHere` is false for a stream that posts elsewhere. */
export function useTestEvent({ pointsHere = true } = {}): TestEvent {
  const [startedAtMs, setStartedAtMs] = useState<number | null>(null);
  const sending = useMutation({
    mutationFn: ({ streamId, ...test }: SentTest) => postJson<TestEventAnswer>(apiPaths.streamTest(streamId), test),
    onMutate: () => setStartedAtMs(Date.now()),
  });
  const sent = sending.data ?? null;
  const followed = pointsHere && sent !== null ? sent.eventId : null;
  const { data: tracked = null } = useQuery(testEventQuery(followed));
  const error = sending.isError ? toApiError(sending.error) : null;
  const run = startedAtMs === null || error !== null ? null : runOf(startedAtMs, sent, tracked);
  useArrivalAnnouncement(run === null ? null : run.arrivedMs);
  const clear = () => {
    setStartedAtMs(null);
    sending.reset();
  };
  return { run, error, isSending: sending.isPending, send: sending.mutate, clear };
}

function runOf(startedAtMs: number, sent: TestEventAnswer | null, tracked: TestEventTrack | null): TestRun {
  const receivedAtMs = tracked?.receivedAtMs ?? null;
  // All are the server's times; a clock set back in between must not make a span negative.
  const since = (ms: number | null) => (sent === null || ms === null ? null : Math.max(0, ms - sent.sentAtMs));
  return {
    startedAtMs,
    eventId: sent?.eventId ?? null,
    status: sent?.status ?? null,
    acceptedMs: since(sent?.acceptedAtMs ?? null),
    arrivedMs: since(receivedAtMs),
    outcome: tracked?.outcome ?? null,
  };
}

function useArrivalAnnouncement(arrivedMs: number | null): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (arrivedMs !== null) announce(`The test event arrived after ${formatDuration(arrivedMs)}`, 'test-event');
  }, [arrivedMs, announce]);
}
