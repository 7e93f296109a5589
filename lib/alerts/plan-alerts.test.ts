import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertRules, type AlertRule, type Sign } from '../concerns/sign';
import { type Alert } from './alert';
import { type AlertChange, closeAfterMs, planAlerts } from './plan-alerts';

const sign = (over: Partial<Sign> = {}): Sign => ({
  key: 'budget est_a',
  rule: 'budget',
  topic: 'risk',
  tone: 'warn',
  title: 'Users: 260 of 500 failures in a row',
  detail: 'Auth0 disables it after 240 more',
  act: { label: 'Open', href: '/streams/est_a' },
  level: 50,
  streamId: 'est_a',
  ...over,
});

const alertOf = (found: Sign, over: Partial<Alert> = {}): Alert => ({
  ...found,
  id: 1,
  state: 'open',
  openedAtMs: 0,
  changedAtMs: 0,
  closedAtMs: null,
  missingSinceMs: null,
  untilMs: null,
  untilLevel: null,
  by: null,
  ...over,
});

const all = new Set<AlertRule>(alertRules);
const plan = (
  alerts: Alert[],
  signs: Sign[],
  over: { atMs?: number; rules?: Set<AlertRule>; keeps?: (alert: Alert) => boolean } = {},
) => planAlerts({ alerts, signs, rules: all, keeps: () => false, atMs: 1_000_000, ...over });

describe('the plan of alerts', () => {
  it('opens what is new and leaves what is known as it is', () => {
    expect(plan([], [sign()])).toEqual([{ kind: 'open', sign: sign(), notify: true }]);
    expect(plan([alertOf(sign())], [sign()])).toEqual([]);
  });

  it('keeps newer words without telling anybody, and tells a higher level', () => {
    const newer = sign({ title: 'Users: 300 of 500 failures in a row' });
    expect(plan([alertOf(sign())], [newer])).toMatchObject([{ kind: 'update', raised: false, notify: false }]);
    const higher = sign({ level: 70 });
    expect(plan([alertOf(sign())], [higher])).toMatchObject([{ kind: 'update', raised: true, notify: true }]);
    expect(plan([alertOf(sign(), { state: 'acknowledged' })], [higher])).toMatchObject([
      { raised: true, notify: true },
    ]);
  });

  it('closes what is gone for a minute, not what comes back within it', () => {
    const open = alertOf(sign());
    expect(plan([open], [])).toMatchObject([{ kind: 'missing', seen: { id: 1 } }]);
    const missing = { ...open, missingSinceMs: 1_000_000 };
    expect(plan([missing], [], { atMs: 1_000_000 + closeAfterMs - 1 })).toEqual([]);
    expect(plan([missing], [sign()])).toMatchObject([{ kind: 'update', notify: false }]);
    expect(plan([missing], [], { atMs: 1_000_000 + closeAfterMs })).toMatchObject([{ kind: 'close', notify: true }]);
  });

  it('keeps open what nothing says is over, and counts its end from when something does', () => {
    const missing = alertOf(sign(), { missingSinceMs: 0 });
    expect(plan([missing], [], { keeps: () => true })).toMatchObject([{ kind: 'back', seen: { id: 1 } }]);
    expect(plan([alertOf(sign())], [], { keeps: () => true })).toEqual([]);
  });

  it('a level that falls is no news, and is not told again when it comes back', () => {
    const high = alertOf(sign({ level: 70 }));
    expect(plan([high], [sign({ level: 50 })])).toEqual([]);
    expect(plan([high], [sign({ level: 70 })])).toEqual([]);
  });

  it('the end of a snoozed one is told to nobody', () => {
    const quiet = alertOf(sign(), { state: 'snoozed', untilMs: 9_000_000, missingSinceMs: 0 });
    expect(plan([quiet], [])).toMatchObject([{ kind: 'close', notify: false }]);
  });

  it('a rule that is off opens nothing, and what it opened closes without a word', () => {
    const rules = new Set(alertRules.filter((rule) => rule !== 'budget'));
    expect(plan([], [sign()], { rules })).toEqual([]);
    expect(plan([alertOf(sign())], [sign()], { rules })).toMatchObject([{ kind: 'close', notify: false }]);
  });

  it('a snooze is quiet until its time, its level, or a higher level than it knew', () => {
    const timed = alertOf(sign(), { state: 'snoozed', untilMs: 2_000_000 });
    expect(plan([timed], [sign({ title: 'newer' })])).toMatchObject([{ kind: 'update', notify: false }]);
    expect(plan([timed], [sign()], { atMs: 2_000_000 })).toMatchObject([{ kind: 'wake', notify: true }]);
    expect(plan([timed], [sign({ level: 70 })])).toMatchObject([{ kind: 'wake', notify: true }]);
    const levelled = alertOf(sign(), { state: 'snoozed', untilLevel: 90 });
    expect(plan([levelled], [sign({ level: 70 })])).toMatchObject([{ kind: 'update', raised: true, notify: false }]);
    expect(plan([levelled], [sign({ level: 90 })])).toMatchObject([{ kind: 'wake', notify: true }]);
  });
});

/** What a store makes of a plan, as far as planning depends on it. */
function apply(alerts: Alert[], changes: AlertChange[], atMs: number): Alert[] {
  let next = [...alerts];
  for (const change of changes) {
    if (change.kind === 'open') next.push(alertOf(change.sign, { id: next.length + atMs, openedAtMs: atMs }));
    else if (change.kind === 'close') next = next.filter(({ id }) => id !== change.seen.id);
    else
      next = next.map((alert) => {
        if (alert.id !== change.seen.id) return alert;
        if (change.kind === 'missing') return { ...alert, missingSinceMs: atMs };
        if (change.kind === 'back') return { ...alert, missingSinceMs: null };
        const woken = change.kind === 'wake' ? { state: 'open' as const, untilMs: null, untilLevel: null } : {};
        return { ...alert, ...change.sign, ...woken, missingSinceMs: null };
      });
  }
  return next;
}

it('whatever comes and goes, each thing has one alert, and the same facts twice change nothing', () => {
  const signs = fc.uniqueArray(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(null, 50, 70, 90) }).map(sign),
    { selector: ({ key }) => key, maxLength: 3 },
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ signs, afterMs: fc.constantFrom(1, closeAfterMs) }), { maxLength: 20 }),
      (rounds) => {
        let alerts: Alert[] = [];
        let atMs = 1;
        for (const round of rounds) {
          atMs += round.afterMs;
          alerts = apply(alerts, plan(alerts, round.signs, { atMs }), atMs);
          expect(new Set(alerts.map(({ key }) => key)).size).toBe(alerts.length);
          for (const { key } of round.signs) expect(alerts.some((alert) => alert.key === key)).toBe(true);
          expect(plan(alerts, round.signs, { atMs })).toEqual([]);
        }
      },
    ),
  );
});
