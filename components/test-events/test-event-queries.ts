import { queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type TestEventTrack, type TestEventTracks } from '@/lib/test-events/test-event';
import { getJson } from '../data/api';

const trackEveryMs = 1_000;

/** Where a test event is; asked for every second until it has arrived, though a notice usually comes first. */
export function testEventQuery(eventId: string | null) {
  return queryOptions({
    queryKey: ['events', 'test-event', eventId],
    queryFn: ({ signal }) => getJson<TestEventTrack>(apiPaths.testEvent(eventId ?? ''), { signal }),
    enabled: eventId !== null,
    refetchInterval: ({ state }) => (typeof state.data?.receivedAtMs === 'number' ? false : trackEveryMs),
    staleTime: 0,
  });
}

/** Where the test events of a burst are; asked for every second until all have arrived. */
export function testBurstQuery(eventIds: readonly string[]) {
  return queryOptions({
    queryKey: ['events', 'test-burst', eventIds],
    queryFn: ({ signal }) => getJson<TestEventTracks>(apiPaths.testEvents(eventIds.join(',')), { signal }),
    enabled: eventIds.length > 0,
    refetchInterval: ({ state }) => {
      const isOver = state.data?.tracks.every(({ receivedAtMs }) => receivedAtMs !== null) === true;
      return isOver ? false : trackEveryMs;
    },
    staleTime: 0,
  });
}
