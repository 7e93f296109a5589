import { type EventStream } from './stream';
import { type StreamChange } from './stream-history';

/** A change of an event stream's settings. */
export interface StreamEdit {
  atMs: number;
  /** Who changed it here; null for a change that was made elsewhere. */
  by: string | null;
}

/** Auth0's time of a change and ours of seeing it made differ by this much (ms) at most when both are of one act. */
const sameActMs = 60_000;

/**
 * The edit that failures since `sinceMs` follow, else the newest one after it; null when none is known. A new secret never
 * shows in the settings that Auth0 lists, so Auth0's own time of the last change counts as an edit, unless the history tells
 * that only the status changed then. `changes` are newest first.
 */
export function editAround(
  stream: Pick<EventStream, 'createdAt' | 'updatedAt'>,
  changes: readonly StreamChange[],
  sinceMs: number,
): StreamEdit | null {
  const newest = newestEdit(stream, changes);
  if (newest !== null && newest.atMs <= sinceMs) return newest;
  const seen = changes.find(({ kind, atMs, sinceMs: after }) => kind === 'settings' && (after ?? atMs) <= sinceMs);
  return seen === undefined ? newest : { atMs: seen.atMs, by: seen.by };
}

/**
 * When Auth0 says that it was edited last, in ms, where the history tells of no change of then, as of a new secret; null where it
 * does, or where it was never edited. `changes` in any order.
 */
export function unseenEditAtMs(
  stream: Pick<EventStream, 'createdAt' | 'updatedAt'>,
  changes: readonly StreamChange[],
): number | null {
  const atMs = editedAtMs(stream);
  return atMs === null || changes.some((change) => wasThen(change, atMs)) ? null : atMs;
}

function editedAtMs({ createdAt, updatedAt }: Pick<EventStream, 'createdAt' | 'updatedAt'>): number | null {
  const atMs = Date.parse(updatedAt ?? '');
  return Number.isNaN(atMs) || atMs - Date.parse(createdAt ?? '') < 1_000 ? null : atMs;
}

function newestEdit(
  stream: Pick<EventStream, 'createdAt' | 'updatedAt'>,
  changes: readonly StreamChange[],
): StreamEdit | null {
  const atMs = editedAtMs(stream);
  if (atMs === null) return null;
  const sameAct = changes.filter((change) => wasThen(change, atMs));
  if (sameAct.length > 0 && sameAct.every(({ kind }) => kind === 'status')) return null;
  return { atMs, by: sameAct.find(({ by }) => by !== null)?.by ?? null };
}

function wasThen({ kind, atMs: seenMs, sinceMs, by }: StreamChange, atMs: number): boolean {
  if (kind !== 'settings' && kind !== 'status') return false;
  if (by !== null || sinceMs === null) return Math.abs(seenMs - atMs) <= sameActMs;
  return atMs >= sinceMs - sameActMs && atMs <= seenMs + sameActMs;
}
