import { type AlertRule, type Sign } from '../concerns/sign';
import { minuteMs } from '../spans';
import { type Alert } from './alert';

/** What is no longer found closes its alert after this time (ms), so that a thing that comes and goes is one alert. */
export const closeAfterMs = minuteMs;

/** One change of the alerts. What a store does with it depends on the row as it is then: see `saveAlerts`. */
export type AlertChange =
  | { kind: 'open'; sign: Sign; notify: true }
  /** Newer words; `raised` when it has come to a higher level. */
  | { kind: 'update'; id: number; sign: Sign; raised: boolean; notify: boolean }
  /** A snooze is over. */
  | { kind: 'wake'; id: number; sign: Sign; reason: string; notify: true }
  | { kind: 'missing'; id: number }
  | { kind: 'close'; id: number; reason: string; notify: boolean };

interface Known {
  /** Alerts that are not closed. */
  alerts: readonly Alert[];
  signs: readonly Sign[];
  /** Rules that are on. */
  rules: ReadonlySet<AlertRule>;
  /** Rules about which nothing is known now, as while Auth0 does not answer: what they told before stands. */
  unknown: ReadonlySet<AlertRule>;
  atMs: number;
}

/** What is to become of the alerts, from what is found now. The same facts again change nothing. */
export function planAlerts({ alerts, signs, rules, unknown, atMs }: Known): AlertChange[] {
  const found = new Map(signs.filter(({ rule }) => rules.has(rule)).map((sign) => [sign.key, sign]));
  const changes: AlertChange[] = [];
  for (const alert of alerts) {
    const sign = found.get(alert.key);
    found.delete(alert.key);
    const change = sign === undefined ? leaving({ alert, rules, unknown, atMs }) : staying(alert, sign, atMs);
    if (change !== null) changes.push(change);
  }
  for (const sign of found.values()) changes.push({ kind: 'open', sign, notify: true });
  return changes;
}

function staying(alert: Alert, sign: Sign, atMs: number): AlertChange | null {
  const raised = (sign.level ?? 0) > (alert.level ?? 0);
  if (alert.state === 'snoozed') {
    const isOver = alert.untilMs !== null && alert.untilMs <= atMs;
    if (isOver) return { kind: 'wake', id: alert.id, sign, reason: 'The snooze is over', notify: true };
    // A snooze that names a level waits for that one; any other is broken by the next.
    const breaks = alert.untilLevel === null ? raised : (sign.level ?? 0) >= alert.untilLevel;
    if (breaks) return { kind: 'wake', id: alert.id, sign, reason: 'It has come further', notify: true };
  }
  if (!raised && !isNews(alert, sign)) return null;
  const notify = raised && alert.state !== 'snoozed';
  return { kind: 'update', id: alert.id, sign, raised, notify };
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

interface Leaving {
  alert: Alert;
  rules: ReadonlySet<AlertRule>;
  unknown: ReadonlySet<AlertRule>;
  atMs: number;
}

function leaving({ alert, rules, unknown, atMs }: Leaving): AlertChange | null {
  const { id, missingSinceMs } = alert;
  if (!rules.has(alert.rule)) return { kind: 'close', id, reason: 'The rule was switched off', notify: false };
  if (unknown.has(alert.rule)) return null;
  if (missingSinceMs === null) return { kind: 'missing', id };
  if (atMs - missingSinceMs < closeAfterMs) return null;
  // Nobody was told of it since it was snoozed, and nobody waits to hear the end.
  return { kind: 'close', id, reason: 'It is over', notify: true };
}
