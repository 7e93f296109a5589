import { type FoundDelivery } from '../../deliveries/delivery';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { watchForMs } from '../../deliveries/poll-schedule';
import { minuteMs, secondMs } from '../../spans';
import { type Store } from '../../store';
import { type Management } from '../management/client';
import { getListedDelivery } from '../management/deliveries';
import { isManagementError } from '../management/errors';
import { log } from '../process/log';
import { aside, span } from '../telemetry/tracing';
import { sendHeld } from '../deliveries/redeliver';

export interface WatcherParts {
  store: Store;
  management: Management;
  /** Whether this process follows redeliveries: one of all that share the store does. */
  leads: () => boolean;
  /** Polls whole lists instead, for a tenant that does not grant `read:event_deliveries`. */
  pollLists: () => Promise<void>;
}

/** Pace (ms) while a requested redelivery may be open: the store knows which are due. */
const activeEveryMs = secondMs;

/** Even with nothing to watch: another process may have made a request, and requests that stay unanswered must end. */
const idleEveryMs = minuteMs;

const atOnce = 200;

/** Few, so that all are sent within their lease. */
const heldAtOnce = 5;

/** `refused`: the tenant does not let us poll a single delivery. */
type Found = FoundDelivery | 'refused';

/**
 * Follows requested redeliveries until they are decided. What is requested, when it is sent and polled, is in the store, so a
 * restart loses nothing. An arrival is proven by the webhook, not by this.
 */
export class RedeliveryWatcher {
  private readonly parts: WatcherParts;
  private timer: NodeJS.Timeout | null = null;
  private pass: Promise<void> | null = null;
  private activeUntilMs = Date.now() + watchForMs;
  private expiredAtMs = 0;
  private stopped = false;
  private unsubscribe: () => void = () => undefined;

  constructor(parts: WatcherParts) {
    this.parts = parts;
  }

  /** Hears of each new request from the store. */
  start(): void {
    this.unsubscribe = this.parts.store.subscribe((topic) => {
      if (topic === 'deliveries') this.wake();
    });
  }

  /** Picks up what was requested before, by this process or by the one that led. */
  lead(): void {
    this.wakeIn(0);
  }

  /** Ends the timer, waits for the poll under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.pass;
  }

  private wake(): void {
    this.activeUntilMs = Date.now() + watchForMs;
    if (this.pass === null) this.wakeIn(0);
  }

  private wakeIn(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.run(), ms).unref();
  }

  private run(): Promise<void> {
    this.pass ??= aside(() => this.pollDue())
      .catch((error: unknown) => {
        if (!this.stopped) log.error({ err: error }, 'Following requested redeliveries broke off');
        return 10 * activeEveryMs;
      })
      .then((waitMs) => {
        this.pass = null;
        this.wakeIn(waitMs);
      });
    return this.pass;
  }

  /** Polls what is due and returns the milliseconds until the next pass. */
  private async pollDue(): Promise<number> {
    if (!this.parts.leads()) return idleEveryMs;
    await this.expire();
    await this.sendHeld();
    const due = await this.parts.store.deliveriesToPoll(atOnce);
    let isRefused = false;
    for (const delivery of due) {
      if (this.stopped) return idleEveryMs;
      isRefused = await span('poll requested redelivery', { kind: 'turn' }, () => this.pollOne(delivery, isRefused));
    }
    if (isRefused) await this.parts.pollLists();
    if (due.length > 0) this.activeUntilMs = Date.now() + watchForMs;
    return Date.now() < this.activeUntilMs ? activeEveryMs : idleEveryMs;
  }

  /** Whether the tenant refuses to be asked, which is not asked again once it is known. */
  private async pollOne(delivery: DeliverySummary, isRefused: boolean): Promise<boolean> {
    const found: Found = isRefused ? 'refused' : await this.find(delivery);
    const { streamId, eventId } = delivery;
    await this.parts.store.recordPoll(streamId, eventId, found === 'refused' ? 'unknown' : found, Date.now());
    return found === 'refused';
  }

  /** Sends what Auth0's rate limit held back, before a restart or since. */
  private async sendHeld(): Promise<void> {
    const held = await this.parts.store.takeRedeliveriesToSend(heldAtOnce);
    for (const delivery of held) {
      if (!this.stopped) await span('send held redelivery', { kind: 'turn' }, () => sendHeld(this.parts, delivery));
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
