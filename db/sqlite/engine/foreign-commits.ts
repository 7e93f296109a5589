import { type Database } from 'better-sqlite3';
import { type Topic } from '@/lib/store';
import { type Notices } from '../../shared/notices';
import { type Marks, movedTopics, readMarks } from './marks';

/** How often commits of other connections are looked for while anybody listens, in milliseconds. */
const lookEveryMs = 100;

/** Lets listeners hear what other connections to the same file commit, beside what this one announces itself. */
export class ForeignCommits {
  readonly #notices: Notices;
  readonly #version;
  readonly #readMarks;
  #listeners = 0;
  #timer: NodeJS.Timeout | null = null;
  #known: { version: number | null; marks: Marks | null } = { version: null, marks: null };
  #isStopped = false;

  constructor(sql: Database, notices: Notices) {
    this.#notices = notices;
    // Moves with every commit of another connection and none of this one. A few microseconds, no table is read.
    this.#version = sql.prepare<[], number>('PRAGMA data_version').pluck();
    this.#readMarks = readMarks(sql);
  }

  subscribe(listener: (topic: Topic) => void): () => void {
    const unsubscribe = this.#notices.subscribe(listener);
    this.#listeners += 1;
    this.#resume();
    let isHeard = true;
    return () => {
      if (!isHeard) return;
      isHeard = false;
      unsubscribe();
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#pause();
    };
  }

  stop(): void {
    this.#isStopped = true;
    this.#pause();
  }

  #resume(): void {
    if (this.#timer !== null || this.#isStopped) return;
    this.#known = { version: this.#readVersion(), marks: this.#tryMarks() };
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#timer.unref();
  }

  #pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(): void {
    const version = this.#readVersion();
    if (version === null || version === this.#known.version) return;
    const marks = this.#tryMarks();
    const moved = movedTopics(this.#known.marks, marks);
    this.#known = { version, marks };
    this.#notices.announce(moved);
  }

  /** Null while it cannot be read: whoever reads or writes next complains. */
  #readVersion(): number | null {
    try {
      return this.#version.get() ?? null;
    } catch {
      return null;
    }
  }

  #tryMarks(): Marks | null {
    try {
      return this.#readMarks();
    } catch {
      return null;
    }
  }
}
