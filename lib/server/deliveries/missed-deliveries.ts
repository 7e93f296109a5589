import { type Outage } from '../../heartbeat/outage';
import { missedDuring, recoveredBackMs } from '../../jobs/recovery';
import { type Store } from '../../store';

/** Outages looked at, the newest: one that restarts again and again has other troubles. */
const mostOutages = 20;

/** Deliveries that failed first during an outage, at event streams that post here. */
export interface Missed {
  outage: Outage;
  streamIds: string[];
  /** When they failed first, in epoch ms. */
  range: { fromMs: number; toMs: number };
  /** Of them those that still count as failed and were never requested again. */
  failed: number;
}

/** What failed while nothing received here, oldest outage first; outages without such deliveries are left out. */
export async function missedDeliveries(
  store: Pick<Store, 'outages' | 'tallyDeliveries'>,
  { streamIds, nowMs }: { streamIds: readonly string[]; nowMs: number },
): Promise<Missed[]> {
  if (streamIds.length === 0) return [];
  const outages = await store.outages({ fromMs: nowMs - recoveredBackMs, untilMs: nowMs });
  const ranges = outages.flatMap((outage) => {
    const range = missedDuring(outage);
    return range === null ? [] : [{ outage, range }];
  });
  const found = ranges.slice(-mostOutages).map(async ({ outage, range }): Promise<Missed[]> => {
    const here = { outage, range, streamIds: [...streamIds] };
    const { tallies } = await store.tallyDeliveries({ streamIds: here.streamIds, ...range, states: ['failed'] });
    const failed = tallies.reduce((sum, { count }) => sum + count, 0);
    return failed === 0 ? [] : [{ ...here, failed }];
  });
  return (await Promise.all(found)).flat();
}
