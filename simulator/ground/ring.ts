/** A list that forgets its oldest entries, so that a simulator left running for days stays small. */
export class Ring<T> {
  readonly #capacity: number;
  #entries: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(entry: T): void {
    this.#entries.push(entry);
    // Trimming in steps keeps adding cheap.
    if (this.#entries.length > this.#capacity * 1.25) this.#entries = this.#entries.slice(-this.#capacity);
  }

  list(): readonly T[] {
    return this.#entries.length > this.#capacity ? this.#entries.slice(-this.#capacity) : this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
