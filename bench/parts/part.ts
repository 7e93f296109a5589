import { type LoadGenerator } from '../load/run-load.ts';
import { type Options } from '../options.ts';
import { type Build } from '../processes/build.ts';
import { type Requirement } from '../report/requirement.ts';

/** What every part works with. */
export interface Workbench {
  options: Options;
  /** What is measured: this checkout first, then another one when asked for. */
  builds: readonly Build[];
  generator: LoadGenerator;
  /** For databases; gone when the benchmark ends. */
  folder: string;
  /** Folder of PostgreSQL's programs, or null. */
  postgresBin: string | null;
  /** Says on the terminal what is being done. */
  say: (text: string) => void;
}

export interface PartResult {
  /** Markdown, beginning with a heading of the second level. */
  text: string;
  requirements: readonly Requirement[];
}
