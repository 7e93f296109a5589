const HOUR = 3_600_000;
const KEPT_HOURS = 16 * 24;

interface Count {
  delivered: number;
  failed: number;
}

/** Settled deliveries by hour, as much as the statistics endpoint can be asked for. */
export class DeliveryCounts {
  #byHour = new Map<number, Count>();
  #total: Count = { delivered: 0, failed: 0 };

  get total(): Readonly<Count> {
    return this.#total;
  }

  add(outcome: 'delivered' | 'failed', atMs: number): void {
    const hour = Math.floor(atMs / HOUR);
    const count = this.#byHour.get(hour) ?? { delivered: 0, failed: 0 };
    count[outcome] += 1;
    this.#total[outcome] += 1;
    this.#byHour.set(hour, count);
    if (this.#byHour.size > KEPT_HOURS) {
      for (const old of this.#byHour.keys()) if (old < hour - KEPT_HOURS) this.#byHour.delete(old);
    }
  }

  /** Outcomes of whole hours in `[fromMs, toMs)`. */
  between(fromMs: number, toMs: number): Count {
    const sum = { delivered: 0, failed: 0 };
    for (const [hour, count] of this.#byHour) {
      if (hour * HOUR < fromMs || hour * HOUR >= toMs) continue;
      sum.delivered += count.delivered;
      sum.failed += count.failed;
    }
    return sum;
  }
}
