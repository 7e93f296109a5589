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

/** The deed that an act with this body is; why it is none, in words, where something is missing or does not belong. */
export function deedOf(
  act: AlertAct,
  { note, forMs, untilLevel }: Wish,
  { actor, atMs }: { actor: string; atMs: number },
): AlertDeed | string {
  if (act === 'note' && note === undefined) return 'body field "note": say what is to be noted.';
  if (act === 'snooze') {
    if ((forMs === undefined) === (untilLevel === undefined))
      return 'body: give either "forMs", how long in milliseconds, or "untilLevel", a level in per cent.';
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
