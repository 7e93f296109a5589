import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { type DeliveryFilters } from '@/lib/deliveries/delivery-search';
import { type RefusedAgain } from '@/lib/jobs/job-answers';
import { type RedeliveryFilter, type RedeliveryInput } from '@/lib/jobs/redelivery';

/** A bulk redelivery that a person is about to confirm. */
export interface BulkRequest {
  input: RedeliveryInput;
  /** How the deliveries were named: by a filter, or one by one. */
  by: 'matching' | 'selected';
  /** Makes one job of it, however often it is sent. */
  key: string;
  /** What had the focus, and gets it back. */
  opener: Element | null;
}

/** The filter of a list as a job takes it; a cause is that of a group, or the list's own. */
export function redeliveryFilterOf(filters: DeliveryFilters, groupCause?: string): RedeliveryFilter {
  const { stream, type, state, from, to } = filters;
  const cause = groupCause ?? filters.cause;
  return {
    ...(stream.length > 0 && { stream }),
    ...(type.length > 0 && { type }),
    ...(state.length > 0 && { state }),
    ...(cause !== null && { cause }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}

/** The same request without what would be refused again; another key, because it makes another job. */
export function without(request: BulkRequest, refused: readonly RefusedAgain[]): BulkRequest {
  const { input, key } = request;
  if (refused.length === 0 || !('ids' in input || 'filter' in input)) return request;
  const leaveOut = refused.map(({ streamId, cause }) => ({ streamId, cause }));
  return { ...request, input: { ...input, leaveOut }, key: `${key} without` };
}

/** Deliveries by name, as a job takes them. */
export function namesOf(rows: readonly DeliverySummary[]): { streamId: string; eventId: string }[] {
  return rows.map(({ streamId, eventId }) => ({ streamId, eventId }));
}

/** A UUID that no other request has. `crypto.randomUUID` is missing over plain http; random values are not. */
export function freshKey(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
