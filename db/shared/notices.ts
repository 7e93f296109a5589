import { type Topic } from '@/lib/store';

/** Gathers the commits of a burst, in milliseconds: a turn of the event loop for each costs more than it tells. */
const gatherMs = 5;

/** Tells listeners what a commit changed, after it is durable and its callers have been answered. */
export class Notices {
  readonly #listeners = new Set<(topic: Topic) => void>();
  readonly #pending = new Set<Topic>();
  #scheduled = false;

  subscribe(listener: (topic: Topic) => void): () => void {
    // A wrapper of its own, so that subscribing one function twice means two subscriptions.
    const entry = (topic: Topic) => listener(topic);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** Announces `topics` soon; the same topic from several commits is announced once. */
  announce(topics: Iterable<Topic>): void {
    for (const topic of topics) this.#pending.add(topic);
    if (this.#scheduled || this.#pending.size === 0) return;
    this.#scheduled = true;
    setTimeout(() => this.#deliver(), gatherMs);
  }

  #deliver(): void {
    this.#scheduled = false;
    const topics = [...this.#pending];
    this.#pending.clear();
    for (const topic of topics) {
      for (const listener of [...this.#listeners]) {
        try {
          listener(topic);
        } catch (error) {
          // One broken listener must neither silence the others nor end a process that keeps events.
          process.emitWarning(`A listener of the store failed: ${String(error)}`);
        }
      }
    }
  }
}
