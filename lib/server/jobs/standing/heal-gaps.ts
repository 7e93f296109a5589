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
  /** Polls the failed deliveries now. */
  poll: () => Promise<void>;
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
    const { store } = this.#parts;
    // One at a time, so that all together keep to one request a second.
    const active = await store.activeJobs(jobsRead);
    if (active.some(({ createdBy }) => createdBy === recoveryActor)) return minuteMs;
    const nowMs = store.nowMs();
    for (const streamId of this.#streamsHere()) {
      for (const missed of await missedDeliveries(store, { streamIds: [streamId], nowMs })) {
        const waitMs = missed.range.toMs - nowMs;
        if (waitMs > 0) return waitMs + secondMs;
        const isKnown = await this.#polledAfter(streamId, missed.range.toMs);
        if (isKnown && (await this.#heal(streamId, missed))) return minuteMs;
      }
    }
    return minuteMs;
  }

  #streamsHere(): string[] {
    const { management, webhookUrl } = this.#parts;
    const streams = management.streams.last()?.value ?? [];
    return streams
      .filter((stream) => stream.status === 'enabled' && pointsHere(stream, webhookUrl))
      .map(({ id }) => id);
  }

  /** Everything that failed then is known once Auth0 has been polled after it. False when it does not answer. */
  async #polledAfter(streamId: string, atMs: number): Promise<boolean> {
    if (await this.#isPolledAfter(streamId, atMs)) return true;
    await this.#parts.poll();
    return this.#isPolledAfter(streamId, atMs);
  }

  async #isPolledAfter(streamId: string, atMs: number): Promise<boolean> {
    const polls = await this.#parts.store.deliveryPolls();
    return (polls.find((poll) => poll.streamId === streamId)?.checkedAtMs ?? 0) > atMs;
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
