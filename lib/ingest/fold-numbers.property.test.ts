import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StreamEvent } from '../events/event';
import { parseStoredBody } from '../events/parse-event';
import { type JsonObject } from '../json/json';
import { numberText, oddNumbers } from '../json/json-text.fixture';
import { parseJson } from '../json/parse-json';
import { foldHistory } from '../users/mirror';
import { foldArrivals, placeArrivals, type UserDraft } from './fold-arrivals';

const settings = { seed: 20_260_821, numRuns: 1_500 };
const timeout = 120_000;

// The same few values in several spellings beside numbers of every kind: an equal value must be as frequent as another one.
const number = fc.oneof(
  fc.constantFrom('1', '1.0', '1e0', '-0', '0', '9007199254740993', '9007199254740992'),
  numberText,
);
const value = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom('null', '"1"', '[]') },
  { weight: 2, arbitrary: fc.tuple(number, number).map(([a, b]) => `{"a":${a},"b":[${b}]}`) },
);
const fields = fc
  .uniqueArray(fc.constantFrom('logins_count', 'name', 'user_metadata', 'app_metadata', '__proto__'), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map((name) => value.map((text) => `,"${name}":${text}`))))
  .map((members) => members.join(''));
const history = fc
  .array(
    fc.tuple(
      fc.constantFrom('created', 'updated', 'updated', 'updated', 'deleted'),
      fc.integer({ min: 0, max: 4 }),
      fields,
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((all) =>
    all.map(
      ([type, second, members], index) =>
        `{"id":"evt_${index}","type":"user.${type}","time":"2026-11-20T12:00:0${second}Z","data":{"object":{"user_id":"auth0|1"${members}}}}`,
    ),
  );

function read(body: string): StreamEvent {
  const event = parseStoredBody(body);
  if (event === null) throw new Error('The generator made a body that is no event');
  return event;
}

/** The user as ingest leaves it after bodies came in this order and in batches of this size; the row lives as text. */
function receive(bodies: readonly string[], batch: number): { profile: string; changes: string } {
  let draft: UserDraft | null = null;
  const log: string[] = [];
  const changes = new Map<string, string>();
  for (let start = 0; start < bodies.length; start += batch) {
    const arrived = bodies.slice(start, start + batch);
    const stored = draft === null ? null : { ...draft.state, profile: parseJson(draft.profile) as JsonObject };
    const folded = foldArrivals(stored, placeArrivals(stored, arrived.map(read)), log.map(read));
    for (const [id, effect] of folded.effects) changes.set(id, JSON.stringify(effect.changes));
    for (const [id, moved] of folded.movedChanges) changes.set(id, JSON.stringify(moved));
    draft = folded.draft;
    log.push(...arrived);
  }
  return { profile: draft?.profile ?? '', changes: JSON.stringify([...changes].sort()) };
}

/** The numbers in JSON text, as they are written. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/"[^"]*"|-?\d[-+.\deE]*/g)]
    .map(([token]) => token)
    .filter((token) => !token.startsWith('"'));
}

describe('numbers in a mirrored user', () => {
  it(
    'give the same row and the same changes, digit by digit, in any order of arrival and any batches',
    () => {
      const arrivals = history.chain((bodies) =>
        fc.tuple(
          fc.constant(bodies),
          fc.shuffledSubarray(bodies, { minLength: bodies.length, maxLength: bodies.length }),
          fc.integer({ min: 1, max: 8 }),
        ),
      );
      fc.assert(
        fc.property(arrivals, ([bodies, shuffled, batch]) => {
          const { state, steps } = foldHistory(bodies.map(read));
          const received = receive(shuffled, batch);
          expect(received.profile).toBe(JSON.stringify(state?.profile));
          const changes = [...steps].map(([id, step]) => [id, JSON.stringify(step.changes)]);
          expect(received.changes).toBe(JSON.stringify(changes.sort()));
        }),
        settings,
      );
    },
    timeout,
  );

  it(
    'are all numbers that an event brought, as it spelled them',
    () => {
      let odd = 0;
      fc.assert(
        fc.property(history, (bodies) => {
          const brought = new Set(bodies.flatMap(numbersIn));
          for (const kept of numbersIn(receive(bodies, 1).profile)) {
            expect(brought).toContain(kept);
            if (oddNumbers.includes(kept)) odd++;
          }
        }),
        settings,
      );
      // Guards the test itself.
      expect(odd).toBeGreaterThan(1_000);
    },
    timeout,
  );
});
