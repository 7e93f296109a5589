import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StreamEvent } from '../events/event';
import { parseStoredBody } from '../events/parse-event';
import { type JsonValue } from '../json/json';
import { foldEvent, foldHistory, isMirrored, type MirrorState } from './mirror';
import { compareKeys, orderKey } from './order-key';

// Fixed, so that a red run is red for everybody; fast-check prints it with the shrunk history and the path to replay.
const seed = 20_260_821;
// A history takes a few milliseconds; the machine may be busy.
const timeout = 120_000;
const startMs = Date.UTC(2026, 10, 20, 12);

/** The same instant in the spellings that RFC 3339 allows. */
const spellings: ((ms: number) => string)[] = [
  (ms) => new Date(ms).toISOString(),
  (ms) => new Date(ms).toISOString().replace('.000Z', 'Z'),
  (ms) => new Date(ms).toISOString().replace('Z', '999999Z'),
  (ms) => new Date(ms + 7_200_000).toISOString().replace('Z', '+02:00'),
  (ms) => new Date(ms - 34_200_000).toISOString().replace('00Z', '-09:30').replace('Z', '-09:30'),
];

// Few instants, a millisecond to seconds apart: ties and near misses must be frequent.
const instant = fc.constantFrom(0, 1, 100, 1_000, 2_000, 3_000, 4_000, 5_000).map((ms) => startMs + ms);
const time = fc.tuple(instant, fc.constantFrom(...spellings)).map(([ms, spell]) => spell(ms));

/** `tagged` becomes a value that no other event has, so that one can see where it came from. */
const value = fc.constantFrom<JsonValue>(
  'tagged',
  'tagged',
  'shared',
  null,
  7,
  false,
  { b: 1, a: [null] },
  { a: [null], b: 1 },
);
const fields = fc.dictionary(
  fc.constantFrom('email', 'name', 'nickname', 'blocked', 'user_metadata', 'app_metadata', '__proto__', '7', 'zeta'),
  value,
  { maxKeys: 5 },
);
const identities = fc.constantFrom<JsonValue>(
  [],
  null,
  [{ provider: 'auth0', user_id: 1 }],
  [{ user_id: '1', provider: 'auth0' }],
);
const dates = fc.record({ created_at: time, updated_at: time, deleted_at: time, identities }, { requiredKeys: [] });

const eventParts = fc.record({
  type: fc.constantFrom('created', 'updated', 'updated', 'updated', 'deleted', 'renamed'),
  time: fc.oneof({ weight: 19, arbitrary: time }, { weight: 1, arbitrary: fc.constant('never') }),
  user_id: fc.constantFrom('auth0|1', 'auth0|1', 'auth0|1', 'google-oauth2|2'),
  fields,
  dates,
  previous: fc.option(fields),
  test: fc.integer({ min: 0, max: 15 }).map((n) => n === 0),
});

type EventParts = typeof eventParts extends fc.Arbitrary<infer Parts> ? Parts : never;

function makeEvent(parts: EventParts, index: number): StreamEvent {
  // Ids fall while the index rises, and 10 sorts before 9: order of arrival, of generation and of ids all differ.
  const id = `evt_${20 - index}`;
  const tagged = Object.entries(parts.fields).map(
    ([field, of]) => [field, of === 'tagged' ? `${field}#${id}` : of] as const,
  );
  const event = parseStoredBody(
    JSON.stringify({
      id,
      type: `user.${parts.type}`,
      time: parts.time,
      ...(parts.test && { a0purpose: 'test' }),
      data: {
        object: Object.fromEntries([...tagged, ...Object.entries(parts.dates), ['user_id', parts.user_id]]),
        previous_object: parts.previous,
      },
    }),
  );
  if (event === null) throw new Error('The generator made a body that is no event');
  return event;
}

const history = fc.array(eventParts, { minLength: 1, maxLength: 12 }).map((all) => all.map(makeEvent));

/** Every event at least once, up to as many again as duplicates, in any order. */
function arrivalsOf(events: StreamEvent[]): fc.Arbitrary<StreamEvent[]> {
  return fc
    .subarray(events)
    .map((again) => [...events, ...again])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
}

/** The users table as ingest builds it: shortcut above the newest key, refold otherwise; rows live as JSON text. */
function receiveAll(arrivals: StreamEvent[]): { rows: Map<string, string>; shortcuts: number; refolds: number } {
  const stored = new Map<string, StreamEvent>();
  const rows = new Map<string, string>();
  let shortcuts = 0;
  let refolds = 0;
  for (const event of arrivals) {
    if (stored.has(event.id)) continue;
    stored.set(event.id, event);
    if (!isMirrored(event) || event.subjectId === null) continue;
    const text = rows.get(event.subjectId);
    const row = text === undefined ? null : (JSON.parse(text) as MirrorState);
    const isNewest = row === null || compareKeys(orderKey(event), row.newestKey) > 0;
    const ofUser = () => [...stored.values()].filter(({ subjectId }) => subjectId === event.subjectId);
    const next = isNewest ? foldEvent(row, event).state : foldHistory(ofUser()).state;
    if (isNewest) shortcuts++;
    else refolds++;
    rows.set(event.subjectId, JSON.stringify(next));
  }
  return { rows, shortcuts, refolds };
}

/** The users table by definition. */
function foldAll(events: StreamEvent[]): Map<string, string> {
  const users = new Set(events.filter(isMirrored).map(({ subjectId }) => subjectId));
  return new Map(
    [...users]
      .filter((id) => id !== null)
      .map((id) => [id, JSON.stringify(foldHistory(events.filter(({ subjectId }) => subjectId === id)).state)]),
  );
}

const asText = (rows: Map<string, string>) => JSON.stringify([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('a mirrored user is the fold of the stored events in order', () => {
  it(
    'any permutation and any duplication of any history gives byte-identical rows',
    () => {
      let shortcuts = 0;
      let refolds = 0;
      const histories = history.chain((events) =>
        fc.tuple(fc.constant(events), arrivalsOf(events), arrivalsOf(events)),
      );
      fc.assert(
        fc.property(histories, ([events, one, another]) => {
          const defined = asText(foldAll(events));
          for (const arrivals of [one, another]) {
            const received = receiveAll(arrivals);
            expect(asText(received.rows)).toBe(defined);
            shortcuts += received.shortcuts;
            refolds += received.refolds;
          }
        }),
        { seed, numRuns: 1_500 },
      );
      // Guards the test itself: both ways of building a row must have been taken, and often.
      expect(Math.min(shortcuts, refolds)).toBeGreaterThan(2_000);
    },
    timeout,
  );

  it(
    'steps of a fold do not depend on the order in which the events are given',
    () => {
      const histories = history.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        ),
      );
      fc.assert(
        fc.property(histories, ([events, shuffled]) => {
          expect(JSON.stringify([...foldHistory(shuffled).steps])).toBe(JSON.stringify([...foldHistory(events).steps]));
        }),
        { seed, numRuns: 500 },
      );
    },
    timeout,
  );
});

describe('whatever the history', () => {
  const oneUser = history.map((events) => events.filter((event) => isMirrored(event) && event.subjectId === 'auth0|1'));
  const inOrder = (events: StreamEvent[]) => [...events].sort((a, b) => compareKeys(orderKey(a), orderKey(b)));

  it(
    'a live user holds no value from before the last deletion',
    () => {
      let revived = 0;
      fc.assert(
        fc.property(oneUser, (events) => {
          const ordered = inOrder(events);
          const lastDeletion = ordered.findLastIndex(({ type }) => type === 'user.deleted');
          const { state } = foldHistory(events);
          if (state === null || lastDeletion === -1 || state.deletedAtMs !== null) return;
          revived++;
          const after = new Set(ordered.slice(lastDeletion + 1).map(({ id }) => id));
          for (const of of Object.values(state.profile)) {
            const tag = typeof of === 'string' ? of.split('#')[1] : undefined;
            if (tag !== undefined) expect(after).toContain(tag);
          }
        }),
        { seed, numRuns: 2_000 },
      );
      expect(revived).toBeGreaterThan(100);
    },
    timeout,
  );

  it(
    'a user whose newest event is a deletion is a tombstone of that instant',
    () => {
      fc.assert(
        fc.property(oneUser, (events) => {
          const newest = inOrder(events).at(-1);
          if (newest?.type === 'user.deleted') expect(foldHistory(events).state?.deletedAtMs).toBe(newest.timeMs);
        }),
        { seed, numRuns: 1_000 },
      );
    },
    timeout,
  );

  it(
    'without deletions, creations and previous objects each field is what the newest event that names it says',
    () => {
      const updatesOnly = oneUser.map((events) =>
        events.filter(({ type }) => type === 'user.updated').map((event) => ({ ...event, previousObject: null })),
      );
      fc.assert(
        fc.property(updatesOnly, (events) => {
          const said = new Map<string, JsonValue>();
          for (const { object } of inOrder(events)) {
            for (const [field, of] of Object.entries(object ?? {})) if (field !== 'deleted_at') said.set(field, of);
          }
          const present = [...said].filter(([, of]) => of !== null).sort(([a], [b]) => (a < b ? -1 : 1));
          expect(Object.entries(foldHistory(events).state?.profile ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(
            present,
          );
        }),
        { seed, numRuns: 1_000 },
      );
    },
    timeout,
  );

  it(
    'a row says how many events changed it and which did so last, and never holds null or deleted_at',
    () => {
      fc.assert(
        fc.property(oneUser, (events) => {
          const { state, steps } = foldHistory(events);
          if (state === null) return;
          const changing = [...steps].filter(([, { changed }]) => changed);
          expect(state.version).toBe(changing.length);
          expect(state.lastEventId).toBe(changing.at(-1)?.[0]);
          expect(state.newestKey.id).toBe(inOrder(events).at(-1)?.id);
          expect(Object.values(state.profile)).not.toContain(null);
          expect(Object.keys(state.profile)).not.toContain('deleted_at');
        }),
        { seed, numRuns: 500 },
      );
    },
    timeout,
  );
});
