import { deliveryStates } from '../../../deliveries/delivery';
import { recoveryActor } from '../../../jobs/recovery';
import { minuteMs, secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { pointsHere } from '../../../streams/stream';
import { type Management } from '../../management/client';
import { type Missed, missedDeliveries } from '../../deliveries/missed-deliveries';
import { log } from '../../process/log';
import { createRedelivery } from '../job-deeds';
import { type StandingWork } from '../standing-work';

interface HealGapsParts {
  store: Store;
  management: Management;
  /** Address that makes an event stream "this app". */
  webhookUrl: string;
}

/** Failures that one poll finds come in several commits. In ms. */
const restMs = 5 * secondMs;

/**
 * Starts a job for what failed while nothing received here, as `RECOVERY=automatic` allows: one event first, then one request
 * a second. What came of it is with the job; nothing is started twice for the same deliveries.
 */
export class HealGaps implements StandingWork {
  readonly name = 'heal gaps';
  readonly wakesOn = ['deliveries', 'streams'] as const;
  readonly restMs = restMs;
  readonly #parts: HealGapsParts;

  constructor(parts: HealGapsParts) {
    this.#parts = parts;
  }

  async turn(): Promise<number> {
    const { store, management, webhookUrl } = this.#parts;
    const streams = (management.streams.last()?.value ?? []).filter(
      (stream) => stream.status === 'enabled' && pointsHere(stream, webhookUrl),
    );
    const streamIds = streams.map(({ id }) => id);
    for (const missed of await missedDeliveries(store, { streamIds, nowMs: store.nowMs() })) await this.#heal(missed);
    return minuteMs;
  }

  async #heal({ outage, streamIds: stream, range }: Missed): Promise<void> {
    const { store } = this.#parts;
    // In any state: the number only grows, so what an earlier job has left is not begun again and again.
    const any = { streamIds: stream, ...range, states: [...deliveryStates] };
    const newest = (await store.listDeliveries(any, { limit: 1 })).items[0]?.seq;
    if (newest === undefined) return;
    const filter = { stream, state: ['failed' as const], from: range.fromMs, to: range.toMs };
    const input = { filter, upTo: newest, isSlow: true };
    const key = `recovery of ${outage.fromMs} up to ${newest}`;
    const { job, isNew } = await createRedelivery({ store, actor: recoveryActor, input, key });
    if (isNew) log.info({ job: job.id }, 'Requesting again what failed while nothing received here');
  }
}
