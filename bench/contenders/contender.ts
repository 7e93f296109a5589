import { type LoadTarget } from '../load/run-load.ts';
import { type Backlog } from './word-backlog.ts';

/** A contender with a fresh database, ready for load. */
export interface RunningContender {
  target: LoadTarget;
  /** What it still has to do when the load has ended, for one that works behind its answers; resolves when that is done. */
  catchUp?: () => Promise<Backlog>;
  /** Ends it in good order. Returns how many events are stored; null for one that stores none. */
  finish: () => Promise<number | null>;
}

export interface Contender {
  /** As the tables name it. */
  name: string;
  /** What it is, for the reader of the report. */
  about: string;
  /** Starts it with an empty database in `folder`, which is its own. */
  start(folder: string): Promise<RunningContender>;
}
