import { beforeEach, describe, expect, test } from 'vitest';
import { endMassGuards, massGuard } from './mass-guard';

/** A connector with so many links, and the lanes whose records were deactivated. */
function guardOf({ links = 500, stored = [] as string[], confirmedSeq = null as number | null } = {}) {
  const clock = { nowMs: 1_000_000_000 };
  const world = {
    store: {
      deactivatedSince: () => Promise.resolve(stored),
      linkCount: () => Promise.resolve(links),
      nowMs: () => clock.nowMs,
    },
    connector: { id: 1, createdAtMs: 1, deletionsConfirmedSeq: confirmedSeq },
  };
  return {
    clock,
    ask: (key: string, ended: Promise<boolean>, wantedSeq = 9) => massGuard(world, { key, wantedSeq }, ended),
  };
}

const keys = (count: number) => Array.from({ length: count }, (_, n) => `auth0|u${n}`);
const done = Promise.resolve(true);
const failed = Promise.resolve(false);

describe('the guard against mass deletions', () => {
  beforeEach(endMassGuards);

  test('is not tripped by a few users who are tried again and again', async () => {
    const { ask } = guardOf();
    for (let n = 0; n < 30; n += 1) {
      for (const key of keys(5)) expect(await ask(key, n % 2 === 0 ? failed : done)).toBe(true);
    }
  });

  test('counts a user once who is in the store and was allowed here', async () => {
    const { ask } = guardOf({ stored: keys(12) });
    for (const key of keys(20)) expect(await ask(key, done)).toBe(true);
    expect(await ask('auth0|more', done)).toBe(false);
    // One of them is tried again: it is no more than before.
    expect(await ask('auth0|u3', done)).toBe(true);
  });

  test('counts those that are under way, and waits for them before it refuses', async () => {
    const { ask } = guardOf();
    const ends = keys(20).map(() => Promise.withResolvers<boolean>());
    const allowed = await Promise.all(keys(20).map((key, n) => ask(key, ends[n]?.promise ?? done)));
    expect(allowed).toEqual(keys(20).map(() => true));
    let isRefused = false;
    const next = ask('auth0|more', done).then((isAllowed) => {
      isRefused = !isAllowed;
    });
    await Promise.resolve();
    expect(isRefused).toBe(false);
    for (const { resolve } of ends) resolve(true);
    await next;
    expect(isRefused).toBe(true);
  });

  test('lets another one go where one that was allowed has come to nothing', async () => {
    const { ask } = guardOf();
    for (const key of keys(20)) expect(await ask(key, key === 'auth0|u7' ? failed : done)).toBe(true);
    expect(await ask('auth0|more', done)).toBe(true);
    expect(await ask('auth0|one more', done)).toBe(false);
  });

  test('allows a fiftieth of many links, in ten minutes', async () => {
    const { ask, clock } = guardOf({ links: 2_000 });
    for (const key of keys(40)) expect(await ask(key, done)).toBe(true);
    expect(await ask('auth0|more', done)).toBe(false);
    clock.nowMs += 10 * 60_000;
    expect(await ask('auth0|more', done)).toBe(true);
  });

  test('lets go what a person has confirmed, and nothing that came later', async () => {
    const { ask } = guardOf({ stored: keys(20), confirmedSeq: 9 });
    expect(await ask('auth0|more', done, 9)).toBe(true);
    expect(await ask('auth0|later', done, 10)).toBe(false);
  });
});
