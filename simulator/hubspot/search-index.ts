import type { Contact } from './contact.ts';
import { allProperties } from './contact.ts';

interface Version {
  atMs: number;
  values: Readonly<Record<string, string>>;
}

/** Longer than any lag that is worth asking for. */
const KEPT_MS = 600_000;
const KEPT_VERSIONS = 50;

/** What search knows: every record as it was a while ago. */
export class SearchIndex {
  readonly #versions = new Map<string, Version[]>();

  note(contact: Contact, atMs: number): void {
    const before = this.#versions.get(contact.id) ?? [];
    // The newest of those that are older than any lag is what search shows until the next becomes visible.
    const firstKept = Math.max(
      0,
      before.findLastIndex((version) => version.atMs < atMs - KEPT_MS),
    );
    const versions = [...before.slice(firstKept), { atMs, values: allProperties(contact) }];
    this.#versions.set(contact.id, versions.slice(-KEPT_VERSIONS));
  }

  /** What is known of a record by now; the answer brings that back. */
  bookmark(id: string): () => void {
    const versions = this.#versions.get(id);
    return () => {
      if (versions) this.#versions.set(id, versions);
      else this.#versions.delete(id);
    };
  }

  forget(id: string): void {
    this.#versions.delete(id);
  }

  /** The record as it was at `atMs`; `undefined` when it was not there yet. */
  asOf(id: string, atMs: number): Readonly<Record<string, string>> | undefined {
    return this.#versions.get(id)?.findLast((version) => version.atMs <= atMs)?.values;
  }
}
