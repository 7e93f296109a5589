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

/** Active jobs looked through: nobody has more at a time. */
const jobsRead = 100;

/** Failures that one poll finds come in several commits. In ms. */
const restMs = 5 * secondMs;

/**
 * Starts a job for what failed while nothing received here, as `RECOVERY=automatic` allows: one event first, then one request
 * a second. What came of it is with the job; nothing is started twice for the same deliveries.
 */
export class HealGaps implements StandingWork {
  readonly name = 'heal gaps';
  readonly wakesOn = ['deliveries', 'streams', 'jobs'] as const;
  readonly restMs = restMs;
  readonly #parts: HealGapsParts;

  constructor(parts: HealGapsParts) {
    this.#parts = parts;
  }

  async turn(): Promise<number> {
    const { store, management, webhookUrl } = this.#parts;
    // One at a time, so that all together keep to one request a second.
    const active = await store.activeJobs(jobsRead);
    if (active.some(({ createdBy }) => createdBy === recoveryActor)) return minuteMs;
    const polls = new Map((await store.deliveryPolls()).map((poll) => [poll.streamId, poll]));
    for (const { id, status, ...stream } of management.streams.last()?.value ?? []) {
      if (status !== 'enabled' || !pointsHere({ id, status, ...stream }, webhookUrl)) continue;
      const missed = await missedDeliveries(store, { streamIds: [id], nowMs: store.nowMs() });
      for (const one of missed) {
        // Everything that failed then is known once Auth0 has been polled after it.
        const isKnown = (polls.get(id)?.checkedAtMs ?? 0) > one.range.toMs;
        if (isKnown && (await this.#heal(id, one))) return minuteMs;
      }
    }
    return minuteMs;
  }

  /** True when a job was started; an outage has one for each event stream, and what that leaves waits for a person. */
  async #heal(streamId: string, { outage, range }: Missed): Promise<boolean> {
    const { store } = this.#parts;
    const filter = { stream: [streamId], state: ['failed' as const], from: range.fromMs, to: range.toMs };
    const key = `recovery of ${outage.fromMs} ${streamId}`;
    const { job, isNew } = await createRedelivery({
      store,
      actor: recoveryActor,
      input: { filter, isSlow: true },
      key,
    });
    if (isNew) log.info({ job: job.id, streamId }, 'Requesting again what failed while nothing received here');
    return isNew;
  }
}
