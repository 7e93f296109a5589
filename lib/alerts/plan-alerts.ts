import { type AlertRule, type Sign } from '../concerns/sign';
import { minuteMs } from '../spans';
import { type Alert } from './alert';

/** What is no longer found closes its alert after this time (ms), so that a thing that comes and goes is one alert. */
export const closeAfterMs = minuteMs;

/** An alert as it was when the change was planned: a change of one that is otherwise by now is not made. */
export type SeenAlert = Pick<Alert, 'id' | 'state' | 'level'>;

/** One change of the alerts. */
export type AlertChange =
  | { kind: 'open'; sign: Sign; notify: true }
  /** Newer words; `raised` when it has come to a higher level. */
  | { kind: 'update'; seen: SeenAlert; sign: Sign; raised: boolean; notify: boolean }
  /** A snooze is over. */
  | { kind: 'wake'; seen: SeenAlert; sign: Sign; reason: string; notify: true }
  | { kind: 'missing'; seen: SeenAlert }
  /** It is not found, and yet not over. */
  | { kind: 'back'; seen: SeenAlert }
  | { kind: 'close'; seen: SeenAlert; reason: string; notify: boolean };

interface Known {
  /** Alerts that are not closed. */
  alerts: readonly Alert[];
  signs: readonly Sign[];
  /** Rules that are on. */
  rules: ReadonlySet<AlertRule>;
  /** Whether an alert stays open although it is not found, as while Auth0 does not answer. */
  keeps: (alert: Alert) => boolean;
  atMs: number;
}

/** What is to become of the alerts, from what is found now. The same facts again change nothing. */
export function planAlerts({ alerts, signs, rules, keeps, atMs }: Known): AlertChange[] {
  const found = new Map(signs.filter(({ rule }) => rules.has(rule)).map((sign) => [sign.key, sign]));
  const changes: AlertChange[] = [];
  for (const alert of alerts) {
    const sign = found.get(alert.key);
    found.delete(alert.key);
    const change = sign === undefined ? leaving({ alert, rules, keeps, atMs }) : staying(alert, sign, atMs);
    if (change !== null) changes.push(change);
  }
  for (const sign of found.values()) changes.push({ kind: 'open', sign, notify: true });
  return changes;
}

const seenOf = ({ id, state, level }: Alert): SeenAlert => ({ id, state, level });

function staying(alert: Alert, found: Sign, atMs: number): AlertChange | null {
  // The highest level stays, so that a figure that swings about it is told once.
  const level = alert.level === null ? found.level : Math.max(alert.level, found.level ?? 0);
  const sign = { ...found, level };
  const seen = seenOf(alert);
  const raised = (level ?? 0) > (alert.level ?? 0);
  const reason = alert.state === 'snoozed' ? wakes(alert, { level, raised, atMs }) : null;
  if (reason !== null) return { kind: 'wake', seen, sign, reason, notify: true };
  if (!raised && !isNews(alert, sign)) return null;
  const notify = raised && alert.state !== 'snoozed';
  return { kind: 'update', seen, sign, raised, notify };
}

/** Why a snooze is over; null while it is not. */
function wakes(
  { untilMs, untilLevel }: Alert,
  { level, raised, atMs }: { level: number | null; raised: boolean; atMs: number },
): string | null {
  if (untilMs !== null && untilMs <= atMs) return 'The snooze is over';
  // A snooze that names a level waits for that one; any other is broken by the next.
  const breaks = untilLevel === null ? raised : (level ?? 0) >= untilLevel;
  return breaks ? 'It has come further' : null;
}

function isNews(alert: Alert, sign: Sign): boolean {
  return (
    alert.missingSinceMs !== null ||
    alert.title !== sign.title ||
    alert.detail !== sign.detail ||
    alert.tone !== sign.tone ||
    alert.act.href !== sign.act.href
  );
}

interface Leaving extends Pick<Known, 'rules' | 'keeps' | 'atMs'> {
  alert: Alert;
}

function leaving({ alert, rules, keeps, atMs }: Leaving): AlertChange | null {
  const { missingSinceMs } = alert;
  const seen = seenOf(alert);
  if (!rules.has(alert.rule)) return { kind: 'close', seen, reason: 'The rule was switched off', notify: false };
  if (keeps(alert)) return missingSinceMs === null ? null : { kind: 'back', seen };
  if (missingSinceMs === null) return { kind: 'missing', seen };
  if (atMs - missingSinceMs < closeAfterMs) return null;
  // While it is snoozed nobody is told anything, its end included.
  return { kind: 'close', seen, reason: 'It is over', notify: alert.state !== 'snoozed' };
}
