import { describe, expect, test } from 'vitest';
import { adaWith, push, SmallCrm } from './testing/small-crm';

const unverified = { email_verified: false };

describe('the record of a user without a link', () => {
  test('is the one with the user id, whatever the addresses say', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'other@example.test', auth0_user_id: 'auth0|ada' });
    crm.put('77', { email: 'old@example.test' });
    const { progress } = await push(crm, { user: adaWith(unverified) });
    expect(progress.link).toMatchObject({ recordId: '42', origin: 'user_id', role: 'writer' });
    expect(crm.writes()).toMatchObject([{ act: 'update', recordId: '42', values: { email: 'ada@example.test' } }]);
  });

  test('is the one that the profile names, of digits only', async () => {
    for (const [id, recordId] of [
      ['42', '42'],
      [42, '42'],
      ['42/../77', '101'],
      [{}, '101'],
    ] as const) {
      const crm = new SmallCrm();
      crm.put('42', {});
      const { progress } = await push(crm, { user: adaWith({ app_metadata: { crm_contact_id: id } }) });
      expect(progress.link?.recordId).toBe(recordId);
    }
  });

  test('is the one with the present address, once that is verified', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test' });
    const { end, progress } = await push(crm);
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(progress.link).toMatchObject({ recordId: '42', origin: 'email' });
    expect(crm.writes()).toMatchObject([{ act: 'update', values: { auth0_user_id: 'auth0|ada', firstname: 'Ada' } }]);
  });

  test('is the one that has the user id and is found by the address, where nothing is found by user id', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test', auth0_user_id: 'auth0|ada' });
    crm.instead.push((call) => (call.act === 'read' && call.by === 'user_id' ? { kind: 'none' } : null));
    const { end, progress } = await push(crm, { user: adaWith(unverified) });
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(progress.link).toMatchObject({ recordId: '42', origin: 'user_id' });
  });

  test('is named by letters, too, where records have such ids', async () => {
    const crm = new SmallCrm();
    crm.put('c_42-a', {});
    const user = adaWith({ app_metadata: { crm_contact_id: 'c_42-a' } });
    const { progress } = await push(crm, { user, recordIdShape: /^[\w-]{1,64}$/ });
    expect(progress.link).toMatchObject({ recordId: 'c_42-a', origin: 'profile' });
  });

  test('is asked of a person where the address is not verified: nothing is written', async () => {
    const crm = new SmallCrm();
    crm.put('77', { email: 'ada@example.test' });
    const { end, progress } = await push(crm, { user: adaWith(unverified) });
    expect(end).toMatchObject({ kind: 'review', reason: 'email_unverified', candidates: [{ recordId: '77' }] });
    expect(progress.link).toBeNull();
    expect(crm.writes()).toEqual([]);
  });

  test('is the one with a previous address that was verified then', async () => {
    for (const isVerified of [true, false]) {
      const crm = new SmallCrm();
      crm.put('42', { email: 'old@example.test' });
      const previousEmails = () => Promise.resolve([{ email: 'old@example.test', isVerified }]);
      const { progress } = await push(crm, { world: { previousEmails } });
      expect(progress.link).toMatchObject(
        isVerified ? { recordId: '42', origin: 'previous_email' } : { recordId: '101' },
      );
    }
  });

  test.each([
    ['lives with it now', { liveByEmail: () => Promise.resolve('auth0|eve') }],
    ['writes it', { linkedTo: () => Promise.resolve([{ userId: 'auth0|eve', isWriter: true, isLive: true }]) }],
    ['stands in it', { isLive: (userId: string) => Promise.resolve(userId === 'auth0|eve') }],
  ])('is not the one with a previous address where another user %s', async (_, world) => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'old@example.test', auth0_user_id: 'auth0|eve' });
    const previousEmails = () => Promise.resolve([{ email: 'old@example.test', isVerified: true }]);
    const { end, progress } = await push(crm, { world: { previousEmails, ...world } });
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(progress.link).toMatchObject({ recordId: '101', role: 'writer', origin: 'created' });
    expect(crm.writes()).toMatchObject([{ act: 'create' }]);
  });

  test('is asked of a person where two addresses lead to two records', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'old@example.test' });
    crm.put('77', { email: 'ada@example.test' });
    const previousEmails = () => Promise.resolve([{ email: 'old@example.test', isVerified: true }]);
    const { end } = await push(crm, { world: { previousEmails } });
    expect(end).toMatchObject({
      kind: 'review',
      reason: 'several_records',
      text: 'The user matches 42 by a previous address and 77 by the present address.',
      candidates: [
        { recordId: '42', by: 'previous_email' },
        { recordId: '77', by: 'email' },
      ],
    });
    expect(crm.writes()).toEqual([]);
  });

  test('C21: is followed where a live user has it, and nothing is sent', async () => {
    for (const world of [
      { linkedTo: () => Promise.resolve([{ userId: 'auth0|eve', isWriter: true, isLive: true }]) },
      { isLive: () => Promise.resolve(true) },
    ]) {
      const crm = new SmallCrm();
      crm.put('42', { email: 'ada@example.test', auth0_user_id: 'auth0|eve' });
      const { end, progress } = await push(crm, { world });
      expect(end).toMatchObject({ kind: 'in_step' });
      expect(progress.link).toMatchObject({ recordId: '42', role: 'follower' });
      expect(crm.writes()).toEqual([]);
    }
  });

  test('is followed where another user takes it at the same moment', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test' });
    const { progress } = await push(crm, { world: { claim: () => Promise.resolve(false) } });
    expect(progress.link).toMatchObject({ recordId: '42', role: 'follower' });
    expect(crm.writes()).toEqual([]);
  });

  test('is taken over where the user that has it was deleted', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test', auth0_user_id: 'auth0|eve' });
    const world = { linkedTo: () => Promise.resolve([{ userId: 'auth0|eve', isWriter: true, isLive: false }]) };
    const { progress } = await push(crm, { world });
    expect(progress.link).toMatchObject({ recordId: '42', role: 'writer' });
    expect(crm.records.get('42')?.values.auth0_user_id).toBe('auth0|ada');
  });

  test('is asked of a person where another has it and the policy says so', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test' });
    const linkedTo = () => Promise.resolve([{ userId: 'auth0|eve', isWriter: true, isLive: true }]);
    const { end } = await push(crm, { policies: { whenShared: 'review' }, world: { linkedTo } });
    expect(end).toMatchObject({
      kind: 'review',
      reason: 'linked_to_other_user',
      candidates: [{ userId: 'auth0|eve' }],
    });
  });
});
