import { isRedeliveryMarker } from '../../../deliveries/attempts';
import { type ListedDelivery } from '../../../deliveries/delivery';
import { type DeliveryMark } from '../../../deliveries/delivery-record';
import { type Management } from '../../management/client';
import { getListedDelivery, listSought } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { log } from '../../process/log';
import { itemKeyOf } from './redelivery-subject';

/** More of one event stream than this are looked up together: a list tells a hundred in a request. */
const mostOneByOne = 4;

/** Whether Auth0 has our requests, by key of the item; null while it cannot be asked. */
export type LookedUp = ReadonlyMap<string, boolean | null>;

/** Looks up what became of requests that were on their way when their process ended, or that Auth0 did not answer clearly. */
export async function lookUp(management: Management, marks: readonly DeliveryMark[]): Promise<LookedUp> {
  const found = new Map<string, boolean | null>();
  for (const [streamId, of] of Map.groupBy(marks, (mark) => mark.streamId)) {
    const listed = of.length > mostOneByOne ? await whatIsListed(management, streamId, of) : 'one by one';
    const wasTaken = async (mark: DeliveryMark) => {
      if (listed === true || listed === null) return listed;
      if (listed !== 'one by one') return isTaken(mark, listed.get(mark.eventId) ?? null);
      return orUnknown(streamId, async () =>
        isTaken(mark, await getListedDelivery(management, streamId, mark.eventId)),
      );
    };
    for (const mark of of) found.set(itemKeyOf(mark), await wasTaken(mark));
  }
  return found;
}

type Listed = ReadonlyMap<string, ListedDelivery>;

/** What Auth0 lists in the range of these; true and null as `orUnknown` says. */
async function whatIsListed(
  management: Management,
  streamId: string,
  marks: readonly DeliveryMark[],
): Promise<Listed | 'one by one' | true | null> {
  return orUnknown(streamId, async () => (await listSought(management, streamId, marks)) ?? 'one by one');
}

/** Auth0 marks each request that it takes at once. What it does not list is being delivered, or has been. */
function isTaken({ markersAtAsk }: DeliveryMark, listed: ListedDelivery | null): boolean {
  return listed === null || listed.attempts.filter(isRedeliveryMarker).length > markersAtAsk;
}

/** Null while Auth0 cannot be asked; true without the right to look: a second request could deliver twice. */
async function orUnknown<T>(streamId: string, look: () => Promise<T>): Promise<T | true | null> {
  try {
    return await look();
  } catch (error) {
    if (!isManagementError(error)) throw error;
    if (error.kind === 'missing_scope') return true;
    log.warn({ streamId, kind: error.kind }, 'A request of a process that ended could not be looked up');
    return null;
  }
}
