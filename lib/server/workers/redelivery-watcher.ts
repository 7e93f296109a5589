import { type DeliveryStore, type DeliverySummary } from '../../deliveries/delivery-store';
import { nextLookAtMs, watchForMs } from '../../deliveries/look-schedule';
import { announce } from '../live';
import { log } from '../log';
import { type Management } from '../management/client';
import { getListedDelivery } from '../management/deliveries';
import { isManagementError } from '../management/errors';

export interface WatcherParts {
  store: DeliveryStore;
  management: Management;
  /** Looks at whole lists instead, for a tenant that does not grant `read:event_deliveries`. */
  lookAtLists: () => Promise<void>;
}

/** Pace (ms) while something asked for may be open: what is due is decided for each delivery. */
const activeEveryMs = 1_000;

/** Even with nothing to watch: another replica may have asked, and requests that stay unanswered must end. */
const idleEveryMs = 60_000;

const atOnce = 200;

/** Auth0 may take a delivery off its list while it tries again; only after this long (ms) does a 404 mean "gone". */
const goneAfterMs = 15_000;

/**
 * Follows deliveries that were asked for until they are decided. What is asked lives in the store, so a restart loses nothing;
 * only the times of the latest looks are kept here. An arrival is proven by the webhook, not by this.
 */
export class RedeliveryWatcher {
  private readonly parts: WatcherParts;
  private readonly lookedAtMs = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private pass: Promise<void> | null = null;
  private activeUntilMs = Date.now() + watchForMs;
  private expiredAtMs = 0;
  private stopped = false;

  constructor(parts: WatcherParts) {
    this.parts = parts;
  }

  /** Picks up what was asked before a restart. */
  start(): void {
    this.wakeIn(0);
  }

  /** Ends the timer, waits for the look under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.pass;
  }

  /** A redelivery has just been asked for. */
  wake(): void {
    this.activeUntilMs = Date.now() + watchForMs;
    if (this.pass === null) this.wakeIn(0);
  }

  private wakeIn(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.run(), ms).unref();
  }

  private run(): Promise<void> {
    this.pass ??= this.lookAtDue()
      .catch((error: unknown) => {
        if (!this.stopped) log.error({ err: error }, 'Following asked deliveries broke off');
        return 10 * activeEveryMs;
      })
      .then((waitMs) => {
        this.pass = null;
        this.wakeIn(waitMs);
      });
    return this.pass;
  }

  /** Looks at what is due and returns the milliseconds until the next pass. */
  private async lookAtDue(): Promise<number> {
    await this.expire();
    const asked = await this.parts.store.askedDeliveries(atOnce);
    let refused = false;
    for (const delivery of asked) {
      if (this.stopped) return idleEveryMs;
      if (!this.isDue(delivery)) continue;
      this.lookedAtMs.set(keyOf(delivery), Date.now());
      if (!refused) refused = !(await this.lookAt(delivery));
    }
    if (refused) await this.parts.lookAtLists();
    if (asked.length > 0) this.activeUntilMs = Date.now() + watchForMs;
    return Date.now() < this.activeUntilMs ? activeEveryMs : idleEveryMs;
  }

  private async expire(): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - this.expiredAtMs < idleEveryMs) return;
    this.expiredAtMs = nowMs;
    for (const [key, atMs] of this.lookedAtMs) if (nowMs - atMs > watchForMs) this.lookedAtMs.delete(key);
    if ((await this.parts.store.expireAsked(nowMs - watchForMs)) > 0) announce('deliveries');
  }

  private isDue({ streamId, eventId, state, askedAtMs }: DeliverySummary): boolean {
    if (askedAtMs === null) return false;
    const dueAtMs = nextLookAtMs({ state, askedAtMs }, this.lookedAtMs.get(keyOf({ streamId, eventId })) ?? null);
    return dueAtMs !== null && dueAtMs <= Date.now();
  }

  /** False when single looks are not allowed to us. */
  private async lookAt({ streamId, eventId, askedAtMs }: DeliverySummary): Promise<boolean> {
    const { store, management } = this.parts;
    try {
      const listed = await getListedDelivery(management, streamId, eventId);
      const atMs = Date.now();
      if (listed !== null) await store.updateAsked(listed, atMs);
      else if (askedAtMs === null || atMs - askedAtMs < goneAfterMs) return true;
      else await store.markGone(streamId, eventId, atMs);
      announce('deliveries');
    } catch (error) {
      if (!isManagementError(error)) throw error;
      if (error.kind === 'missing_scope') return false;
      log.warn({ streamId, eventId, kind: error.kind }, 'An asked delivery could not be looked at');
    }
    return true;
  }
}

function keyOf({ streamId, eventId }: { streamId: string; eventId: string }): string {
  return `${streamId}/${eventId}`;
}
