import { queryOptions } from '@tanstack/react-query';
import { type Setup } from '@/lib/setup/setup';
import { getJson } from '../api';

/** The checklist checks itself this often (ms), and at once with every notice. */
export const setupEveryMs = 5_000;

export const setupQuery = queryOptions({
  queryKey: ['overview', 'setup'],
  queryFn: ({ signal }) => getJson<Setup>('/api/setup', { signal }),
});

/** Asks Auth0 anew instead of showing what was found a moment ago. */
export const checkAgain = () => getJson<Setup>('/api/setup?fresh=1');

/** Whether a test event has arrived. */
export interface TestTracker {
  eventId: string;
  receivedAtMs: number | null;
  outcome: string | null;
}

const trackMs = 2_000;

/** Follows one test event until it is recorded; notices about events make it look at once. */
export const testTrackerQuery = (eventId: string | null) =>
  queryOptions({
    queryKey: ['events', 'test', eventId],
    queryFn: ({ signal }) => getJson<TestTracker>(`/api/test-events/${encodeURIComponent(eventId ?? '')}`, { signal }),
    enabled: eventId !== null,
    staleTime: 0,
    refetchInterval: (query) => (typeof query.state.data?.receivedAtMs === 'number' ? false : trackMs),
  });
