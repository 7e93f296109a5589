import { describe, expect, it } from 'vitest';
import { type NewTarget } from '@/lib/alerts/alert-target';
import { type Sign } from '@/lib/concerns/sign';
import { type Store } from '@/lib/store';
import { type MakeStore, openForTest } from './world';

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

const ada = { actor: 'ada@example.test', atMs: 40 };
const target = (name: string): NewTarget => ({
  kind: 'slack',
  name,
  hint: 'hooks.example.test',
  sealed: `sealed ${name}`,
});

const open = (store: Store, over: Partial<Sign> = {}, atMs = 10) =>
  store.saveAlerts([{ kind: 'open', sign: sign(over), notify: true }], atMs);

const linesOf = async (store: Store, id: number) => (await store.alertLines(id, 50)).map(({ what }) => what);

/** Alerts, their rules and their targets. */
export function describeAlerts(makeStore: MakeStore): void {
  describe('alerts', () => {
    it('are open once for each thing, whoever else opens them, and again after they closed', async () => {
      const store = await openForTest(makeStore);
      expect(await open(store)).toBe(1);
      expect(await open(store)).toBe(0);
      const [alert] = await store.openAlerts(10);
      expect(alert).toMatchObject({ ...sign(), state: 'open', openedAtMs: 10, closedAtMs: null });
      const id = alert?.id ?? 0;
      expect(
        await store.saveAlerts(
          [{ kind: 'close', seen: { id, state: 'open', level: 50 }, reason: 'It is over', notify: true }],
          20,
        ),
      ).toBe(1);
      expect(
        await store.saveAlerts(
          [{ kind: 'close', seen: { id, state: 'open', level: 50 }, reason: 'It is over', notify: true }],
          21,
        ),
      ).toBe(0);
      expect(await store.getAlert(id)).toMatchObject({ state: 'closed', closedAtMs: 20 });
      expect(await open(store, {}, 30)).toBe(1);
      expect((await store.listAlerts({}, { limit: 10 })).items.map(({ state }) => state)).toEqual(['open', 'closed']);
      expect(await linesOf(store, id)).toEqual(['closed', 'opened']);
    });

    it('are left as a person has made them since the change was planned', async () => {
      const store = await openForTest(makeStore);
      await open(store);
      const id = (await store.openAlerts(1))[0]?.id ?? 0;
      const seen = { id, state: 'open' as const, level: 50 };
      await store.actOnAlert(id, { act: 'acknowledge', ...ada });
      expect(
        await store.saveAlerts([{ kind: 'update', seen, sign: sign({ level: 70 }), raised: true, notify: true }], 50),
      ).toBe(0);
      expect(await store.getAlert(id)).toMatchObject({ state: 'acknowledged', level: 50 });
    });

    it('take newer words, and remember since when they are found no more', async () => {
      const store = await openForTest(makeStore);
      await open(store);
      const id = (await store.openAlerts(1))[0]?.id ?? 0;
      await store.saveAlerts([{ kind: 'missing', seen: { id, state: 'open', level: 50 } }], 20);
      expect(await store.getAlert(id)).toMatchObject({ missingSinceMs: 20 });
      const higher = sign({ level: 70, title: 'Users: 350 of 500' });
      await store.saveAlerts(
        [{ kind: 'update', seen: { id, state: 'open', level: 50 }, sign: higher, raised: true, notify: true }],
        30,
      );
      expect(await store.getAlert(id)).toMatchObject({ level: 70, title: 'Users: 350 of 500', missingSinceMs: null });
      expect(await linesOf(store, id)).toEqual(['raised', 'opened']);
    });

    it('are listed by state and rule, newest first, page by page', async () => {
      const store = await openForTest(makeStore);
      for (let n = 0; n < 5; n += 1) await open(store, { key: `k${n}`, rule: n % 2 === 0 ? 'budget' : 'failures' });
      const ids = (await store.openAlerts(10)).map(({ id }) => id);
      await store.actOnAlert(ids[0] ?? 0, { act: 'acknowledge', ...ada });
      const keys = async (query: Parameters<Store['listAlerts']>[0], page = { limit: 10 }) =>
        (await store.listAlerts(query, page)).items.map(({ key }) => key);
      expect(await keys({})).toEqual(['k4', 'k3', 'k2', 'k1', 'k0']);
      expect(await keys({ rule: 'budget', states: ['open'] })).toEqual(['k4', 'k2']);
      expect(await keys({ states: ['acknowledged', 'closed'] })).toEqual(['k0']);
      const first = await store.listAlerts({}, { limit: 2 });
      expect(await keys({}, { limit: 2, ...{ before: first.older ?? 0 } })).toEqual(['k2', 'k1']);
      expect(await store.countOpenAlerts()).toEqual({ open: 4, acknowledged: 1, snoozed: 0 });
    });

    it('are acknowledged, snoozed, woken and noted, on record', async () => {
      const store = await openForTest(makeStore);
      await open(store);
      const id = (await store.openAlerts(1))[0]?.id ?? 0;
      const act = (deed: Partial<Parameters<Store['actOnAlert']>[1]>) =>
        store.actOnAlert(id, { act: 'acknowledge', ...ada, ...deed });
      expect(await act({})).toMatchObject({ isChanged: true, alert: { state: 'acknowledged', by: ada.actor } });
      expect(await act({})).toMatchObject({ isChanged: false, alert: { state: 'acknowledged' } });
      expect(await act({ act: 'snooze', untilMs: 900 })).toMatchObject({ alert: { state: 'snoozed', untilMs: 900 } });
      expect(await act({ act: 'note', note: 'The token was rotated' })).toMatchObject({ alert: { state: 'snoozed' } });
      expect(await act({ act: 'wake' })).toMatchObject({ alert: { state: 'open', untilMs: null, by: null } });
      await act({ act: 'snooze', untilLevel: 90 });
      await store.saveAlerts(
        [
          {
            kind: 'wake',
            seen: { id, state: 'snoozed', level: 50 },
            sign: sign({ level: 90 }),
            reason: 'It has come further',
            notify: true,
          },
        ],
        50,
      );
      expect(await store.getAlert(id)).toMatchObject({ state: 'open', untilLevel: null, level: 90 });
      expect(await store.alertLines(id, 10)).toMatchObject([
        { what: 'woken', by: null },
        { what: 'snoozed', by: ada.actor, text: 'until it comes to 90 %' },
        { what: 'woken', by: ada.actor },
        { what: 'note', text: 'The token was rotated' },
        { what: 'snoozed' },
        { what: 'acknowledged' },
        { what: 'opened' },
      ]);
      const audit = (await store.listAudit({ limit: 10 })).items;
      expect(audit.map(({ action }) => action)).toEqual([
        'alert_snoozed',
        'alert_woken',
        'alert_noted',
        'alert_snoozed',
        'alert_acknowledged',
      ]);
      expect(JSON.stringify(audit)).not.toContain('rotated');
      expect(await store.actOnAlert(99, { act: 'acknowledge', ...ada })).toBeNull();
      await store.saveAlerts(
        [{ kind: 'close', seen: { id, state: 'open', level: 90 }, reason: 'It is over', notify: true }],
        60,
      );
      expect(await act({ act: 'snooze', untilMs: 900 })).toMatchObject({ isChanged: false });
    });
  });

  describe('targets and rules of alerts', () => {
    it('a target never comes back with what is needed to send, but for the one who sends', async () => {
      const store = await openForTest(makeStore);
      const { id } = await store.addAlertTarget(target('ops'), ada);
      expect(JSON.stringify(await store.listAlertTargets())).not.toContain('sealed');
      expect(await store.getAlertTarget(id)).toMatchObject({ name: 'ops', sealed: 'sealed ops', createdBy: ada.actor });
      expect(await store.getAlertTarget(99)).toBeNull();
      await store.noteTargetTest(id, { atMs: 70, failure: 'answered 404' });
      expect(await store.listAlertTargets()).toMatchObject([{ failure: 'answered 404', sentAtMs: null }]);
      await store.noteTargetTest(id, { atMs: 80, failure: null });
      expect(await store.listAlertTargets()).toMatchObject([{ failure: null, sentAtMs: 80 }]);
      expect(JSON.stringify(await store.listAudit({ limit: 9 }))).not.toContain('sealed');
    });

    it('every target of the rule is told once, and a rule may name some of them', async () => {
      const store = await openForTest(makeStore);
      const one = await store.addAlertTarget(target('one'), ada);
      const two = await store.addAlertTarget(target('two'), ada);
      await store.changeAlertRule({ rule: 'failures', isOn: true, targets: [two.id] }, ada);
      expect(await store.alertRuleSettings()).toMatchObject([{ rule: 'failures', isOn: true, targets: [two.id] }]);
      await open(store);
      await open(store, { key: 'failures x', rule: 'failures' });
      const told = (await store.takeAlertNotices(10, 60_000)).map(({ rule, what, target: { name } }) => [
        rule,
        what,
        name,
      ]);
      expect(told).toEqual([
        ['budget', 'opened', 'one'],
        ['budget', 'opened', 'two'],
        ['failures', 'opened', 'two'],
      ]);
      expect(await store.takeAlertNotices(10, 60_000)).toEqual([]);
      expect(await store.removeAlertTarget(two.id, ada)).toBe(true);
      expect(await store.removeAlertTarget(two.id, ada)).toBe(false);
      expect(await store.alertRuleSettings()).toMatchObject([{ targets: [] }]);
      expect((await store.listAlertTargets()).map(({ id }) => id)).toEqual([one.id]);
    });

    it('a target is told of an alert in order: its end never before its beginning, and not at all without one', async () => {
      const store = await openForTest(makeStore);
      await store.addAlertTarget(target('ops'), ada);
      const close = (id: number) =>
        store.saveAlerts([{ kind: 'close', seen: { id, state: 'open', level: 50 }, reason: 'Over', notify: true }], 20);
      await open(store);
      const [first] = await store.takeAlertNotices(10, 60_000);
      await store.settleAlertNotice(first?.seq ?? 0, {
        atMs: 15,
        failure: 'busy',
        nextAtMs: 9_000_000_000_000,
        text: 'busy',
      });
      await close(first?.alertId ?? 0);
      expect(await store.takeAlertNotices(10, 60_000)).toEqual([]);
      expect(await store.nextAlertNoticeAtMs()).toBe(9_000_000_000_000);
      await store.settleAlertNotice(first?.seq ?? 0, { atMs: 16, failure: null, nextAtMs: null, text: '200' });
      expect(await store.takeAlertNotices(10, 60_000)).toMatchObject([{ what: 'closed' }]);
      await open(store, { key: 'other' });
      const other = (await store.openAlerts(5)).at(-1)?.id ?? 0;
      await close(other);
      expect((await store.takeAlertNotices(10, 60_000)).map(({ alertId }) => alertId)).not.toContain(other);
    });

    it('a target that does not answer leaves room for the others', async () => {
      const store = await openForTest(makeStore);
      await store.addAlertTarget(target('slow'), ada);
      for (let n = 0; n < 5; n += 1) await open(store, { key: `k${n}` });
      await store.addAlertTarget(target('quick'), ada);
      await open(store, { key: 'k9' });
      const names = (await store.takeAlertNotices(8, 60_000)).map(({ target: { name } }) => name);
      expect(names.toSorted()).toEqual(['quick', 'slow', 'slow']);
    });

    it('a notice is handed out again when its lease has ended, tried again as told, and then is history', async () => {
      const store = await openForTest(makeStore);
      const { id: targetId } = await store.addAlertTarget(target('ops'), ada);
      await open(store);
      const [first] = await store.takeAlertNotices(10, 0);
      expect(first).toMatchObject({ title: sign().title, level: 50, tries: 0, target: { id: targetId } });
      const [again] = await store.takeAlertNotices(10, 60_000);
      expect(again?.seq).toBe(first?.seq);
      const seq = again?.seq ?? 0;
      const failed = { atMs: 50, failure: 'answered 500 in 3 ms', nextAtMs: 1, text: 'answered 500 in 3 ms' };
      await store.settleAlertNotice(seq, failed);
      expect(await store.listAlertTargets()).toMatchObject([{ failure: 'answered 500 in 3 ms', sentAtMs: null }]);
      expect(await store.nextAlertNoticeAtMs()).toBe(1);
      expect(await store.takeAlertNotices(10, 60_000)).toMatchObject([{ seq, tries: 1 }]);
      await store.settleAlertNotice(seq, { atMs: 60, failure: null, nextAtMs: null, text: '200 in 2 ms' });
      expect(await store.nextAlertNoticeAtMs()).toBeNull();
      expect(await store.listAlertTargets()).toMatchObject([{ failure: null, sentAtMs: 60 }]);
      const id = (await store.openAlerts(1))[0]?.id ?? 0;
      expect(await store.alertLines(id, 5)).toMatchObject([
        { what: 'sent', text: 'ops: 200 in 2 ms' },
        { what: 'opened' },
      ]);
    });
  });
}
