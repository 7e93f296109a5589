import { describe, expect, test } from 'vitest';
import { hubspotDefaults, hubspotUserIdTarget } from './record-config';
import { adaWith, linkedTo, nowMs, push, SmallCrm } from './testing/small-crm';

const grace = 'auth0|grace';
const graces = { email: 'grace@example.test', firstname: 'Grace', auth0_user_id: grace };
const linkedToGrace = { linkedTo: () => Promise.resolve([{ userId: grace, isWriter: true, isLive: true }]) };
const isLive = { isLive: (userId: string) => Promise.resolve(userId === grace) };

describe('the record of another user', () => {
  test.each([
    ['whose lane writes it', linkedToGrace],
    ['that stands in it', isLive],
  ])('is followed, not written, when ours was merged into it: %s', async (_, world) => {
    const crm = new SmallCrm();
    crm.put('77', graces, { formerIds: ['42'] });
    crm.instead.push((call) =>
      call.act === 'read' && call.by === 'id' && call.value === '42'
        ? crm.answer({ act: 'read', by: 'id', value: '77' })
        : null,
    );
    const pushed = await push(crm, { link: linkedTo('42'), user: adaWith({ family_name: 'King' }), world });
    expect(crm.records.get('77')?.values).toEqual(graces);
    expect(pushed.progress.link).toMatchObject({ recordId: '77', role: 'follower' });
  });

  test('is not taken because it has an address that the user has typed somewhere', async () => {
    const crm = new SmallCrm();
    crm.put('77', graces);
    const mapping = hubspotDefaults.mapping.map((row) =>
      row.target === 'email' ? { ...row, source: 'user_metadata.mail' } : row,
    );
    const user = adaWith({ user_metadata: { mail: 'grace@example.test' } });
    const { end } = await push(crm, { user, mapping });
    expect(end).toMatchObject({ kind: 'review', reason: 'email_unverified', candidates: [{ recordId: '77' }] });
    expect(crm.records.get('77')?.values).toEqual(graces);
  });

  test('is not taken because a sentence seems to name it', async () => {
    const crm = new SmallCrm();
    crm.put('77', graces);
    crm.put('42', { email: 'ada@example.test' });
    let hidden = 1;
    crm.instead.push((call) => {
      if (call.act === 'create') return { kind: 'conflict', recordId: '77', isUserId: false };
      return call.act === 'read' && call.by === 'email' && hidden-- > 0 ? { kind: 'none' } : null;
    });
    const { progress } = await push(crm);
    expect(crm.records.get('77')?.values).toEqual(graces);
    expect(progress.link).toMatchObject({ recordId: '42', origin: 'conflict' });
  });

  test('that bears our user id is claimed before it is written, and followed where that fails', async () => {
    const crm = new SmallCrm();
    const values = { email: 'ada@example.test', auth0_user_id: 'auth0|ada' };
    crm.put('42', values);
    const { progress } = await push(crm, { world: { ...linkedToGrace, claim: () => Promise.resolve(false) } });
    expect(crm.records.get('42')?.values).toEqual(values);
    expect(progress.link).toMatchObject({ recordId: '42', role: 'follower' });
  });

  test('keeps the user id that it has: a person is asked which one is meant', async () => {
    const crm = new SmallCrm();
    crm.put('42', {});
    crm.put('101', { auth0_user_id: 'auth0|ada' });
    const { end } = await push(crm, { link: linkedTo('42', { origin: 'person' }) });
    expect(end).toMatchObject({
      ...{ kind: 'review', reason: 'several_records' },
      candidates: [{ recordId: '42' }, { recordId: '101', by: 'user_id' }],
    });
  });
});

describe('a follower', () => {
  const link = linkedTo('42', { role: 'follower' });

  test('whose record has no writer any more becomes it, and sends everything', async () => {
    const crm = new SmallCrm();
    crm.put('42', { firstname: 'Somebody' });
    const { progress } = await push(crm, { link });
    expect(crm.records.get('42')?.values).toMatchObject({ firstname: 'Ada', auth0_user_id: 'auth0|ada' });
    expect(progress.link).toMatchObject({ recordId: '42', role: 'writer' });
  });

  test('goes on following the writer, and the live user that stands in the record', async () => {
    for (const world of [linkedToGrace, isLive]) {
      const crm = new SmallCrm();
      crm.put('42', graces);
      const { end, progress } = await push(crm, { link, world });
      expect(end).toMatchObject({ kind: 'in_step' });
      expect(progress.link).toMatchObject({ role: 'follower' });
      expect(crm.writes()).toEqual([]);
    }
  });

  test('keeps nobody from writing a record that only followers have', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test' });
    const world = { linkedTo: () => Promise.resolve([{ userId: grace, isWriter: false, isLive: true }]) };
    expect((await push(crm, { world })).progress.link).toMatchObject({ recordId: '42', role: 'writer' });
  });
});

describe('the record of a deleted user', () => {
  const user = adaWith({}, { deletedAtMs: nowMs - 3_600_000 });

  test('is not offered for ever to a user that has another one: a person is asked', async () => {
    const values = { email: 'ada@example.test', auth0_user_id: grace };
    for (const world of [isLive, { liveByEmail: () => Promise.resolve(grace) }]) {
      const crm = new SmallCrm();
      crm.put('42', values);
      const asked = { link: linkedTo('42'), user, world: { ...world, recordOf: () => Promise.resolve('77') } };
      const { end, progress } = await push(crm, asked);
      expect(end).toMatchObject({ reason: 'two_records', candidates: [{ recordId: '42' }, { recordId: '77' }] });
      expect(progress.handOver).toBeNull();
      const confirmed = await push(crm, { ...asked, decision: 'deletion_confirmed' });
      expect(confirmed.progress.link).toMatchObject({ state: 'deactivated' });
    }
  });

  test('is marked where it was merged into another one', async () => {
    const crm = new SmallCrm();
    crm.put('200', { auth0_user_id: 'auth0|ada' }, { formerIds: ['42'] });
    const { progress } = await push(crm, { link: linkedTo('42'), user });
    expect(crm.records.get('200')?.values).toMatchObject({ auth0_status: 'deleted' });
    expect(progress.link).toMatchObject({ recordId: '200', state: 'deactivated' });
  });
});

test('a new record has the user id, whatever is mapped: by it a creation is found whose answer was lost', async () => {
  const crm = new SmallCrm();
  const mapping = hubspotDefaults.mapping.filter(({ target }) => target !== hubspotUserIdTarget);
  await push(crm, { mapping });
  expect(crm.writes()).toMatchObject([{ act: 'create', values: { auth0_user_id: 'auth0|ada' } }]);
});
