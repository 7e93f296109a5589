import { type Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Store } from '@/lib/store';
import { type UserFilter } from '@/lib/users/user';
import { recordMany, type Sample } from '../../contract/world';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';
import { temporaryFiles } from '../../testing/temporary';
import { type SearchLimits, UserSelections } from './user-selection';

const newFile = temporaryFiles();
const everything = { above: -1, below: Number.MAX_SAFE_INTEGER };

const plenty = { mostCounted: 10_000, mostTested: 10_000, mostWalked: 90_000 };
const ways: Record<string, SearchLimits> = {
  'walking and testing': { ...plenty, broadWord: 0, largestSet: 0, rowCost: 0 },
  'sets after a walk that met too few': { ...plenty, broadWord: 0, largestSet: 0, rowCost: 9_000, mostWalked: 500 },
  'testing row by row': { ...plenty, broadWord: 9_000, largestSet: 9_000, rowCost: 0 },
  'intersecting sets': { ...plenty, broadWord: 9_000, largestSet: 9_000, rowCost: 9_000 },
};

const searches = ['even', 'odd', 'user1', '@b.test', 'even user1', 'odd @b.test user', 'even odd', 'user111', 'zzz'];
const filters: UserFilter[] = searches.flatMap((q) =>
  (['hide', 'only', 'include'] as const).map((deleted) => ({ q, deleted })),
);

const domainOf = (n: number) => (n % 3 === 0 ? '@b.test' : '@a.test');
const nameOf = (n: number) => (n % 2 === 0 ? 'even' : 'odd');

/** User `n` of a population in which every search word is shared by many. */
function person(n: number): Sample {
  const object = { email: `user${n}${domainOf(n)}`, name: nameOf(n) };
  return { userId: `auth0|${n}`, type: n % 5 === 0 ? 'user.deleted' : 'user.updated', object };
}

/** What a filter finds by definition. */
function numbersOf({ q = '', deleted }: UserFilter): number[] {
  const words = q.split(' ');
  return Array.from({ length: 1_200 }, (_, n) => 1_199 - n).filter((n) => {
    const text = ` user${n}${domainOf(n)} ${domainOf(n)} ${nameOf(n)}`;
    const isDeleted = n % 5 === 0;
    return (
      words.every((word) => text.includes(` ${word}`)) && (deleted === 'include' || isDeleted === (deleted === 'only'))
    );
  });
}

describe('searching users', () => {
  let sql: Database;
  let store: Store;
  const seqs: number[] = [];

  beforeAll(async () => {
    sql = await openDatabase({ file: newFile() });
    store = await sqliteStore(sql);
    await recordMany(store, 1_200, (n) => [person(n)]);
    const wordsToWrite = sql.prepare('SELECT count(*) FROM user_term_work').pluck();
    await vi.waitFor(() => expect(wordsToWrite.get()).toBe(0), { timeout: 15_000 });
    for (let n = 0; n < 1_200; n += 1) seqs.push((await store.getUser(`auth0|${n}`))?.seq ?? 0);
  });
  afterAll(() => store.close());

  it.each(Object.entries(ways))('by %s finds what the words say, in order, from both ends', (_, limits) => {
    const selections = new UserSelections(sql, limits);
    for (const filter of filters) {
      const expected = numbersOf(filter).map((n) => seqs[n] ?? 0);
      const selection = selections.select(filter);
      expect(selection.newest(everything, 5_000), JSON.stringify(filter)).toEqual(expected);
      expect(selection.oldest(everything, 7)).toEqual(expected.toReversed().slice(0, 7));
      const middle = { above: seqs[300] ?? 0, below: seqs[900] ?? 0 };
      const within = expected.filter((seq) => seq > middle.above && seq < middle.below);
      expect(selection.newest(middle, 20)).toEqual(within.slice(0, 20));
      const { value, capped } = selection.count(10_000);
      expect(value).toBeLessThanOrEqual(expected.length);
      if (!capped) expect(value).toBe(expected.length);
    }
  });
});
