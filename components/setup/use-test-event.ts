'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiError, postJson, toApiError } from '../api';
import { type TestTracker, testTrackerQuery } from './setup-queries';

/** Answer of `POST /api/streams/[id]/test`; times are the server's, in epoch milliseconds. */
interface TestSent {
  eventId: string;
  /** Auth0's own word. */
  status: string;
  sentAtMs: number;
  acceptedAtMs: number;
}

/** One test event on its way. Spans are in milliseconds since it was sent; null until the part is done. */
export interface TestRun {
  /** By this browser's clock, for the running clock only. */
  startedAtMs: number;
  eventId: string | null;
  acceptedMs: number | null;
  arrivedMs: number | null;
  outcome: string | null;
}

export interface TestEvent {
  /** Null until the first one is sent. */
  run: TestRun | null;
  error: ApiError | null;
  isSending: boolean;
  send: (streamId: string) => void;
}

/** Sends a test event and follows it until it is recorded here. */
export function useTestEvent(): TestEvent {
  const [startedAtMs, setStartedAtMs] = useState<number | null>(null);
  const sending = useMutation({
    mutationFn: (streamId: string) =>
      postJson<TestSent>(`/api/streams/${encodeURIComponent(streamId)}/test`, { eventType: 'user.created' }),
    onMutate: () => setStartedAtMs(Date.now()),
  });
  const sent = sending.data ?? null;
  const { data: tracked } = useQuery(testTrackerQuery(sent?.eventId ?? null));
  const isOff = startedAtMs === null || sending.isError;
  const run = isOff ? null : runOf(startedAtMs, sent, tracked ?? null);
  return {
    run,
    error: sending.isError ? toApiError(sending.error) : null,
    isSending: sending.isPending,
    send: sending.mutate,
  };
}

function runOf(startedAtMs: number, sent: TestSent | null, tracked: TestTracker | null): TestRun {
  if (sent === null) return { startedAtMs, eventId: null, acceptedMs: null, arrivedMs: null, outcome: null };
  const { eventId, sentAtMs, acceptedAtMs } = sent;
  const receivedAtMs = tracked?.receivedAtMs ?? null;
  // All three are the server's times; a clock set back in between must not make a span negative.
  const since = (ms: number) => Math.max(0, ms - sentAtMs);
  return {
    startedAtMs,
    eventId,
    acceptedMs: since(acceptedAtMs),
    arrivedMs: receivedAtMs === null ? null : since(receivedAtMs),
    outcome: tracked?.outcome ?? null,
  };
}
