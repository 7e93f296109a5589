'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type JsonObject } from '@/lib/json/json';
import { type EventTypeName } from '@/lib/events/event-types';
import { type TestBurstAnswer, type TestEventTrack } from '@/lib/test-events/test-event';
import { type ApiError, postJson, toApiError } from '../data/api';
import { testBurstQuery } from './test-event-queries';

/** One test event of a burst, as far as it has come. */
export interface BurstRow {
  eventId: string;
  /** From asking Auth0 until it accepted, in milliseconds. */
  acceptedMs: number;
  track: TestEventTrack | null;
  /** From asking Auth0 until it arrived here, in milliseconds; null until then. */
  arrivedMs: number | null;
}

export interface TestBurst {
  /** Empty until Auth0 has accepted them. */
  rows: BurstRow[];
  /** Why there are fewer than asked for. */
  failure: string | null;
  error: ApiError | null;
  isSending: boolean;
  send: (burst: { streamId: string; eventType: EventTypeName; data?: JsonObject; count: number }) => void;
  clear: () => void;
}

/** Sends a burst of test events and follows each until it is recorded here. `pointsHere` is false for a stream that posts elsewhere. */
export function useTestBurst({ pointsHere }: { pointsHere: boolean }): TestBurst {
  const sending = useMutation({
    mutationFn: ({ streamId, ...burst }: Parameters<TestBurst['send']>[0]) =>
      postJson<TestBurstAnswer>(apiPaths.streamTest(streamId), burst),
  });
  const sent = sending.data?.sent ?? [];
  const { data } = useQuery(testBurstQuery(pointsHere ? sent.map(({ eventId }) => eventId) : []));
  const tracks = new Map(data?.tracks.map((track) => [track.eventId, track]));
  const rows = sent.map(({ eventId, sentAtMs, acceptedAtMs }): BurstRow => {
    const track = tracks.get(eventId) ?? null;
    const receivedAtMs = track?.receivedAtMs ?? null;
    // A clock that was set back in between must not make a span negative.
    const arrivedMs = receivedAtMs === null ? null : Math.max(0, receivedAtMs - sentAtMs);
    return { eventId, acceptedMs: Math.max(0, acceptedAtMs - sentAtMs), track, arrivedMs };
  });
  return {
    rows,
    failure: sending.data?.failure ?? null,
    error: sending.isError ? toApiError(sending.error) : null,
    isSending: sending.isPending,
    send: sending.mutate,
    clear: sending.reset,
  };
}
