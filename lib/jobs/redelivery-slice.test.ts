import { describe, expect, it } from 'vitest';
import { confirmedSlice, exactSlice, isNamedBy, secondOf, type SliceCandidate } from './redelivery-slice';

const bounds = { most: 400, enough: 200 };

/** `count` deliveries, one every `everyMs`, the first at `fromMs`. */
function failed(
  count: number,
  { fromMs = 0, everyMs = 500, ...over }: Partial<SliceCandidate> & { fromMs?: number; everyMs?: number } = {},
): SliceCandidate[] {
  return Array.from({ length: count }, (_, n) => ({
    eventId: `evt_${over.eventType ?? 'a'}_${fromMs}_${n}`,
    eventType: 'user.created',
    eventTimeMs: fromMs + n * everyMs,
    isChosen: true,
    ...over,
  }));
}

describe('an exact slice', () => {
  it('is a range of whole seconds around all that was chosen', () => {
    const exact = exactSlice(failed(20, { fromMs: 10_250 }), bounds);
    expect(exact?.slice).toEqual({ fromMs: 10_000, toMs: 20_000, types: ['user.created'] });
    expect(exact?.eventIds).toHaveLength(20);
  });

  it('ends before a second with another failed delivery of the same type', () => {
    const other = failed(1, { fromMs: 8_900, isChosen: false });
    const exact = exactSlice([...failed(40), ...other], bounds);
    // The eight seconds before it hold fewer than the eleven after it.
    expect(exact?.slice).toEqual({ fromMs: 9_000, toMs: 20_000, types: ['user.created'] });
  });

  it('leaves a type out of which others have failed in between', () => {
    const others = failed(40, { eventType: 'user.updated', isChosen: false });
    const mixed = failed(3, { eventType: 'user.updated', fromMs: 700 });
    const exact = exactSlice([...failed(40), ...others, ...mixed], bounds);
    expect(exact?.slice).toEqual({ fromMs: 0, toMs: 20_000, types: ['user.created'] });
  });

  it('names several types where nothing else has failed', () => {
    const exact = exactSlice([...failed(6), ...failed(6, { eventType: 'user.updated' })], bounds);
    expect(exact?.slice.types).toEqual(['user.created', 'user.updated']);
  });

  it('is not possible where others lie in every second, nor for so few that single requests cost less', () => {
    expect(exactSlice([...failed(40), ...failed(20, { everyMs: 1_000, isChosen: false })], bounds)).toBeNull();
    expect(exactSlice(failed(9), bounds)).toBeNull();
  });

  it('is not possible beside one of the same type whose event time is not known', () => {
    const undated = failed(1, { eventTimeMs: null, isChosen: false });
    expect(exactSlice([...failed(40), ...undated], bounds)).toBeNull();
    expect(
      exactSlice([...failed(40), ...failed(1, { eventTimeMs: null, eventType: 'user.x' })], bounds),
    ).not.toBeNull();
  });

  it('stops at enough, and never holds more than may be requested at once', () => {
    expect(exactSlice(failed(500), bounds)?.eventIds).toHaveLength(200);
    expect(exactSlice(failed(500), { most: 30, enough: 200 })?.eventIds).toHaveLength(30);
    // A second cannot be divided.
    expect(exactSlice(failed(500, { everyMs: 1 }), bounds)).toBeNull();
    expect(exactSlice(failed(300, { everyMs: 1 }), bounds)?.eventIds).toHaveLength(300);
    expect(exactSlice(failed(20), { most: 9, enough: 9 })).toBeNull();
  });
});

it('a slice names nothing without an event time, and its end is exclusive', () => {
  const slice = { fromMs: 1_000, toMs: 3_000, types: ['a'] };
  const named = [999, 1_000, 2_999, 3_000, null].map((eventTimeMs) =>
    isNamedBy(slice, { eventType: 'a', eventTimeMs }),
  );
  expect(named).toEqual([false, true, true, false, false]);
  expect(isNamedBy(slice, { eventType: 'b', eventTimeMs: 2_000 })).toBe(false);
  expect([secondOf(1_999), secondOf(-1)]).toEqual([1_000, -1_000]);
});

describe('a slice that Auth0 has listed', () => {
  const known = failed(40);
  const exact = exactSlice(known, bounds);
  if (exact === null) throw new Error('There is a slice');
  const confirm = (listed: readonly SliceCandidate[], most = 400) => confirmedSlice(exact, listed, { ...bounds, most });

  it('is requested as it is, of what is listed still', () => {
    expect(confirm(known)?.eventIds).toHaveLength(40);
    expect(confirm(known.slice(5))).toMatchObject({ slice: exact.slice, eventIds: { length: 35 } });
  });

  it('becomes a part without what failed since', () => {
    const late = failed(1, { fromMs: 4_100 });
    const part = confirm([...known, ...late]);
    expect(part?.slice).toEqual({ fromMs: 5_000, toMs: 20_000, types: ['user.created'] });
    expect(part?.eventIds).toHaveLength(30);
  });

  it('is none where too little is left, or where the list shows that its dates mean something else', () => {
    expect(confirm(known.slice(31))).toBeNull();
    expect(confirm(known, 39)).toBeNull();
    expect(confirm([...known, ...failed(1, { fromMs: 60_000 })])).toBeNull();
    expect(confirm([...known, ...failed(1, { eventTimeMs: null })])).toBeNull();
  });
});
