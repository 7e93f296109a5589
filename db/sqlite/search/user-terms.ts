import { type Database } from 'better-sqlite3';

/** Sorts behind every text that starts with what it is appended to. */
const lastCharacter = '\u{10FFFF}';

/** A word of a search, and how many terms start with it (counting stops at a limit). */
export interface RankedWord {
  word: string;
  count: number;
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

  /** Whether some user has a term that starts with `word`. */
  has(word: string): boolean {
    return this.#count.get(word, word + lastCharacter, 1) === 1;
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
