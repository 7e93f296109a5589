import { parseArgs } from 'node:util';

import { type UserIds, userIdKinds, userIdsNamed } from './load/user-ids.ts';

/** In the order of the report. */
export const partNames = ['ingest', 'startup', 'dashboards', 'bulk-read', 'jobs', 'connectors', 'soak'] as const;

/** What is measured when nothing is named; a soak takes longer than all of it. */
const usualParts = partNames.filter((name) => name !== 'soak');

/** A shorter soak tells nothing of memory that grows slowly. */
const soakMinutes = 10;

export type PartName = (typeof partNames)[number];

export interface Options {
  parts: readonly PartName[];
  rounds: number;
  /** Length of each measured window, in milliseconds. */
  windowMs: number;
  /** Load on a server that has just started, before anything is measured. */
  warmUpMs: number;
  /** Load before each window. */
  leadInMs: number;
  /** Events in the database that a cold start opens. */
  startupEvents: number;
  /** Length of the soak, in milliseconds. */
  soakMs: number;
  userIds: UserIds;
  /** A built checkout that is measured in turn with this one; null when there is none. */
  beside: string | null;
  /** Whether the results go to docs/performance.md. */
  write: boolean;
}

const usage = `npm run bench -- [part …] [options]

  parts        ${partNames.join(', ')}; all but soak when none is named
  --rounds N   rounds of everything (3)
  --seconds S  length of each measurement (5)
  --minutes M  length of the soak (${soakMinutes})
  --user-ids K ${userIdKinds.join(' or ')}: nearly in order, as Auth0's are, or all over the range, which is harder (auth0)
  --beside F   folder of another built checkout of Streamgauge, measured in turn with this one
  --quick      one short round, to see that everything runs; its figures mean nothing
  --write      keep the results and write docs/performance.md also when not everything was measured`;

/** A mistake in the command line; the message says what may be given. */
export class UsageError extends Error {
  constructor(reason: string) {
    super(`${reason}\n\n${usage}`);
  }
}

function positive(name: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--${name} needs a number above 0, not "${text}".`);
  return value;
}

function partOf(name: string): PartName {
  const part = partNames.find((known) => known === name);
  if (part === undefined) throw new UsageError(`There is no part "${name}".`);
  return part;
}

function userIdsOf(name: string): UserIds {
  const kind = userIdsNamed(name);
  if (kind === null) throw new UsageError(`--user-ids is one of ${userIdKinds.join(', ')}, not "${name}".`);
  return kind;
}

/** Whether the results are good enough to replace what is written without being told to. */
function isFull({ parts, rounds, soakMs }: Pick<Options, 'parts' | 'rounds' | 'soakMs'>): boolean {
  const usual = parts.filter((name) => name !== 'soak');
  const isUsualFull = usual.length === 0 || (usual.length === usualParts.length && rounds >= 3);
  const isSoakFull = usual.length === parts.length || soakMs >= soakMinutes * 60_000;
  return isUsualFull && isSoakFull;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        minutes: { type: 'string' },
        'user-ids': { type: 'string', default: 'auth0' },
        beside: { type: 'string' },
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = read(args);
  const { quick } = values;
  const rounds = Math.ceil(positive('rounds', values.rounds, quick ? 1 : 3));
  const named = positionals.map(partOf);
  const parts = named.length === 0 ? usualParts : partNames.filter((name) => named.includes(name));
  const soakMs = positive('minutes', values.minutes, quick ? 0.5 : soakMinutes) * 60_000;
  return {
    parts,
    rounds,
    windowMs: positive('seconds', values.seconds, quick ? 1 : 5) * 1000,
    warmUpMs: quick ? 2000 : 8000,
    leadInMs: quick ? 300 : 1000,
    startupEvents: quick ? 20_000 : 1_000_000,
    soakMs,
    userIds: userIdsOf(values['user-ids']),
    beside: values.beside ?? null,
    write: values.write || (!quick && isFull({ parts, rounds, soakMs })),
  };
}
