import { budgetLevels } from '../concerns/budget-signs';
import { type AlertAct } from './alert';

/** A person's act upon an alert. */
export interface AlertDeed {
  act: AlertAct;
  actor: string;
  atMs: number;
  /** Epoch ms, for a snooze. */
  untilMs?: number;
  /** Level that ends a snooze. */
  untilLevel?: number;
  /** What the person wrote. */
  note?: string;
}

interface Wish {
  note?: string | undefined;
  forMs?: number | undefined;
  untilLevel?: number | undefined;
}

/** Levels that an alert at this one can still come to. */
export function laterLevels(level: number | null): number[] {
  return level === null ? [] : budgetLevels.filter((one) => one > level);
}

function untilText(levels: readonly number[]): string {
  return levels.length === 0
    ? 'body field "untilLevel": this alert comes to no further level. Say how long instead, with "forMs".'
    : `body field "untilLevel": must be ${levels.join(' or ')}.`;
}

/** The deed that an act with this body is; why it is none, in words, where something is missing or does not belong. */
export function deedOf(
  act: AlertAct,
  { note, forMs, untilLevel }: Wish,
  { actor, atMs, level }: { actor: string; atMs: number; level: number | null },
): AlertDeed | string {
  if (act === 'note' && note === undefined) return 'body field "note": say what is to be noted.';
  if (act === 'snooze') {
    if ((forMs === undefined) === (untilLevel === undefined))
      return 'body: give either "forMs", how long in milliseconds, or "untilLevel", a level in per cent.';
    if (untilLevel !== undefined && !laterLevels(level).includes(untilLevel)) return untilText(laterLevels(level));
  } else if (forMs !== undefined || untilLevel !== undefined) {
    return 'body: "forMs" and "untilLevel" belong to a snooze.';
  }
  return {
    act,
    actor,
    atMs,
    ...(note !== undefined && { note }),
    ...(forMs !== undefined && { untilMs: atMs + forMs }),
    ...(untilLevel !== undefined && { untilLevel }),
  };
}
