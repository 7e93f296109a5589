import 'server-only';
import { log } from '../process/log';
import { singleton } from '../process/singleton';
import { store } from '../process/store';
import { isStoreUnavailable } from '../../store';

/** How long a session that had not ended is taken at its word, in milliseconds: one screen asks many times at once. */
const TRUST_MS = 1_000;
const MEMORY = 1_000;

/**
 * How long it is taken at its word while the store cannot tell, in milliseconds. A store that cannot be read takes no sign-out
 * either, and those made here are remembered; without this no open screen could say what is wrong with the database.
 */
const UNREADABLE_TRUST_MS = 15 * 60_000;

/** Remembers which sessions were signed out of, in front of the store's durable list. */
class EndedSessions {
  private readonly ended = new Set<string>();
  private readonly aliveUntilMs = new Map<string, number>();

  /** True when the session was signed out of, here or in another process. Rejects when neither store nor memory can tell. */
  async has(id: string): Promise<boolean> {
    if (this.ended.has(id)) return true;
    if ((this.aliveUntilMs.get(id) ?? 0) > performance.now()) return false;
    const hasEnded = await this.ask(id);
    if (hasEnded) this.remember(id);
    // A sign-out may have come while the store was asked.
    return this.ended.has(id);
  }

  private async ask(id: string): Promise<boolean> {
    try {
      const hasEnded = await (await store()).hasSessionEnded(id);
      if (!hasEnded) this.noteAlive(id);
      return hasEnded;
    } catch (error) {
      const wasAliveMs = (this.aliveUntilMs.get(id) ?? -Infinity) - TRUST_MS;
      if (isStoreUnavailable(error) && performance.now() - wasAliveMs < UNREADABLE_TRUST_MS) return false;
      throw error;
    }
  }

  /** Ends a session. When nothing can be written it ends in this process alone: signing out must always work. */
  async add(id: string, lifetimeMs: number): Promise<void> {
    this.remember(id);
    try {
      const now = Date.now();
      await (await store()).endSession(id, now, now + lifetimeMs);
    } catch (error) {
      log.error({ err: error }, 'A sign-out could not be stored; it holds until this process ends');
    }
  }

  private noteAlive(id: string): void {
    if (this.aliveUntilMs.size >= MEMORY) this.aliveUntilMs.clear();
    this.aliveUntilMs.set(id, performance.now() + TRUST_MS);
  }

  private remember(id: string): void {
    this.aliveUntilMs.delete(id);
    if (this.ended.size >= MEMORY) {
      const [oldest] = this.ended;
      if (oldest !== undefined) this.ended.delete(oldest);
    }
    this.ended.add(id);
  }
}

/** The process's memory of ended sessions. */
export const endedSessions = () => singleton('ended-sessions', () => new EndedSessions());
