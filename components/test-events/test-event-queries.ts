import { queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type TestEventTrack } from '@/lib/test-events/test-event';
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
