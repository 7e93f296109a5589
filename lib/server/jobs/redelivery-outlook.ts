import 'server-only';
import { type DeliveryMark } from '../../deliveries/delivery-record';
import { redeliveryCommand } from '../../jobs/redelivery-command';
import { planOf, planSlices, type RedeliveryPlan } from '../../jobs/redelivery-plan';
import { widest, windowWithin } from '../../jobs/redelivery-rules';
import { type SliceCandidate } from '../../jobs/redelivery-slice';
import { type Store } from '../../store';
import { env } from '../process/env';
import { partOf } from './kinds/redelivery-subject';

/** Most deliveries that are planned one for one before a job begins. */
export const mostPlanned = 5_000;

/** How the deliveries of a bulk redelivery would be requested, by us and by the Auth0 CLI. */
export interface Outlook {
  plan: RedeliveryPlan;
  command: string;
}

/** Looks at everything that failed at the event streams concerned. Null without any delivery, or for too many. */
export async function outlookOf(store: Store, marks: readonly DeliveryMark[]): Promise<Outlook | null> {
  if (marks.length === 0 || marks.length > mostPlanned) return null;
  // The oldest of each part is tried first, and is out of the way once it has arrived.
  const first = new Map(marks.toReversed().map((mark) => [partOf(mark), mark.seq]));
  const firstSeqs = new Set(first.values());
  const slices: number[] = [];
  for (const [streamId, of] of Map.groupBy(marks, (mark) => mark.streamId)) {
    const known = await candidatesOf(store, streamId, { marks: of, firstSeqs });
    if (known === null) return null;
    const most = windowWithin(widest, env().failureLimits.inARow);
    slices.push(...planSlices(known, { most, enough: Math.ceil(most / 2) }));
  }
  return {
    plan: planOf({ total: marks.length, first: firstSeqs.size, slices }),
    command: redeliveryCommand(marks),
  };
}

interface Chosen {
  /** Of one event stream. */
  marks: readonly DeliveryMark[];
  /** Numbers of those that are tried first. */
  firstSeqs: ReadonlySet<number>;
}

async function candidatesOf(
  store: Store,
  streamId: string,
  { marks, firstSeqs }: Chosen,
): Promise<SliceCandidate[] | null> {
  const limit = 2 * mostPlanned;
  const { deliveries, undatedTypes } = await store.openDeliveries(streamId, { fromMs: 0, limit });
  if (deliveries.length === limit) return null;
  const tried = new Set(marks.filter(({ seq }) => firstSeqs.has(seq)).map(({ eventId }) => eventId));
  const chosen = new Set(marks.map(({ eventId }) => eventId));
  const dated = deliveries
    .filter(({ eventId }) => !tried.has(eventId))
    .map(({ eventId, eventType, eventTimeMs }) => ({
      eventId,
      eventType,
      eventTimeMs,
      isChosen: chosen.has(eventId),
    }));
  const undated = undatedTypes.map((eventType) => ({ eventId: '', eventType, eventTimeMs: null, isChosen: false }));
  return [...dated, ...undated];
}
