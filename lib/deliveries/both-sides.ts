import { type Receipt } from '../events/receipt';
import { type Outage, outageDuring } from '../heartbeat/outage';
import { type Rejection } from '../rejections/rejection';
import { isFailedAttempt, isRedeliveryMarker } from './attempts';
import { type DeliveryAttempt } from './delivery';
import { sameMomentMs } from './failure-facts';

/** One moment of an attempt, on Auth0's side or on ours. `atMs` is by the clock of that side. */
export type SideRow =
  | { side: 'auth0'; kind: 'sent'; atMs: number; nth: number }
  | { side: 'auth0'; kind: 'failed'; atMs: number; errorMessage: string | null; durationMs: number | null }
  | { side: 'here'; kind: 'receipt'; atMs: number; result: Receipt['result']; tookMs: number }
  | { side: 'here'; kind: 'rejection'; atMs: number; status: number; reason: string; path: string | null; more: number }
  | { side: 'here'; kind: 'outage'; atMs: number; untilMs: number };

/** The newest failed attempt whose time is known, and which one it was; null without one. */
export function newestFailed(
  attempts: readonly DeliveryAttempt[],
): { attempt: DeliveryAttempt & { atMs: number }; nth: number } | null {
  const real = attempts.filter((attempt) => !isRedeliveryMarker(attempt));
  const place = real.findLastIndex((attempt) => isFailedAttempt(attempt) && attempt.atMs !== null);
  const found = real[place];
  return found === undefined || found.atMs === null
    ? null
    : { attempt: { ...found, atMs: found.atMs }, nth: place + 1 };
}

/** The time around an attempt in which our own records are taken for its other side. */
export function momentOf({ atMs, durationMs }: { atMs: number; durationMs: number | null }): Outage {
  return { fromMs: atMs - sameMomentMs, untilMs: atMs + (durationMs ?? 0) + sameMomentMs };
}

/** What is on record here around an attempt. */
export interface OwnRecords {
  /** Of the event, whenever they came. */
  receipts: readonly Receipt[];
  rejections: readonly Rejection[];
  outages: readonly Outage[];
}

/** The attempt as Auth0 saw it beside what this app has on record within `sameMomentMs`, in order of time. */
export function bothSides(
  attempts: readonly DeliveryAttempt[],
  { receipts, rejections, outages }: OwnRecords,
): SideRow[] {
  const newest = newestFailed(attempts);
  if (newest === null) return [];
  const { attempt, nth } = newest;
  const { atMs, durationMs, errorMessage } = attempt;
  const moment = momentOf(attempt);
  const isThen = (ms: number) => ms >= moment.fromMs && ms <= moment.untilMs;
  const outage = outageDuring(outages, { fromMs: atMs, untilMs: atMs + (durationMs ?? 0) });
  const rows: SideRow[] = [
    { side: 'auth0', kind: 'sent', atMs, nth },
    ...receipts
      .filter(({ receivedAtMs }) => isThen(receivedAtMs))
      .map(({ receivedAtMs, result, tookMs }) => ({
        side: 'here' as const,
        kind: 'receipt' as const,
        atMs: receivedAtMs,
        result,
        tookMs,
      })),
    ...nearestOfEachKind(
      rejections.filter(({ receivedAtMs }) => isThen(receivedAtMs)),
      attempt,
    ),
    ...(outage === null
      ? []
      : [{ side: 'here' as const, kind: 'outage' as const, atMs: outage.fromMs, untilMs: outage.untilMs }]),
    { side: 'auth0', kind: 'failed', atMs: atMs + (durationMs ?? 0), errorMessage, durationMs },
  ];
  return rows.toSorted((a, b) => a.atMs - b.atMs);
}

/** A rejection names no event: of each kind the nearest one is shown, and how many more there were. */
function nearestOfEachKind(
  rejections: readonly Rejection[],
  { atMs, durationMs }: { atMs: number; durationMs: number | null },
): SideRow[] {
  const endMs = atMs + (durationMs ?? 0);
  const distance = ({ receivedAtMs: ms }: Rejection) => Math.max(atMs - ms, ms - endMs, 0);
  const kinds = Map.groupBy(rejections, ({ code }) => code);
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike.toSorted((a, b) => distance(a) - distance(b));
    if (first === undefined) return [];
    const { receivedAtMs, status, reason, path } = first;
    return [{ side: 'here', kind: 'rejection', atMs: receivedAtMs, status, reason, path, more: alike.length - 1 }];
  });
}
