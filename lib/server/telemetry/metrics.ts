/** Labels of one series, fixed when the series is made: the hot path builds no text and looks nothing up. */
export type Labels = Readonly<Record<string, string>>;

/** A number that only grows. */
export interface Counter {
  add: (amount?: number) => void;
}

/** Counts measured values by upper bound. */
export interface Histogram {
  /** `value` in the unit that the name of the metric ends with. */
  observe: (value: number) => void;
}

/** One line of the exposition: the name's suffix, labels and value. */
export interface Sample {
  suffix: '' | '_bucket' | '_sum' | '_count';
  labels: Labels;
  value: number;
}

/** A metric as a scrape sees it. */
export interface Family {
  name: string;
  help: string;
  kind: 'counter' | 'gauge' | 'histogram';
  samples: readonly Sample[];
}

interface Source {
  name: string;
  help: string;
  kind: Family['kind'];
  read: () => readonly Sample[] | Promise<readonly Sample[]>;
}

/** Upper bounds for durations in seconds: an event takes under a millisecond, a Management API call seconds. */
export const durationBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Upper bounds for numbers of items. */
export const sizeBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256];

class CountedSeries implements Counter {
  value = 0;
  readonly labels: Labels;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  add = (amount = 1): void => {
    this.value += amount;
  };
}

class MeasuredSeries implements Histogram {
  private readonly labels: Labels;
  private readonly bounds: readonly number[];
  private readonly counts: number[];
  private sum = 0;
  private count = 0;

  constructor(labels: Labels, bounds: readonly number[]) {
    this.labels = labels;
    this.bounds = bounds;
    this.counts = bounds.map(() => 0);
  }

  observe = (value: number): void => {
    this.sum += value;
    this.count += 1;
    const place = this.bounds.findIndex((bound) => value <= bound);
    if (place >= 0) this.counts[place] = (this.counts[place] ?? 0) + 1;
  };

  samples(): Sample[] {
    let below = 0;
    const buckets = this.bounds.map((bound, place): Sample => {
      below += this.counts[place] ?? 0;
      return { suffix: '_bucket', labels: { ...this.labels, le: String(bound) }, value: below };
    });
    return [
      ...buckets,
      { suffix: '_bucket', labels: { ...this.labels, le: '+Inf' }, value: this.count },
      { suffix: '_sum', labels: this.labels, value: this.sum },
      { suffix: '_count', labels: this.labels, value: this.count },
    ];
  }
}

/** Metrics of one process. Names follow Prometheus: a unit at the end, `_total` for counters. */
export class Metrics {
  private readonly sources = new Map<string, Source>();

  /** A counter by labels. Series appear in a scrape once they were asked for. */
  counter(name: string, help: string): (labels?: Labels) => Counter {
    const series = new Map<string, CountedSeries>();
    this.register({
      name,
      help,
      kind: 'counter',
      read: () => [...series.values()].map(({ labels, value }) => ({ suffix: '', labels, value })),
    });
    return (labels = {}) => remembered(series, labels, () => new CountedSeries(labels));
  }

  /** A histogram by labels; `bounds` grow. */
  histogram(name: string, help: string, bounds: readonly number[] = durationBounds): (labels?: Labels) => Histogram {
    const series = new Map<string, MeasuredSeries>();
    this.register({
      name,
      help,
      kind: 'histogram',
      read: () => [...series.values()].flatMap((one) => one.samples()),
    });
    return (labels = {}) => remembered(series, labels, () => new MeasuredSeries(labels, bounds));
  }

  /** A value that is read when a scrape comes; null leaves it out. A later gauge of the same name replaces the former. */
  gauge(name: string, help: string, read: () => number | null | Promise<number | null>): void {
    this.sources.set(name, { name, help, kind: 'gauge', read: async () => single(await read()) });
  }

  /** A growing value that something else counts, read when a scrape comes. */
  readCounter(name: string, help: string, read: () => number): void {
    this.sources.set(name, { name, help, kind: 'counter', read: () => single(read()) });
  }

  /** Every metric with its present values, by name. A metric without a series is left out. */
  async families(): Promise<Family[]> {
    const sources = [...this.sources.values()];
    const families = await Promise.all(
      sources.map(async ({ read, ...about }) => ({ ...about, samples: await read() })),
    );
    return families.filter(({ samples }) => samples.length > 0).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  private register(source: Source): void {
    if (this.sources.has(source.name)) throw new Error(`Two metrics are named ${source.name}`);
    this.sources.set(source.name, source);
  }
}

function remembered<T>(series: Map<string, T>, labels: Labels, make: () => T): T {
  const key = JSON.stringify(labels);
  const known = series.get(key);
  if (known !== undefined) return known;
  const made = make();
  series.set(key, made);
  return made;
}

const single = (value: number | null): Sample[] => (value === null ? [] : [{ suffix: '', labels: {}, value }]);
