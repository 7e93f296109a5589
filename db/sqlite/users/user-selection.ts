import { type Database } from 'better-sqlite3';
import { type Count } from '@/lib/page';
import { type UserFilter } from '@/lib/users/user';
import { searchedPhone, searchWords } from '@/lib/users/search-terms';
import { readCounter } from '../engine/figures';
import { parseTexts } from '../../shared/json-columns';
import { endOfSeq, type Selection, type SeqRange, sortedSelection } from '../engine/keyset';
import { type RankedWord, UserTerms } from '../search/user-terms';

type Deleted = NonNullable<UserFilter['deleted']>;
type Bounds = SeqRange & { limit: number };

interface Facts {
  seq: number;
  terms: string;
  isDeleted: number;
}

/** Where one way of searching becomes cheaper than another. */
export interface SearchLimits {
  /** A single word that more terms start with than this: walking the newest users and testing them beats sorting all. */
  broadWord: number;
  /** Sets of numbers up to this size are worth fetching to intersect them. */
  largestSet: number;
  /** Reading a user's row costs about as much as fetching this many numbers from the index of terms. */
  rowCost: number;
  /** Users tested one by one for a page, before the sets are fetched after all: those who match may be old and few. */
  mostWalked: number;
  /** Terms looked at to count the matches of a broad word: enough to reach the cap of counts. */
  mostCounted: number;
  /** Users tested one by one to count the matches of a search whose words are all too broad for sets. */
  mostTested: number;
}

const measuredLimits: SearchLimits = {
  broadWord: 20_000,
  largestSet: 100_000,
  rowCost: 10,
  mostWalked: 2_000,
  mostCounted: 50_000,
  mostTested: 5_000,
};

const chunk = 500;

const rowsOf: Record<Deleted, string> = {
  hide: 'FROM users INDEXED BY users_live WHERE deleted_at_ms IS NULL',
  only: 'FROM users INDEXED BY users_deleted WHERE deleted_at_ms IS NOT NULL',
  include: 'FROM users NOT INDEXED WHERE true',
};

function prepareWalk(sql: Database, deleted: Deleted) {
  const from = `${rowsOf[deleted]} AND seq > :above AND seq < :below`;
  const facts = 'SELECT seq, terms, deleted_at_ms IS NOT NULL isDeleted';
  return {
    newest: sql.prepare<[Bounds], number>(`SELECT seq ${from} ORDER BY seq DESC LIMIT :limit`).pluck(),
    oldest: sql.prepare<[Bounds], number>(`SELECT seq ${from} ORDER BY seq LIMIT :limit`).pluck(),
    newestFacts: sql.prepare<[Bounds], Facts>(`${facts} ${from} ORDER BY seq DESC LIMIT :limit`),
    oldestFacts: sql.prepare<[Bounds], Facts>(`${facts} ${from} ORDER BY seq LIMIT :limit`),
  };
}

/** Finds users by search words and deletion. */
export class UserSelections {
  readonly #walks;
  readonly #counter;
  readonly #terms: UserTerms;
  readonly #facts;
  readonly #deletedSeqs;
  readonly #limits: SearchLimits;

  constructor(sql: Database, limits = measuredLimits) {
    this.#limits = limits;
    this.#walks = {
      hide: prepareWalk(sql, 'hide'),
      only: prepareWalk(sql, 'only'),
      include: prepareWalk(sql, 'include'),
    };
    this.#counter = readCounter(sql);
    this.#terms = new UserTerms(sql);
    this.#facts = sql.prepare<[number], Facts>(
      'SELECT seq, terms, deleted_at_ms IS NOT NULL isDeleted FROM users WHERE seq = ?',
    );
    this.#deletedSeqs = sql
      .prepare<[], number>('SELECT seq FROM users INDEXED BY users_deleted WHERE deleted_at_ms IS NOT NULL AND seq > 0')
      .pluck();
  }

  liveUsers(): number {
    return this.#counter('live_users');
  }

  /** Users that match `filter`, on the snapshot of the running read. */
  select({ q = '', deleted = 'hide' }: UserFilter): Selection {
    const words = this.#terms.rank(this.#wordsOf(q), this.#limits.largestSet + 1);
    const [rarest] = words;
    if (rarest === undefined) return this.#everybody(deleted);
    if (rarest.count <= (words.length === 1 ? this.#limits.broadWord : this.#limits.largestSet)) {
      return this.#bySets(words, deleted, this.#limits.largestSet);
    }
    return this.#byWalking(words, deleted);
  }

  /** A phone number is one word however it is grouped. What looks like one and is nobody's may be dates or numbers of ids. */
  #wordsOf(q: string): string[] {
    const phone = searchedPhone(q);
    return phone !== null && this.#terms.has(phone) ? [phone] : searchWords(q);
  }

  #everybody(deleted: Deleted): Selection {
    const walk = this.#walks[deleted];
    const live = deleted === 'only' ? 0 : this.liveUsers();
    const gone = deleted === 'hide' ? 0 : this.#counter('deleted_users');
    return {
      newest: (range, limit) => walk.newest.all({ ...range, limit }),
      oldest: (range, limit) => walk.oldest.all({ ...range, limit }),
      count: () => ({ value: live + gone, capped: false }),
    };
  }

  #bySets(words: readonly RankedWord[], deleted: Deleted, largestSet: number): Selection {
    return sortedSelection(this.#intersect(words, largestSet).filter(this.#deletionTest(deleted)));
  }

  #intersect([rarest, ...others]: readonly RankedWord[], largestSet: number): number[] {
    if (rarest === undefined) return [];
    let found = this.#terms.usersWith(rarest.word, largestSet);
    for (const { word, count } of others) {
      if (count <= largestSet && count < found.length * this.#limits.rowCost) {
        const also = new Set(this.#terms.usersWith(word, largestSet));
        found = found.filter((seq) => also.has(seq));
      } else {
        found = found.filter((seq) => hasTerms(this.#facts.get(seq), [word]));
      }
    }
    return found;
  }

  #deletionTest(deleted: Deleted): (seq: number) => boolean {
    if (deleted === 'include') return () => true;
    if (this.#counter('deleted_users') <= this.#limits.largestSet) {
      const gone = new Set(this.#deletedSeqs.all());
      return (seq) => gone.has(seq) === (deleted === 'only');
    }
    return (seq) => (this.#facts.get(seq)?.isDeleted === 1) === (deleted === 'only');
  }

  /** Walks users in order and tests each: the quickest way where many match. Where few do, nearby, it goes by sets after all. */
  #byWalking(ranked: readonly RankedWord[], deleted: Deleted): Selection {
    const walk = this.#walks[deleted];
    const words = ranked.map(({ word }) => word);
    let left = this.#limits.mostWalked;
    let sets: Selection | null = null;
    const bySets = () => (sets ??= this.#bySets(ranked, deleted, endOfSeq));
    // Null once too many had to be tested.
    const collect = (read: (last: number | null) => Facts[], limit: number): number[] | null => {
      const found: number[] = [];
      let last: number | null = null;
      while (sets === null && left > 0) {
        const rows = read(last);
        left -= rows.length;
        for (const row of rows) if (hasTerms(row, words)) found.push(row.seq);
        if (found.length >= limit || rows.length < chunk) return found.slice(0, limit);
        last = rows.at(-1)?.seq ?? null;
      }
      return null;
    };
    return {
      newest: ({ above, below }, limit) =>
        collect((last) => walk.newestFacts.all({ above, below: last ?? below, limit: chunk }), limit) ??
        bySets().newest({ above, below }, limit),
      oldest: ({ above, below }, limit) =>
        collect((last) => walk.oldestFacts.all({ above: last ?? above, below, limit: chunk }), limit) ??
        bySets().oldest({ above, below }, limit),
      count: (cap) => sets?.count(cap) ?? this.#countBroad(ranked, deleted, cap),
    };
  }

  #countBroad(ranked: readonly RankedWord[], deleted: Deleted, cap: number): Count {
    const words = ranked.map(({ word }) => word);
    const [rarest = ''] = words;
    const candidates = this.#terms.usersWith(rarest, this.#limits.mostCounted).filter(this.#deletionTest(deleted));
    const matching =
      words.length === 1
        ? candidates
        : candidates.slice(0, this.#limits.mostTested).filter((seq) => hasTerms(this.#facts.get(seq), words));
    return { value: Math.min(cap, matching.length), capped: true };
  }
}

function hasTerms(facts: Facts | undefined, words: readonly string[]): boolean {
  if (facts === undefined) return false;
  const terms = parseTexts(facts.terms);
  return words.every((word) => terms.some((term) => term.startsWith(word)));
}
