import { type FoundDelivery } from '../../../deliveries/delivery';
import { type DeliverySummary } from '../../../deliveries/delivery-record';
import { watchForMs } from '../../../deliveries/poll-schedule';
import { minuteMs, secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { type Management } from '../../management/client';
import { getListedDelivery, listSought } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { log } from '../../process/log';
import { span } from '../../telemetry/tracing';
import { sendHeld } from '../../deliveries/redeliver';
import { type StandingWork } from '../standing-work';

export interface WatcherParts {
  store: Store;
  management: Management;
  /** Polls whole lists instead, for a tenant that does not grant `read:event_deliveries`. */
  pollLists: () => Promise<void>;
}

/** Pace (ms) while a requested redelivery may be open: the store knows which are due. */
const activeEveryMs = secondMs;

/** A bulk job makes many requests a second; each would begin a turn. */
const restMs = 200;

/** Even with nothing to watch: another process may have made a request, and requests that stay unanswered must end. */
const idleEveryMs = minuteMs;

const atOnce = 200;

/** Few, so that all are sent within their lease. */
const heldAtOnce = 5;

/** More due of one event stream than this are looked up together. */
const mostOneByOne = 10;

/** Why there is none is told by the single polls. */
function noList(error: unknown): null {
  if (!isManagementError(error)) throw error;
  return null;
}

/** `refused`: the tenant does not let us poll a single delivery. */
type Found = FoundDelivery | 'refused';

/**
 * Follows requested redeliveries until they are decided. What is requested, when it is sent and polled, is in the store, so a
 * restart loses nothing. An arrival is proven by the webhook, not by this.
 */
export class RedeliveryWatcher implements StandingWork {
  readonly name = 'follow redeliveries';
  readonly wakesOn = ['deliveries'] as const;
  readonly restMs = restMs;
  private readonly parts: WatcherParts;
  private activeUntilMs = Date.now() + watchForMs;
  private expiredAtMs = 0;

  constructor(parts: WatcherParts) {
    this.parts = parts;
  }

  woken(): void {
    this.activeUntilMs = Date.now() + watchForMs;
  }

  /** Polls what is due. */
  async turn(signal: AbortSignal): Promise<number> {
    await this.expire();
    await this.sendHeld(signal);
    const due = await this.parts.store.deliveriesToPoll(atOnce);
    const others = due.length > 0 ? await this.pollTogether(due) : [];
    let isRefused = false;
    for (const delivery of others) {
      if (signal.aborted) return idleEveryMs;
      isRefused = await span('poll requested redelivery', { kind: 'turn' }, () => this.pollOne(delivery, isRefused));
    }
    if (isRefused) await this.parts.pollLists();
    if (due.length > 0) this.activeUntilMs = Date.now() + watchForMs;
    return Date.now() < this.activeUntilMs ? activeEveryMs : idleEveryMs;
  }

  /**
   * Many of one event stream, as after a request by filter, are looked up in its list. Those that it holds are done; the others
   * come back, because only Auth0's answer about the very delivery says that it is not listed.
   */
  private async pollTogether(due: readonly DeliverySummary[]): Promise<DeliverySummary[]> {
    const { store, management } = this.parts;
    const others: DeliverySummary[] = [];
    for (const [streamId, of] of Map.groupBy(due, (delivery) => delivery.streamId)) {
      const listed = of.length > mostOneByOne ? await listSought(management, streamId, of).catch(noList) : null;
      for (const delivery of of) {
        const found = listed?.get(delivery.eventId);
        if (found === undefined) others.push(delivery);
        else await store.recordPoll(streamId, delivery.eventId, found, Date.now());
      }
    }
    return others;
  }

  /** Whether the tenant refuses to be asked, which is not asked again once it is known. */
  private async pollOne(delivery: DeliverySummary, isRefused: boolean): Promise<boolean> {
    const found: Found = isRefused ? 'refused' : await this.find(delivery);
    const { streamId, eventId } = delivery;
    await this.parts.store.recordPoll(streamId, eventId, found === 'refused' ? 'unknown' : found, Date.now());
    return found === 'refused';
  }

  /** Sends what Auth0's rate limit held back, before a restart or since. */
  private async sendHeld(signal: AbortSignal): Promise<void> {
    const held = await this.parts.store.takeRedeliveriesToSend(heldAtOnce);
    for (const delivery of held) {
      if (!signal.aborted) await span('send held redelivery', { kind: 'turn' }, () => sendHeld(this.parts, delivery));
    }
    if (held.length > 0) this.activeUntilMs = Date.now() + watchForMs;
  }

  private async expire(): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - this.expiredAtMs < idleEveryMs) return;
    this.expiredAtMs = nowMs;
    await this.parts.store.expireAsked(nowMs - watchForMs);
  }

  private async find({ streamId, eventId }: DeliverySummary): Promise<Found> {
    try {
      return (await getListedDelivery(this.parts.management, streamId, eventId)) ?? 'unlisted';
    } catch (error) {
      if (!isManagementError(error)) throw error;
      if (error.kind === 'missing_scope') return 'refused';
      log.warn({ streamId, eventId, kind: error.kind }, 'A requested redelivery could not be polled');
      return 'unknown';
    }
  }
}
