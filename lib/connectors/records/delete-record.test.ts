import { describe, expect, test } from 'vitest';
import { adaWith, linkedTo, nowMs, push, SmallCrm } from './testing/small-crm';

const longAgoMs = nowMs - 3_600_000;
const deleted = adaWith({}, { deletedAtMs: longAgoMs });

function withRecord(values: Record<string, string> = {}) {
  const crm = new SmallCrm();
  crm.put('42', { email: 'ada@example.test', auth0_user_id: 'auth0|ada', ...values });
  return { crm, link: linkedTo('42', { sent: { auth0_status: 'active', ...values } }) };
}

describe('the record of a user that was deleted', () => {
  test('is left alone for a minute after the event came, however old that was', async () => {
    const { crm, link } = withRecord();
    const wokenMs = nowMs - 20_000;
    const { end } = await push(crm, { user: deleted, link, waitingSinceMs: wokenMs });
    expect(end).toEqual({ kind: 'wait', untilMs: wokenMs + 60_000 });
    expect(crm.calls).toEqual([]);
  });

  test('is left alone for a minute, not longer, when the event comes from a clock that runs ahead', async () => {
    const { crm, link } = withRecord();
    const user = adaWith({}, { deletedAtMs: nowMs + 3_600_000 });
    expect((await push(crm, { user, link, waitingSinceMs: nowMs - 70_000 })).end).toEqual({
      kind: 'in_step',
      note: null,
    });
  });

  test('is marked, and that value alone is sent', async () => {
    const { crm, link } = withRecord();
    const { progress } = await push(crm, { user: deleted, link });
    expect(crm.writes()).toEqual([{ act: 'update', recordId: '42', values: { auth0_status: 'deleted' } }]);
    expect(progress.link).toMatchObject({ state: 'deactivated', sent: { auth0_status: 'deleted' } });
  });

  test('C4: is not asked for again after that', async () => {
    const { crm, link } = withRecord();
    const after = { ...link, state: 'deactivated' as const };
    expect((await push(crm, { user: deleted, link: after })).end).toMatchObject({ kind: 'in_step' });
    expect(crm.calls).toEqual([]);
  });

  test('gets everything again, and the same record, when the user is made anew', async () => {
    const { crm, link } = withRecord({ auth0_status: 'deleted' });
    const sent = { ...link.sent, email: 'ada@example.test', auth0_status: 'deleted' };
    const { progress } = await push(crm, { link: { ...link, state: 'deactivated', sent } });
    expect(crm.writes()).toMatchObject([
      { recordId: '42', values: { email: 'ada@example.test', auth0_status: 'active' } },
    ]);
    expect(progress.link).toMatchObject({ recordId: '42', state: 'active' });
  });

  test('is archived only where Auth0 says that the user is gone', async () => {
    for (const [isGone, end, archives] of [
      [true, { kind: 'in_step', note: null }, 1],
      [false, { kind: 'in_step', note: 'not archived: Auth0 still has the user' }, 0],
      [null, { kind: 'review', reason: 'deletion_unconfirmed' }, 0],
    ] as const) {
      const { crm, link } = withRecord();
      const world = { isGoneAtAuth0: () => Promise.resolve(isGone) };
      const pushed = await push(crm, { user: deleted, link, policies: { whenDeleted: 'archive' }, world });
      expect(pushed.end).toMatchObject(end);
      expect(crm.writes()).toHaveLength(archives);
    }
  });

  test('is archived unasked when a person has confirmed it', async () => {
    const { crm, link } = withRecord();
    const world = { isGoneAtAuth0: () => Promise.resolve(null) };
    const policies = { whenDeleted: 'archive' as const };
    await push(crm, { user: deleted, link, policies, world, decision: 'deletion_confirmed', waitingSinceMs: nowMs });
    expect(crm.writes()).toEqual([{ act: 'archive', recordId: '42' }]);
  });

  test('is kept where the policy says so', async () => {
    const { crm, link } = withRecord();
    await push(crm, { user: deleted, link, policies: { whenDeleted: 'keep' } });
    expect(crm.writes()).toEqual([]);
  });

  test.each(['deactivate', 'archive'] as const)(
    'holds the connector where too many were to be: %s',
    async (whenDeleted) => {
      const { crm, link } = withRecord();
      const world = { mayDeactivate: () => Promise.resolve(false) };
      const { end, progress } = await push(crm, { user: deleted, link, policies: { whenDeleted }, world });
      expect(end).toEqual({ kind: 'hold', reason: 'mass_deletion' });
      expect(progress.link).toMatchObject({ recordId: '42', state: 'active' });
      expect(crm.writes()).toEqual([]);
    },
  );

  test('C22: stays as it is where the account was linked into one that has the same record, or none', async () => {
    for (const recordId of ['42', null]) {
      const { crm, link } = withRecord();
      const world = { linkedInto: () => Promise.resolve({ userId: 'auth0|primary', recordId }) };
      const { end, progress } = await push(crm, { user: deleted, link, world });
      expect(end).toMatchObject({ kind: 'in_step' });
      expect(crm.writes()).toEqual([]);
      expect(progress.link).toBeNull();
      expect(progress.handOver).toEqual(recordId === null ? { userId: 'auth0|primary' } : null);
    }
  });

  test('C22: is asked of a person where both accounts have one', async () => {
    const { crm, link } = withRecord();
    const world = { linkedInto: () => Promise.resolve({ userId: 'auth0|primary', recordId: '77' }) };
    const { end } = await push(crm, { user: deleted, link, world });
    expect(end).toMatchObject({ reason: 'two_records', candidates: [{ recordId: '42' }, { recordId: '77' }] });
    expect(crm.writes()).toEqual([]);
    // The other account has the same address, and keeps its own record.
    const twin = { ...world, liveByEmail: () => Promise.resolve('auth0|primary') };
    const confirmed = await push(crm, { user: deleted, link, world: twin, decision: 'deletion_confirmed' });
    expect(confirmed.progress.link).toMatchObject({ state: 'deactivated' });
  });

  test('passes to a follower, to the live user that stands in it, or to one with the same address', async () => {
    const heirs = [
      { linkedTo: () => Promise.resolve([{ userId: 'auth0|eve', isWriter: false, isLive: true }]) },
      { isLive: () => Promise.resolve(true) },
      { liveByEmail: () => Promise.resolve('auth0|eve') },
    ];
    for (const [index, world] of heirs.entries()) {
      const { crm, link } = withRecord(index === 1 ? { auth0_user_id: 'auth0|eve' } : {});
      const { progress } = await push(crm, { user: deleted, link, world });
      expect(progress).toMatchObject({ link: null, handOver: { userId: 'auth0|eve' } });
      expect(crm.writes()).toEqual([]);
    }
  });

  test('is found where a creation was never heard of, and marked', async () => {
    const { crm } = withRecord();
    const { progress } = await push(crm, { user: deleted, link: null, isOpen: true });
    expect(crm.writes()).toEqual([{ act: 'update', recordId: '42', values: { auth0_status: 'deleted' } }]);
    expect(progress.link).toMatchObject({ recordId: '42', state: 'deactivated' });
  });

  test('is not looked for where none is known, and let go by a follower', async () => {
    const { crm, link } = withRecord();
    await push(crm, { user: deleted, link: null });
    expect((await push(crm, { user: deleted, link: { ...link, role: 'follower' } })).progress.link).toBeNull();
    expect(crm.calls).toEqual([]);
  });

  test('that a person has archived is let go', async () => {
    const { crm, link } = withRecord();
    crm.put('42', {}, { isArchived: true });
    const { end, progress } = await push(crm, { user: deleted, link });
    expect(end).toMatchObject({ kind: 'in_step' });
    expect(progress.link).toBeNull();
    expect(crm.writes()).toEqual([]);
  });
});
