import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { apiPaths } from '@/lib/paths';
import { type ExplainAnswer } from '@/lib/deliveries/explain-answer';
import { deliveryFilterQuery, type DeliveryFilters } from '@/lib/deliveries/delivery-search';
import {
  type DeliveryCausesAnswer,
  type DeliveryListAnswer,
  type UndeliveredEvent,
} from '@/lib/deliveries/delivery-view';

/** Time (ms) between readings. Each tells the server that someone is looking, so that it looks at Auth0 more often. */
export const deliveriesEveryMs = 20_000;

/** The groups by cause under some filters. The first element of the key is the live topic that refreshes it. */
export function causesQuery(filters: DeliveryFilters) {
  const query = deliveryFilterQuery(filters);
  return queryOptions({
    queryKey: ['deliveries', 'causes', query],
    queryFn: ({ signal }) => getJson<DeliveryCausesAnswer>(`${apiPaths.deliveryCauses}${query}`, { signal }),
    retry: 1,
  });
}

/** Open deliveries in all groups; 0 while nothing is known. */
export function openCountOf(causes: DeliveryCausesAnswer | undefined): number {
  return causes?.groups.reduce((sum, group) => sum + group.count, 0) ?? 0;
}

/** The flat list under some filters, page by page. */
export function listQuery(filters: DeliveryFilters) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', 'list', deliveryFilterQuery(filters)],
    queryFn: ({ pageParam, signal }) =>
      getJson<DeliveryListAnswer>(`${apiPaths.deliveries}${listQueryString(filters, pageParam)}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.older,
    retry: 1,
  });
}

interface ExplainQuestion {
  cause: string | null;
  attempt: string | null;
  streams: readonly string[];
}

/** Why deliveries failed: a cause, or one delivery. `zone`: of the times in its sentences. */
export function explainQuery({ cause, attempt, streams }: ExplainQuestion, zone: string) {
  const query = new URLSearchParams({ zone });
  if (cause !== null) query.set('cause', cause);
  if (cause !== null && streams.length > 0) query.set('stream', streams.join(','));
  if (attempt !== null) query.set('delivery', attempt);
  const asked = query.toString();
  return queryOptions({
    queryKey: ['deliveries', 'explain', asked],
    queryFn: ({ signal }) => getJson<ExplainAnswer>(`${apiPaths.deliveryExplain}?${asked}`, { signal }),
    retry: 1,
  });
}

/** What Auth0 holds of an event that has not arrived. */
export function undeliveredQuery(eventId: string) {
  return queryOptions({
    queryKey: ['deliveries', 'undelivered', eventId],
    queryFn: ({ signal }) => getJson<UndeliveredEvent>(apiPaths.undelivered(eventId), { signal }),
    retry: 1,
  });
}

function listQueryString(filters: DeliveryFilters, before: number | null): string {
  const query = deliveryFilterQuery(filters);
  if (before === null) return query;
  return query === '' ? `?before=${before}` : `${query}&before=${before}`;
}
