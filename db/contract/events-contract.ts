import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { type EventFilter, type EventSummary } from '@/lib/events/event-record';
import { outcomes } from '@/lib/events/outcome';
import { type Store } from '@/lib/store';
import { ada, type MakeStore, openForTest, record, recordMany, type Sample, t0 } from './world';

const arrival = t0 + 3_600_000;

/** Every page from the newest down, by cursor. */
async function walkDown(store: Store, filter: EventFilter, limit: number): Promise<EventSummary[]> {
  const found: EventSummary[] = [];
  let page = await store.listEvents(filter, { limit });
  found.push(...page.items);
  while (page.older !== null) {
    page = await store.listEvents(filter, { limit, before: page.older });
    found.push(...page.items);
  }
  return found;
}

const types = ['user.created', 'user.updated', 'user.deleted', 'organization.created', 'group.created'];

/** Event `n` of a varied population: types, streams, users, outcomes and arrivals all differ. */
function varied(n: number): [Sample, number] {
  const sample: Sample = {
    id: `evt_${String(n).padStart(4, '0')}`,
    type: types[n % types.length] ?? 'user.updated',
    userId: `auth0|${n % 7}`,
    at: n % 11 === 0 ? -n : n,
    stream: [null, 'est_a', 'est_b'][n % 3] ?? null,
    isTest: n % 13 === 0,
    ...(n % 17 === 0 ? { envelope: { time: 'never' } } : {}),
  };
  // Arrivals come in pairs, and sometimes out of step with the order of storing.
  return [sample, arrival + Math.floor(n / 2) * 1_000 - (n % 5 === 0 ? 2_500 : 0)];
}

const filters: readonly EventFilter[] = [
  {},
  { types: ['user.created'] },
  { types: ['user.created', 'group.created'] },
  { types: ['nothing.known'] },
  { outcomes: ['late'] },
  { outcomes: ['late', 'error', 'recorded'] },
  { streamIds: ['est_a'] },
  { streamIds: ['est_a', 'est_b'] },
  { subjectIds: ['auth0|3'] },
  { subjectIds: ['auth0|5', 'auth0|3', 'nobody', 'auth0|5'] },
  { subjectIds: [] },
  { eventId: 'evt_0003' },
  { eventId: 'evt_0003', types: ['nothing.known'] },
  { eventId: 'evt_0003', subjectIds: ['auth0|4'] },
  { test: 'hide' },
  { test: 'only' },
  { fromMs: arrival + 20_000 },
  { toMs: arrival + 50_000 },
  { fromMs: arrival + 20_000, toMs: arrival + 50_000 },
  { fromMs: arrival + 9e9 },
  { types: ['user.created'], outcomes: ['late'] },
  { types: ['user.created', 'user.updated'], streamIds: ['est_b'], test: 'hide' },
  { outcomes: ['test', 'error'], test: 'hide' },
  { streamIds: ['est_a'], fromMs: arrival + 10_000, toMs: arrival + 70_000 },
  { subjectIds: ['auth0|3'], types: ['user.updated'], streamIds: ['est_a', 'est_b'], fromMs: arrival + 10_000 },
  { subjectIds: ['auth0|3'], outcomes: ['late', 'applied'], test: 'hide' },
  { subjectIds: ['auth0|3'], test: 'only' },
  {
    types: ['user.deleted'],
    outcomes: ['late', 'applied'],
    streamIds: ['est_b'],
    toMs: arrival + 60_000,
    test: 'hide',
  },
];

/** Without choices every value is allowed. */
function allows(choices: readonly string[] | undefined, value: string | null): boolean {
  return choices === undefined || (value !== null && choices.includes(value));
}

function matches(event: EventSummary, filter: EventFilter): boolean {
  const { eventId, fromMs, toMs, test = 'include' } = filter;
  return [
    allows(filter.types, event.type),
    allows(filter.outcomes, event.outcome),
    allows(filter.streamIds, event.streamId),
    allows(filter.subjectIds, event.subjectId),
    eventId === undefined || event.id === eventId,
    fromMs === undefined || event.receivedAtMs >= fromMs,
    toMs === undefined || event.receivedAtMs < toMs,
    test === 'include' || (event.outcome === 'test') === (test === 'only'),
  ].every(Boolean);
}

/** Lists, filters, pages, neighbours, histogram and counts of events. */
export function describeEvents(makeStore: MakeStore): void {
  describe('an empty store', () => {
    it('answers every question about events', async () => {
      const store = await openForTest(makeStore);
      expect(await store.listEvents({ types: ['user.created'] }, { limit: 5 })).toEqual({
        items: [],
        older: null,
        newer: null,
        matching: { value: 0, capped: false },
        total: { value: 0, capped: false },
      });
      expect(await store.getEvent('evt_1')).toBeNull();
      expect(await store.eventTypeCounts()).toEqual([]);
      expect(await store.lastReceivedAtMs()).toBeNull();
      expect(await store.lastReceivedAtMs('est_a')).toBeNull();
      const histogram = await store.eventHistogram({ fromMs: 0, toMs: 25, bucketMs: 10 });
      expect(histogram.map(({ startMs }) => startMs)).toEqual([0, 10, 20]);
    });
  });

  describe('finding events', () => {
    let store: Store;
    let all: EventSummary[];

    beforeAll(async () => {
      store = await makeStore();
      await recordMany(store, 300, varied);
      all = await walkDown(store, {}, 77);
    });
    afterAll(() => store.close());

    it('lists all of them, newest first', () => {
      expect(all).toHaveLength(300);
      expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).toSorted((a, b) => b - a));
      expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(outcomes));
    });

    it.each(filters)('finds and counts exactly what %o describes, page by page', async (filter) => {
      const expected = all.filter((event) => matches(event, filter));
      expect(await walkDown(store, filter, 7)).toEqual(expected);
      const page = await store.listEvents(filter, { limit: 7 });
      expect(page.matching).toEqual({ value: expected.length, capped: false });
      expect(page.total).toEqual({ value: 300, capped: false });
    });

    it('pages back up to where it came from', async () => {
      const filter: EventFilter = { types: ['user.created', 'user.updated'] };
      const first = await store.listEvents(filter, { limit: 10 });
      expect(first.newer).toBeNull();
      const second = await store.listEvents(filter, { limit: 10, before: first.older ?? 0 });
      const back = await store.listEvents(filter, { limit: 10, after: second.newer ?? 0 });
      expect(back).toEqual(first);
      const last = first.items.at(-1)?.seq ?? 0;
      const between = await store.listEvents(filter, { limit: 50, before: first.items[0]?.seq ?? 0, after: last });
      expect(between.items).toEqual(first.items.slice(1, -1));
    });

    it('steps to the neighbours under the same filter', async () => {
      const filter: EventFilter = { streamIds: ['est_b'], test: 'hide' };
      const expected = all.filter((event) => matches(event, filter));
      for (const [index, event] of expected.entries()) {
        expect(await store.eventNeighbours(event.seq, filter)).toEqual({
          newer: expected[index - 1]?.id ?? null,
          older: expected[index + 1]?.id ?? null,
        });
      }
    });

    it.each(
      // The second is narrower than arrivals are out of step with the order of storing.
      [7_000, 1_500].flatMap((bucketMs) => filters.map((filter) => [bucketMs, filter] as const)),
    )('draws a histogram that sums to the list (buckets of %i ms, filter %o)', async (bucketMs, filter) => {
      const range = { fromMs: arrival + 5_000, toMs: arrival + 100_500, bucketMs };
      const buckets = await store.eventHistogram({ ...filter, ...range });
      expect(buckets).toHaveLength(Math.ceil(95_500 / bucketMs));
      const wanted = { ...filter, fromMs: range.fromMs, toMs: range.toMs };
      const listed = all.filter((event) => matches(event, wanted));
      for (const [index, bucket] of buckets.entries()) {
        const startMs = range.fromMs + index * range.bucketMs;
        expect(bucket.startMs).toBe(startMs);
        for (const outcome of outcomes) {
          const inBucket = listed.filter(
            (event) =>
              event.outcome === outcome &&
              event.receivedAtMs >= startMs &&
              event.receivedAtMs < startMs + range.bucketMs,
          );
          expect(bucket.counts[outcome]).toBe(inBucket.length);
        }
      }
      const { matching } = await store.listEvents(wanted, { limit: 1 });
      const sum = buckets.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);
      expect(sum).toBe(matching.value);
    });

    it('refuses a histogram of more than 500 buckets', async () => {
      await expect(store.eventHistogram({ fromMs: 0, toMs: 501, bucketMs: 1 })).rejects.toThrow(RangeError);
    });

    it('counts types, most frequent first', async () => {
      const counts = await store.eventTypeCounts();
      expect(counts.toSorted((a, b) => a.type.localeCompare(b.type))).toEqual(
        types.toSorted().map((type) => ({ type, count: 60 })),
      );
      await record(store, { type: 'group.created', stream: 'est_c' }, arrival + 999_000);
      expect((await store.eventTypeCounts())[0]).toEqual({ type: 'group.created', count: 61 });
    });

    it('knows the newest arrival, overall and by event stream, repetitions included', async () => {
      const [event] = (await store.listEvents({}, { limit: 1 })).items;
      expect(await store.lastReceivedAtMs()).toBe(event?.receivedAtMs);
      expect(await store.lastReceivedAtMs('est_unknown')).toBeNull();
      await record(store, { id: 'evt_twice', stream: 'est_c' }, arrival + 1_000_000);
      await record(store, { id: 'evt_twice', stream: 'est_d' }, arrival + 1_000_500);
      expect(await store.lastReceivedAtMs('est_d')).toBe(arrival + 1_000_500);
      expect(await store.lastReceivedAtMs('est_c')).toBe(arrival + 1_000_000);
    });
  });

  describe('many events', () => {
    it('pages through 10,000 of them without gap or repetition while others arrive', { timeout: 120_000 }, async () => {
      const store = await openForTest(makeStore);
      const sample = (n: number): Sample => ({ id: `evt_${n}`, type: n % 2 === 0 ? 'group.created' : 'group.updated' });
      // All at the same instant: only the number of arrival orders them.
      await recordMany(store, 10_000, (n) => [sample(n), arrival]);
      for (const filter of [{}, { types: ['group.created', 'group.updated'] }, { fromMs: arrival }]) {
        const seen: string[] = [];
        let page = await store.listEvents(filter, { limit: 500 });
        const newcomers: Promise<unknown>[] = [];
        for (;;) {
          seen.push(...page.items.map(({ id }) => id).filter((id) => !id.startsWith('evt_new')));
          newcomers.push(
            record(store, { id: `evt_new_${seen.length}_${JSON.stringify(filter)}`, type: 'group.created' }),
          );
          if (page.older === null) break;
          page = await store.listEvents(filter, { limit: 500, before: page.older });
        }
        await Promise.all(newcomers);
        expect(seen).toEqual(Array.from({ length: 10_000 }, (_, n) => `evt_${9_999 - n}`));
      }
    });

    it('meets every newcomer when paging upward', async () => {
      const store = await openForTest(makeStore);
      await recordMany(store, 5, (n) => [{ id: `evt_${n}` }]);
      let after = (await store.listEvents({}, { limit: 1 })).items[0]?.seq ?? 0;
      await recordMany(store, 23, (n) => [{ id: `evt_new_${n}` }]);
      const seen: string[] = [];
      for (;;) {
        const page = await store.listEvents({}, { limit: 10, after });
        seen.push(...page.items.toReversed().map(({ id }) => id));
        if (page.newer === null) break;
        after = page.newer;
      }
      expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => `evt_new_${n}`));
    });

    it('finds events by arrival although the clock was set back an hour', async () => {
      const store = await openForTest(makeStore);
      await recordMany(store, 20, (n) => [{ id: `evt_a${n}` }, arrival + n * 60_000]);
      await recordMany(store, 20, (n) => [{ id: `evt_b${n}` }, arrival - 3_600_000 + n * 60_000]);
      await recordMany(store, 20, (n) => [{ id: `evt_c${n}` }, arrival + 600_000 + n * 60_000]);
      const all = await walkDown(store, {}, 100);
      for (const fromMs of [arrival - 3_000_000, arrival + 300_000, arrival + 900_000]) {
        const filter = { fromMs, toMs: fromMs + 900_000 };
        expect(await walkDown(store, filter, 4)).toEqual(all.filter((event) => matches(event, filter)));
      }
    });
  });

  describe('the timeline of a user', () => {
    it('is in event order, newest first, whatever the order of arrival, and pages without gap', async () => {
      const store = await openForTest(makeStore);
      const at = (n: number) => (n * 37) % 100;
      await recordMany(store, 100, (n) => [{ id: `evt_${String(at(n)).padStart(3, '0')}`, at: Math.floor(at(n) / 4) }]);
      await record(store, { id: 'evt_test', at: 7, isTest: true });
      await record(store, { id: 'evt_other', userId: 'auth0|other' });
      const ids: string[] = [];
      let page = await store.userTimeline(ada, { limit: 9 });
      for (;;) {
        ids.push(...page.items.map(({ id }) => id));
        if (page.older === null) break;
        page = await store.userTimeline(ada, { limit: 9, before: page.older });
      }
      const expected = Array.from({ length: 100 }, (_, n) => `evt_${String(99 - n).padStart(3, '0')}`);
      expect(ids.filter((id) => id !== 'evt_test')).toEqual(expected);
      expect(ids).toHaveLength(101);
      expect(await store.getUser(ada)).toMatchObject({ eventCount: 101 });
    });

    it('is empty for a user nobody heard of and for a cursor that is none', async () => {
      const store = await openForTest(makeStore);
      await record(store, {});
      expect(await store.userTimeline('auth0|nobody', { limit: 5 })).toEqual({ items: [], older: null });
      expect(await store.userTimeline(ada, { limit: 5, before: 'nonsense' })).toEqual({ items: [], older: null });
    });
  });
}
