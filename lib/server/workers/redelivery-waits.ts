import { singleton } from '../singleton';

interface Wait {
  dueAtMs: number;
  timer: NodeJS.Timeout;
}

/** Redelivery requests that Auth0's rate limit holds back, by `streamId/eventId`. In memory: after a restart "ask again" is open. */
class RedeliveryWaits {
  private readonly waits = new Map<string, Wait>();

  /** Milliseconds until the held request is sent; null when none is held. */
  waitingMs(streamId: string, eventId: string): number | null {
    const wait = this.waits.get(`${streamId}/${eventId}`);
    return wait === undefined ? null : Math.max(0, wait.dueAtMs - Date.now());
  }

  /** Runs `send` after `waitMs`; `send` must not reject. One wait for each delivery. */
  hold({ streamId, eventId }: { streamId: string; eventId: string }, waitMs: number, send: () => Promise<void>): void {
    const key = `${streamId}/${eventId}`;
    clearTimeout(this.waits.get(key)?.timer);
    const timer = setTimeout(() => {
      this.waits.delete(key);
      void send();
    }, waitMs).unref();
    this.waits.set(key, { dueAtMs: Date.now() + waitMs, timer });
  }

  /** Ends all timers, for shutdown; the deliveries end as "no answer". */
  stop(): void {
    for (const { timer } of this.waits.values()) clearTimeout(timer);
    this.waits.clear();
  }
}

/** The process's held requests. */
export const redeliveryWaits = () => singleton('redelivery-waits', () => new RedeliveryWaits());
