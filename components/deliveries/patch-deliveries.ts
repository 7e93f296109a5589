import { type InfiniteData, type QueryClient } from '@tanstack/react-query';

import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import {
  type DeliveryCausesAnswer,
  type DeliveryListAnswer,
  type RedeliverAnswer,
  type UndeliveredEvent,
} from '@/lib/deliveries/delivery-view';

/** Shows at once what the server has just answered for one delivery; the next reading brings the rest. */
export function patchDeliveries(
  queries: QueryClient,
  row: DeliverySummary,
  answer: RedeliverAnswer,
  nowMs: number,
): void {
  const patch = (rows: DeliverySummary[]) =>
    rows.map((one) => (isSame(one, row) ? afterAsking(one, answer, nowMs) : one));
  queries.setQueriesData<DeliveryCausesAnswer>(
    { queryKey: ['deliveries', 'causes'] },
    (before) => before && { ...before, groups: before.groups.map((group) => ({ ...group, rows: patch(group.rows) })) },
  );
  queries.setQueriesData<UndeliveredEvent>(
    { queryKey: ['deliveries', 'undelivered'] },
    (before) =>
      before && {
        ...before,
        copies: before.copies.map((copy) =>
          isSame(copy.delivery, row) ? { ...copy, delivery: afterAsking(copy.delivery, answer, nowMs) } : copy,
        ),
      },
  );
  queries.setQueriesData<InfiniteData<DeliveryListAnswer>>(
    { queryKey: ['deliveries', 'list'] },
    (before) => before && { ...before, pages: before.pages.map((page) => ({ ...page, items: patch(page.items) })) },
  );
}

function isSame(a: DeliverySummary, b: DeliverySummary): boolean {
  return a.streamId === b.streamId && a.eventId === b.eventId;
}

function afterAsking(
  row: DeliverySummary,
  { state, waitingMs, alreadyAsked }: RedeliverAnswer,
  nowMs: number,
): DeliverySummary {
  // A row that a notice has refreshed meanwhile may know more than the answer.
  if (row.state === 'recovered' || row.state === 'retrying') return row;
  return {
    ...row,
    state,
    askedAtMs: alreadyAsked ? row.askedAtMs : nowMs,
    sendAfterMs: waitingMs === null ? null : nowMs + waitingMs,
  };
}
