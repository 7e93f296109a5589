import { type DeliveryName } from '../../../deliveries/delivery';
import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { type StatedFilter } from '../../../deliveries/delivery-store';
import { openStates } from '../../../deliveries/state';
import { leftOutBy, type RedeliveryFilter, type RedeliveryInput } from '../../../jobs/redelivery';

/** The store's filter for that of a bulk redelivery. Without states it is about everything that counts as failed. */
export function statedFilter({ stream, type, state, cause, from, to }: RedeliveryFilter): StatedFilter {
  return {
    states: state ?? [...openStates],
    ...(stream !== undefined && { streamIds: stream }),
    ...(type !== undefined && { types: type }),
    ...(cause !== undefined && { causeKey: cause }),
    ...(from !== undefined && { fromMs: from }),
    ...(to !== undefined && { toMs: to }),
  };
}

const separator = '/';

/** The key of a delivery's item, as in the address of a list (`deliveryKey`). */
export function itemKeyOf({ streamId, eventId }: DeliveryName): string {
  return `${streamId}${separator}${eventId}`;
}

/** The delivery that an item is about: ids of event streams have no slash. */
export function nameOfItem(key: string): DeliveryName {
  const at = key.indexOf(separator);
  return { streamId: key.slice(0, at), eventId: key.slice(at + 1) };
}

/** Deliveries of one event stream and cause fail alike. */
export function partOf({ streamId, causeKey }: Pick<DeliveryMark, 'streamId' | 'causeKey'>): string {
  return `${streamId}${separator}${causeKey}`;
}

/** The event stream and the cause of a part. */
export function ofPart(part: string): { streamId: string; causeKey: string } {
  const at = part.indexOf(separator);
  return { streamId: part.slice(0, at), causeKey: part.slice(at + 1) };
}

/** The parts that an input leaves out. */
export function leftOutParts(input: RedeliveryInput): ReadonlySet<string> {
  return new Set(leftOutBy(input).map(({ streamId, cause }) => partOf({ streamId, causeKey: cause })));
}
