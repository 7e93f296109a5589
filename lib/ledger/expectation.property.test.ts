import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExpected, maybeDisabled, type StreamMoment, subscribedSpans } from './expectation';

const types = ['a', 'b', 'c'];
const range = { fromMs: 0, toMs: 100 };

/** Looks at an event stream at rising times; each look may find it changed since the one before. */
const looks = fc
  .uniqueArray(fc.record({ atMs: fc.integer({ min: 1, max: 99 }), types: fc.subarray(types), isOn: fc.boolean() }), {
    selector: ({ atMs }) => atMs,
    maxLength: 8,
  })
  .map((all) => all.toSorted((one, other) => one.atMs - other.atMs));

type Look = { atMs: number; types: string[]; isOn: boolean };

/** What the poller would have kept of these looks: changes, each with the look before it. */
function momentsOf(all: readonly Look[]): (StreamMoment & { by: null })[] {
  return all.flatMap((look, index) => {
    const before = all[index - 1];
    const isSame = before?.isOn === look.isOn && before.types.join() === look.types.join();
    if (isSame) return [];
    const status = look.isOn ? 'enabled' : 'disabled';
    return [{ atMs: look.atMs, sinceMs: before?.atMs ?? null, status, subscriptions: look.types, by: null }];
  });
}

const present = (all: readonly Look[]) => ({ subscriptions: all.at(-1)?.types ?? types, createdAtMs: null });

describe('what was expected at an event stream', () => {
  test('is what both looks around an instant were subscribed to', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: 99 }), fc.constantFrom(...types), (all, atMs, type) => {
        const spans = subscribedSpans(momentsOf(all), present(all), range);
        const before = all.findLast((look) => look.atMs <= atMs);
        const after = all.find((look) => look.atMs > atMs);
        const around = [before, after].filter((look) => look !== undefined);
        const expected = around.length === 0 ? true : around.every((look) => look.types.includes(type));
        expect(isExpected(spans, type, atMs)).toBe(expected);
      }),
    );
  });

  test('lies in spans that follow one another, within the range, none of them empty, also where the clock was set back', () => {
    const anyLooks = fc.oneof(
      looks,
      looks.map((all) => all.toReversed()),
    );
    fc.assert(
      fc.property(anyLooks, (all) => {
        const spans = subscribedSpans(momentsOf(all), present(all), range);
        for (const [index, span] of spans.entries()) {
          expect(span.types.length).toBeGreaterThan(0);
          expect(span.toMs).toBeGreaterThan(span.fromMs);
          expect(span.fromMs).toBeGreaterThanOrEqual(spans[index - 1]?.toMs ?? range.fromMs);
          expect(span.toMs).toBeLessThanOrEqual(range.toMs);
        }
      }),
    );
  });

  test('does not depend on whether it was enabled', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const enabled = all.map((look) => ({ ...look, isOn: true }));
        const spansOf = (some: Look[]) => subscribedSpans(momentsOf(some), present(some), range);
        const at = (some: Look[], atMs: number) => types.filter((type) => isExpected(spansOf(some), type, atMs));
        for (let atMs = 0; atMs < 100; atMs += 7) expect(at(all, atMs)).toEqual(at(enabled, atMs));
      }),
    );
  });

  test('is nothing before the event stream was made, nor after it was gone', () => {
    const gone = { atMs: 60, sinceMs: 50, status: 'gone', subscriptions: null };
    const spans = subscribedSpans([gone], { subscriptions: ['a'], createdAtMs: 10 }, range);
    expect([9, 10, 49, 70].map((atMs) => isExpected(spans, 'a', atMs))).toEqual([false, false, false, false]);
    const first = { atMs: 20, sinceMs: null, status: 'enabled', subscriptions: ['a'] };
    const known = subscribedSpans([first, gone], { subscriptions: ['a'], createdAtMs: 10 }, range);
    expect([9, 10, 49, 50, 70].map((atMs) => isExpected(known, 'a', atMs))).toEqual([false, true, true, false, false]);
  });

  test('of a change whose subscriptions were not kept is what the next one tells, or what they are now', () => {
    const old = { atMs: 20, sinceMs: null, status: 'enabled', subscriptions: null };
    const spans = subscribedSpans([old], { subscriptions: ['b'], createdAtMs: null }, range);
    expect(spans).toEqual([{ fromMs: 0, toMs: 100, types: ['b'] }]);
  });
});

test('an instant at which a look found the event stream disabled lies in a window that explains what is missing', () => {
  fc.assert(
    fc.property(looks, (all) => {
      const windows = maybeDisabled(momentsOf(all), range);
      for (const look of all) {
        const isIn = windows.some(({ fromMs, toMs }) => look.atMs >= fromMs && look.atMs < toMs);
        if (!look.isOn) expect(isIn).toBe(true);
      }
      // Between two looks that found it enabled nothing is explained away.
      for (const [index, look] of all.entries()) {
        const next = all[index + 1];
        if (next === undefined || !look.isOn || !next.isOn) continue;
        const middle = (look.atMs + next.atMs) / 2;
        expect(windows.some(({ fromMs, toMs }) => middle > fromMs && middle < toMs)).toBe(false);
      }
    }),
  );
});
