import { type Database } from 'better-sqlite3';
import { splitWords } from '@/lib/users/search-terms';

const mostWords = 8;
const longestWord = 256;

/** Sorts behind every text that starts with what it is appended to. */
const lastCharacter = '\u{10FFFF}';

/** A word of a search, and how many terms start with it (counting stops at a limit). */
export interface RankedWord {
  word: string;
  count: number;
}

/** The words of a search as terms are written: lower case, split as they are. Words beyond the eighth are ignored. */
export function wordsOf(q: string): string[] {
  return [...new Set(splitWords(q).map((word) => word.slice(0, longestWord)))].slice(0, mostWords);
}

/** Reads the index of search terms, which holds each term with the numbers of the users that have it. */
export class UserTerms {
  readonly #count;
  readonly #users;

  constructor(sql: Database) {
    const from = 'FROM user_term_rows WHERE term >= ? AND term < ? LIMIT ?';
    this.#count = sql.prepare<[string, string, number], number>(`SELECT count(*) FROM (SELECT 1 ${from})`).pluck();
    this.#users = sql.prepare<[string, string, number], number>(`SELECT doc ${from}`).pluck();
  }

  /** The words, rarest first. */
  rank(words: readonly string[], limit: number): RankedWord[] {
    return words
      .map((word) => ({ word, count: this.#count.get(word, word + lastCharacter, limit) ?? 0 }))
      .sort((a, b) => a.count - b.count);
  }

  /** Distinct users with a term that starts with `word`, from at most `limit` such terms, in no particular order. */
  usersWith(word: string, limit: number): number[] {
    return [...new Set(this.#users.all(word, word + lastCharacter, limit))];
  }
}
