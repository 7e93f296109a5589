import { type Confidence, type FailureKind } from './failure-facts';

/** Causes that are known to fail again as long as nobody has changed anything. */
export const refusalReasons = ['wrong_secret', 'wrong_path', 'too_large', 'stream_disabled'] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** What fails at one event stream for one cause, as it is explained. */
export interface ExplainedFailure {
  kind: FailureKind;
  confidence: Confidence;
  /** Whether the newest attempt got an answer by HTTP. */
  isAnswered: boolean;
  /** Newest failed attempt, in epoch ms; null where its time is not known. */
  newestAtMs: number | null;
}

/** How things stand now. Times in epoch ms. */
export interface PresentState {
  /** Auth0's word for the event stream. */
  streamStatus: string;
  /** When the event stream was changed last at Auth0, a new secret included; null where it never was. */
  editedAtMs: number | null;
  /** The newest receipt that the event stream brought; null without one. */
  lastReceivedAtMs: number | null;
  /** Since when this app runs: its own settings have not changed since. */
  runsSinceMs: number;
}

/** Why a retry would be refused again. */
export interface Refusal {
  why: RefusalReason;
  /** Place of the failure that tells. */
  by: number;
  /** The attempt that tells, in epoch ms; null where its time is not known. */
  newestAtMs: number | null;
}

/**
 * Why a retry of what fails at one event stream would be refused again, for each of its causes in their order; null where that is not
 * known for certain: the cause is one that mends only by an act, our own records prove it, and nothing that could have mended
 * it has happened since. What merely may fail again is left to the event that is tried first. A secret or an address that is
 * wrong now refuses whatever the event stream brings, for whichever cause it failed before.
 */
export function refusalsOf(failures: readonly ExplainedFailure[], present: PresentState): (Refusal | null)[] {
  const own = failures.map((failure, place) => refusalOf(failure, { place, all: failures }, present));
  const forAll = own.find((one) => one !== null && refusesAll.has(one.why)) ?? null;
  return own.map((one) => one ?? forAll);
}

const refusesAll: ReadonlySet<RefusalReason> = new Set(['wrong_secret', 'wrong_path']);

function refusalOf(
  failure: ExplainedFailure,
  { place, all }: { place: number; all: readonly ExplainedFailure[] },
  present: PresentState,
): Refusal | null {
  const why = failure.confidence === 'certain' ? reasonOf(failure, all, present) : null;
  return why && { why, by: place, newestAtMs: failure.newestAtMs };
}

function reasonOf(
  failure: ExplainedFailure,
  all: readonly ExplainedFailure[],
  present: PresentState,
): RefusalReason | null {
  switch (failure.kind) {
    case 'wrong_secret':
      return isNewestAnswer(failure, all) && isUntouched(failure, present) ? 'wrong_secret' : null;
    // Told from the addresses as they are now.
    case 'wrong_path':
      return 'wrong_path';
    case 'too_large':
      return 'too_large';
    // Others are redelivered through a disabled event stream too: that is the way back.
    case 'stream_disabled':
      return present.streamStatus === 'disabled' ? 'stream_disabled' : null;
    default:
      return null;
  }
}

/** Whether the event stream has had no other answer since: who answers otherwise has accepted the secret. */
function isNewestAnswer({ newestAtMs }: ExplainedFailure, all: readonly ExplainedFailure[]): boolean {
  return all.every((one) => !one.isAnswered || (one.newestAtMs ?? 0) <= (newestAtMs ?? 0));
}

/** Whether neither side was changed after the newest failure, and nothing arrived. */
function isUntouched({ newestAtMs }: ExplainedFailure, present: PresentState): boolean {
  if (newestAtMs === null) return false;
  const { editedAtMs, lastReceivedAtMs, runsSinceMs } = present;
  return [editedAtMs, lastReceivedAtMs, runsSinceMs].every((atMs) => atMs === null || atMs <= newestAtMs);
}
