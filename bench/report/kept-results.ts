import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { type PartName } from '../options.ts';
import { type PartResult } from '../parts/part.ts';

/** The last result of a part, and under what it was measured. */
export interface KeptResult extends PartResult {
  date: string;
  commit: string;
  /** How long and with what it was measured. */
  measure: string;
  /** Names and values. */
  machine: Readonly<Record<string, string>>;
}

export type KeptResults = Partial<Record<PartName, KeptResult>>;

const file = 'docs/performance.json';

/** Differs from minute to minute on one and the same machine. */
const fickle = 'One synced write (fdatasync)';

const sameMachine = (one: KeptResult, other: KeptResult) =>
  Object.entries(one.machine).every(([name, value]) => name === fickle || other.machine[name] === value);

/** The kept results with new ones in their places. Figures of another machine stand beside no others, so they are dropped. */
export function withNew(kept: KeptResults, results: KeptResults): KeptResults {
  const [newest] = Object.values(results);
  const stays = Object.entries(kept).filter(([, result]) => newest === undefined || sameMachine(newest, result));
  return { ...Object.fromEntries(stays), ...results };
}

export function readResults(): KeptResults {
  // Written by nobody but writeResults.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptResults) : {};
}

/** Writes as the project formats its files, so that the check of the format has nothing to say. */
export async function writeFormatted(filepath: string, text: string): Promise<void> {
  writeFileSync(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}

export function writeResults(results: KeptResults): Promise<void> {
  return writeFormatted(file, JSON.stringify(results));
}
