import { describe, expect, test } from 'vitest';
import { hubspotDefaults } from './record-config';
import { PushStopped } from './record-reply';
import { adaWith, linkedTo, push, SmallCrm } from './testing/small-crm';

const sentAll = {
  email: 'ada@example.test',
  firstname: 'Ada',
  lastname: 'Lovelace',
  auth0_user_id: 'auth0|ada',
  auth0_status: 'active',
};

/** A record that has everything, and the link to it. */
function inStep() {
  const crm = new SmallCrm();
  crm.put('42', sentAll);
  return { crm, link: linkedTo('42', { sent: sentAll }) };
}

describe('a user that has no record', () => {
  test('gets one with every value that is present', async () => {
    const crm = new SmallCrm();
    const { end, progress } = await push(crm);
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(crm.writes()).toEqual([{ act: 'create', values: sentAll }]);
    expect(progress).toMatchObject({ link: { recordId: '101', origin: 'created', sent: sentAll }, isOpen: false });
  });

  test.each([
    [{ email: null }, {}, { kind: 'park', reason: 'no_email' }],
    [{ email: null }, { withoutEmail: 'create' as const }, { kind: 'in_step' }],
    [{ email_verified: false }, { createUnverified: false }, { kind: 'park', reason: 'ignored' }],
    [{ email_verified: false }, {}, { kind: 'in_step' }],
    [{}, { whenNew: 'review' as const }, { kind: 'review', reason: 'no_record' }],
    [{}, { whenNew: 'ignore' as const }, { kind: 'park', reason: 'ignored' }],
    [{ created_at: '2020-01-01T00:00:00Z' }, { whenKnown: 'ignore' as const }, { kind: 'park', reason: 'ignored' }],
    [{ created_at: '2020-01-01T00:00:00Z' }, { whenNew: 'ignore' as const }, { kind: 'in_step' }],
  ])('with %j gets what %j says', async (profile, policies, end) => {
    const crm = new SmallCrm();
    const sinceMs = Date.UTC(2026, 9, 1);
    expect((await push(crm, { user: adaWith(profile), policies, sinceMs })).end).toMatchObject(end);
    expect(crm.writes()).toHaveLength(end.kind === 'in_step' ? 1 : 0);
  });

  test('gets one when a person says so, whatever the policy', async () => {
    const crm = new SmallCrm();
    const { end } = await push(crm, { decision: 'create', policies: { whenNew: 'review' } });
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(crm.calls.map(({ act }) => act)).toEqual(['create']);
  });

  test.each([
    ['the id', '42'],
    ['no id', null],
  ])('C14: is linked to the record that is said to exist, with %s in the answer', async (_, recordId) => {
    const crm = new SmallCrm();
    let hidden = 1;
    crm.put('42', { email: 'ada@example.test' });
    crm.instead.push((call) => {
      if (call.act === 'create') return { kind: 'conflict', recordId, isUserId: false };
      if (call.act === 'read' && call.by === 'email' && hidden-- > 0) return { kind: 'none' };
      return null;
    });
    const { progress } = await push(crm);
    expect(progress.link).toMatchObject({ recordId: '42', origin: 'conflict' });
    expect(crm.writes().map(({ act }) => act)).toEqual(['create', 'update']);
  });

  test('C15: is asked of a person when the record that exists has an address which is not verified for us', async () => {
    const crm = new SmallCrm();
    crm.put('42', { email: 'ada@example.test' });
    crm.instead.push((call) => (call.act === 'read' && call.by === 'email' ? { kind: 'none' } : null));
    const { end } = await push(crm, { user: adaWith({ email_verified: false }) });
    expect(end).toMatchObject({ kind: 'review', reason: 'email_unverified' });
    expect(crm.writes().map(({ act }) => act)).toEqual(['create']);
  });

  test('C5: finds the record that a creation has left whose answer was lost', async () => {
    const crm = new SmallCrm();
    crm.put('101', sentAll);
    const { end, progress } = await push(crm, { isOpen: true });
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(progress.link).toMatchObject({ recordId: '101', origin: 'user_id' });
    expect(crm.writes().map(({ act }) => act)).toEqual(['update']);
  });

  test('does not take part when the filter says so', async () => {
    const crm = new SmallCrm();
    const filter = [{ source: 'app_metadata.plan', is: 'equal' as const, values: ['paid'] }];
    expect((await push(crm, { policies: { filter } })).end).toEqual({ kind: 'park', reason: 'not_taking_part' });
    const user = adaWith({ app_metadata: { plan: 'paid' } });
    expect((await push(crm, { user, policies: { filter } })).end).toMatchObject({ kind: 'in_step' });
  });
});

describe('a user that has a record', () => {
  test('costs no request when nothing has changed', async () => {
    const { crm, link } = inStep();
    expect((await push(crm, { link })).end).toEqual({ kind: 'in_step', note: 'unchanged' });
    expect(crm.calls).toEqual([]);
  });

  test('is sent what has changed, and nothing else', async () => {
    const { crm, link } = inStep();
    const { progress } = await push(crm, { link, user: adaWith({ family_name: 'King' }) });
    expect(crm.calls).toEqual([{ act: 'update', recordId: '42', values: { lastname: 'King' } }]);
    expect(progress.link?.sent).toEqual({ ...sentAll, lastname: 'King' });
  });

  test('C6: is sent everything when the push before may have happened', async () => {
    const { crm, link } = inStep();
    const { progress } = await push(crm, { link, isOpen: true });
    expect(crm.calls).toEqual([{ act: 'update', recordId: '42', values: sentAll }]);
    expect(progress.isOpen).toBe(false);
  });

  test('stays open when no answer says whether the write has happened, and as it was when one does', async () => {
    for (const isUnknown of [true, false]) {
      const { crm, link } = inStep();
      crm.instead.push(() => {
        const judgement = { kind: 'failed' as const, isOutage: true, isAnswered: false };
        throw new PushStopped({ kind: 'stopped', judgement, error: 'cut', isUnknown });
      });
      const { end, progress } = await push(crm, { link, user: adaWith({ family_name: 'King' }) });
      expect(end).toBe('stopped');
      expect(progress).toMatchObject({ isOpen: isUnknown, link });
    }
  });

  test('C16: keeps back only the values that are refused', async () => {
    const { crm, link } = inStep();
    crm.instead.push((call) =>
      call.act === 'update' && 'phone' in call.values
        ? { kind: 'refused', fields: [{ target: 'phone', reason: 'value', text: 'not a number' }] }
        : null,
    );
    const { end, progress } = await push(crm, { link, user: adaWith({ phone_number: 'x', family_name: 'King' }) });
    expect(end).toMatchObject({ kind: 'review', reason: 'value_refused', refused: { phone: 'x' } });
    expect(crm.writes().at(-1)).toMatchObject({ values: { lastname: 'King' } });
    expect(progress.link?.sent).toEqual({ ...sentAll, lastname: 'King' });
  });

  test('asks a person when everything is refused, and sends nothing twice', async () => {
    const { crm, link } = inStep();
    crm.instead.push((call) =>
      call.act === 'update'
        ? { kind: 'refused', fields: [{ target: 'country', reason: 'rule', text: 'is required' }] }
        : null,
    );
    const { end } = await push(crm, { link, user: adaWith({ family_name: 'King' }) });
    expect(end).toMatchObject({ kind: 'review', reason: 'validation_rule', refused: {}, text: 'country: is required' });
    expect(crm.writes()).toHaveLength(1);
  });

  test('keeps its old address there when another record has the new one; everything else is sent', async () => {
    const { crm, link } = inStep();
    crm.put('77', { email: 'new@example.test' });
    const user = adaWith({ email: 'new@example.test', family_name: 'King' });
    const { end, progress } = await push(crm, { link, user });
    expect(end).toMatchObject({
      kind: 'review',
      reason: 'email_taken',
      candidates: [{ recordId: '42' }, { recordId: '77' }],
      refused: { email: 'new@example.test' },
    });
    expect(crm.records.get('42')?.values).toMatchObject({ email: 'ada@example.test', lastname: 'King' });
    expect(progress.link?.sent).toMatchObject({ email: 'ada@example.test', lastname: 'King' });
  });

  test('keeps its record when its address changes', async () => {
    const { crm, link } = inStep();
    await push(crm, { link, user: adaWith({ email: 'ada@new.test' }) });
    expect(crm.writes()).toEqual([{ act: 'update', recordId: '42', values: { email: 'ada@new.test' } }]);
  });

  test('a value that is gone stays there, or is cleared, as its row says', async () => {
    for (const cleared of ['leave', 'clear'] as const) {
      const { crm, link } = inStep();
      const mapping = hubspotDefaults.mapping.map((row) => ({ ...row, cleared }));
      await push(crm, { link, mapping, user: adaWith({ family_name: null }) });
      expect(crm.writes()).toEqual(
        cleared === 'leave' ? [] : [{ act: 'update', recordId: '42', values: { lastname: '' } }],
      );
    }
  });

  test('fills what is empty there, and leaves what a person has written', async () => {
    const mapping = hubspotDefaults.mapping.map((row) =>
      row.target === 'firstname' || row.target === 'lastname' ? { ...row, when: 'if_empty' as const } : row,
    );
    const crm = new SmallCrm();
    crm.put('42', { firstname: 'Countess' });
    await push(crm, { link: linkedTo('42'), mapping });
    expect(crm.records.get('42')?.values).toMatchObject({ firstname: 'Countess', lastname: 'Lovelace' });
  });

  test('C19: goes on with the record that its own was merged into, with all values', async () => {
    const { crm, link } = inStep();
    crm.records.delete('42');
    crm.put('200', { email: 'ada@example.test' }, { formerIds: ['41', '42'] });
    const { end, progress } = await push(crm, { link, user: adaWith({ family_name: 'King' }) });
    expect(end).toEqual({ kind: 'in_step', note: null });
    expect(progress.link).toMatchObject({ recordId: '200', origin: 'merged' });
    expect(crm.records.get('200')?.values).toEqual({ ...sentAll, lastname: 'King' });
  });

  test('C19: goes on likewise when the ended id leads to the record it was merged into', async () => {
    const { crm, link } = inStep();
    crm.put('200', {}, { formerIds: ['42'] });
    crm.records.delete('42');
    crm.instead.push((call) =>
      call.act === 'update' && call.recordId === '42' ? crm.answer({ ...call, recordId: '200' }) : null,
    );
    const { progress } = await push(crm, { link, user: adaWith({ family_name: 'King' }) });
    expect(progress.link).toMatchObject({ recordId: '200', origin: 'merged' });
    expect(crm.records.get('200')?.values).toEqual({ ...sentAll, lastname: 'King' });
  });

  test.each([
    ['C20: archived', true, 'record_archived'],
    ['gone', false, 'record_gone'],
  ])('whose record is %s is asked about; nothing is made unasked', async (_, isArchived, reason) => {
    const { crm, link } = inStep();
    if (isArchived) crm.put('42', sentAll, { isArchived });
    else crm.records.delete('42');
    const user = adaWith({ family_name: 'King' });
    const { end, progress } = await push(crm, { link, user });
    expect(end).toMatchObject({ kind: 'review', reason });
    expect(progress.link).toMatchObject({ recordId: '42' });
    expect(crm.writes().map(({ act }) => act)).toEqual(['update']);
    const anew = await push(crm, { link, user, policies: { whenGone: 'create' } });
    expect(anew.progress.link).toMatchObject({ recordId: '101', origin: 'created' });
  });

  test('sends nothing as a follower', async () => {
    const { crm } = inStep();
    const world = { linkedTo: () => Promise.resolve([{ userId: 'auth0|grace', isWriter: true, isLive: true }]) };
    await push(crm, { link: linkedTo('42', { role: 'follower' }), user: adaWith({ family_name: 'King' }), world });
    expect(crm.calls).toEqual([]);
  });
});
