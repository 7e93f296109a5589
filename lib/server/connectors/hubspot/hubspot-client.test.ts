import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RecordCall } from '../../../connectors/records/record-reply';
import { type HubspotStandIn, startHubspot } from '../../testing/hubspot-stand-in';
import { addressGuard } from '../address-guard';
import { hubspotCall } from './hubspot-client';
import { type HubspotParts } from './hubspot-request';

let hubspot: HubspotStandIn;

const ada = { email: 'ada@old.test', firstname: 'Ada', auth0_user_id: 'auth0|ada/1' };

beforeAll(async () => {
  hubspot = await startHubspot();
});
beforeEach(() => hubspot.reset([{ id: '42', properties: ada, additionalEmails: ['a@old.test'] }]));
afterAll(() => hubspot.stop());

const call = (asked: RecordCall, more: Partial<HubspotParts> = {}) =>
  hubspotCall(hubspot.parts(more), asked, ['firstname', 'phone']);
const replyTo = async (asked: RecordCall, more: Partial<HubspotParts> = {}) => (await call(asked, more)).reply;

const read = (value: string, by: 'id' | 'email' | 'user_id' = 'id', isArchived = false): RecordCall => ({
  ...{ act: 'read', by, value, isArchived },
});
const create = (values: Record<string, string>): RecordCall => ({ act: 'create', values });
const update = (values: Record<string, string>, recordId = '42'): RecordCall => ({ act: 'update', recordId, values });
const archive: RecordCall = { act: 'archive', recordId: '42' };

describe('a contact', () => {
  it.each([read('42'), read('ada@old.test', 'email'), read('A@old.test', 'email'), read('auth0|ada/1', 'user_id')])(
    'is read by %j, with what is mapped and what tells whose it is',
    async (asked) => {
      const { reply, facts } = await call(asked);
      expect(reply).toEqual({
        kind: 'record',
        record: {
          id: '42',
          values: {
            ...ada,
            phone: '',
            hs_additional_emails: 'a@old.test',
            hs_merged_object_ids: '',
            createdate: expect.any(String) as string,
            lastmodifieddate: expect.any(String) as string,
            hs_object_id: '42',
          },
          userId: 'auth0|ada/1',
          formerIds: [],
          isArchived: false,
        },
      });
      const [seen] = await hubspot.calls();
      expect(facts).toEqual({
        status: 200,
        tookMs: expect.any(Number) as number,
        excerpt: null,
        correlationId: seen?.correlationId,
        limits: { max: 100, remaining: 99, intervalMs: 10_000, dailyRemaining: 249_999 },
      });
    },
  );

  it('is none when nobody has the id, the address or the user id', async () => {
    for (const asked of [read('7'), read('no number'), read('b@old.test', 'email'), read('auth0|no', 'user_id')]) {
      expect(await replyTo(asked)).toEqual({ kind: 'none' });
    }
  });

  it.each(['', '.', '..'])('is none for the key "%s", which would ask something else', async (key) => {
    for (const asked of [
      read(key),
      read(key, 'email'),
      update({ firstname: 'x' }, key),
      { ...archive, recordId: key },
    ]) {
      expect(await call(asked)).toEqual({ reply: { kind: 'none' }, facts: null });
    }
    expect(await hubspot.calls()).toEqual([]);
  });

  it.each(['a/b', 'a?b=c', 'a#b', '%2e%2e', '../42', 'ä+b@x.test', 'auth0|x y', '&archived=true'])(
    'is asked for by the key "%s" as it is',
    async (key) => {
      await replyTo(read(key, 'email'));
      const [seen] = await hubspot.calls();
      expect(decodeURIComponent(seen?.path ?? '')).toBe(`/crm/objects/2026-09/contacts/${key}`);
      expect(seen?.query).toContain('idProperty=email');
    },
  );

  it('is made, changed and archived', async () => {
    const made = await replyTo(create({ email: 'lin@new.test', firstname: '"Lin" \\ =1', auth0_user_id: 'auth0|lin' }));
    expect(made).toMatchObject({
      kind: 'record',
      record: { userId: 'auth0|lin', values: { firstname: '"Lin" \\ =1' } },
    });
    const id = made.kind === 'record' ? made.record.id : '';
    expect(await replyTo(update({ firstname: '' }, id))).toMatchObject({ record: { id, values: { firstname: '' } } });
    expect(await replyTo({ act: 'archive', recordId: id })).toEqual({ kind: 'none' });
    expect(await replyTo(read(id))).toEqual({ kind: 'none' });
    expect(await replyTo(read(id, 'id', true))).toMatchObject({ record: { id, isArchived: true } });
  });

  it('that was merged is told by its former ids', async () => {
    await hubspot.control('POST', 'contacts', { id: '77', properties: { email: 'grace@x.test' } });
    await hubspot.control('POST', 'merge', { primary: '77', other: '42' });
    const merged = await replyTo(read('42'));
    expect(merged).toMatchObject({
      kind: 'record',
      record: { formerIds: expect.arrayContaining(['42', '77']) as unknown },
    });
    expect(merged.kind === 'record' && merged.record.id).not.toBe('42');
    await hubspot.control('PATCH', 'config', { mergedIds: 'gone' });
    expect(await replyTo(read('42'))).toEqual({ kind: 'none' });
  });
});

describe('what HubSpot refuses', () => {
  it('C14: a known address is a conflict, with the id or without', async () => {
    expect(await replyTo(create({ email: 'a@old.test' }))).toEqual({
      kind: 'conflict',
      recordId: '42',
      isUserId: false,
    });
    await hubspot.trouble({ status: 409 });
    expect(await replyTo(create({ email: 'x@old.test' }))).toEqual({
      kind: 'conflict',
      recordId: null,
      isUserId: false,
    });
  });

  it('a user id that another contact has is a conflict of its own', async () => {
    const values = { email: 'b@old.test', auth0_user_id: ada.auth0_user_id };
    expect(await replyTo(create(values))).toEqual({ kind: 'conflict', recordId: '42', isUserId: true });
  });

  it('C16: refused values are named, each with its reason', async () => {
    const values = { email: 'no address', lifecyclestage: 'odd', createdate: '1', city: 'Oslo' };
    const reply = await replyTo(update(values));
    expect(reply).toMatchObject({ kind: 'refused' });
    const fields = reply.kind === 'refused' ? reply.fields.map(({ target, reason }) => [target, reason]) : [];
    expect(fields).toEqual(
      expect.arrayContaining([
        ['email', 'email_invalid'],
        ['createdate', 'read_only'],
        ['lifecyclestage', 'value'],
      ]),
    );
    expect(fields.map(([target]) => target)).not.toContain('city');
  });

  it('an address that was erased, and a field that a rule asks for', async () => {
    await hubspot.control('POST', 'contacts/42/erase');
    expect(await replyTo(create({ email: ada.email }))).toMatchObject({
      fields: [{ target: 'email', reason: 'erased_before' }],
    });
    await hubspot.control('PATCH', 'config', { requiredOnCreate: ['company'] });
    expect(await replyTo(create({ email: 'x@old.test' }))).toMatchObject({
      fields: [{ target: 'company', reason: 'rule' }],
    });
  });

  it('C17: a property that is gone holds the connector and is named', async () => {
    await hubspot.control('DELETE', 'properties/auth0_status');
    expect(await replyTo(update({ auth0_status: 'active' }))).toMatchObject({
      judgement: { kind: 'hold', reason: 'schema_changed' },
      error: 'HubSpot has no property auth0_status',
    });
    await hubspot.control('DELETE', 'properties/auth0_user_id');
    expect(await replyTo(read('auth0|x', 'user_id'))).toMatchObject({
      judgement: { kind: 'hold', reason: 'schema_changed' },
    });
  });

  it('C12: a key that is revoked holds the connector', async () => {
    expect(await replyTo(read('42'), { token: 'pat-unknown' })).toMatchObject({
      judgement: { kind: 'hold', reason: 'credential_refused' },
    });
  });

  it.each(['requiredGranularScopes', 'missingScopes', 'both'])(
    'C13: a missing scope is named, by %s',
    async (scopeNaming) => {
      await hubspot.control('PATCH', 'config', { scopeNaming });
      const reply = await replyTo(update({ firstname: 'x' }), { token: 'pat-sim-hubspot-read-only' });
      expect(reply).toEqual({
        kind: 'stopped',
        judgement: { kind: 'hold', reason: 'scope_missing' },
        error: 'answered 403: the key lacks crm.objects.contacts.write',
        isUnknown: false,
      });
    },
  );
});

const calls: RecordCall[] = [read('42'), create({ email: 'lin@new.test' }), update({ firstname: 'Ada L.' }), archive];
const isWrite = ({ act }: RecordCall) => act !== 'read';

describe.each(calls.map((asked) => [asked.act, asked] as const))('trouble with a %s', (_, asked) => {
  it.each([
    ['C8', { status: 429 }, 10_000],
    ['a second', { status: 429, policyName: 'SECONDLY' }, 1_000],
    ['C9', { status: 429, policyName: 'DAILY' }, 4 * 3_600_000],
    ['the longer one', { status: 429, retryAfter: 30 }, 30_000],
    ['locked', { status: 423 }, 2_000],
    ['a migration', { status: 477 }, 60_000],
    ['C10', { status: 503, retryAfter: 90 }, 90_000],
  ])('%s: %j is waited for', async (_name, respond, pauseMs) => {
    const nowMs = Date.parse('2026-11-30T20:00:00Z');
    await hubspot.trouble(respond);
    const { reply, facts } = await call(asked, { timeZone: 'UTC', nowMs: () => nowMs });
    expect(reply).toMatchObject({ kind: 'stopped', judgement: { kind: 'quiet', untilMs: nowMs + pauseMs } });
    expect(facts).toMatchObject({
      status: respond.status,
      excerpt: expect.stringContaining(`answered ${respond.status}`) as string,
    });
    expect(await hubspot.contacts()).toMatchObject([{ id: '42', properties: ada, archived: false }]);
  });

  it.each([500, 502, 504, 524])('%i is an outage, and a write may have been done', async (status) => {
    await hubspot.trouble({ status });
    const judgement = { kind: 'failed', isOutage: true, isAnswered: true };
    expect(await replyTo(asked)).toMatchObject({ judgement, isUnknown: isWrite(asked) });
  });

  it.each([{ lost: true }, { drop: true }, { hang: true }])(
    '%j: no answer, and a write may have been done',
    async (respond) => {
      await hubspot.trouble(respond);
      const { reply, facts } = await call(asked, 'hang' in respond ? { patienceMs: 300 } : {});
      expect(reply).toMatchObject({
        judgement: { kind: 'failed', isOutage: true, isAnswered: false },
        isUnknown: isWrite(asked),
      });
      expect(facts).toMatchObject({ status: null, correlationId: null, limits: { max: null } });
      expect(facts?.excerpt).toBe('hang' in respond ? 'no answer within 0.3 s' : 'The connection was reset');
    },
  );

  it('a page of a gateway, and half of an answer: a write may have been done', async () => {
    const stopped = { kind: 'stopped', judgement: { kind: 'failed', isOutage: true }, isUnknown: isWrite(asked) };
    await hubspot.trouble({ html: true });
    expect(await replyTo(asked)).toMatchObject(stopped);
    await hubspot.trouble({ status: 200, body: '<html>maintenance</html>' });
    if (asked.act !== 'archive') expect(await replyTo(asked)).toMatchObject(stopped);
    await hubspot.trouble({ truncate: true });
    // An archiving has no body that could break off.
    if (asked.act !== 'archive') expect(await replyTo(asked)).toMatchObject(stopped);
  });
});

it('what nobody could have heard was not done', async () => {
  const nowhere = await replyTo(create({ email: 'x@y.test' }), { baseUrl: 'http://127.0.0.1:9/hubspot' });
  expect(nowhere).toMatchObject({ judgement: { kind: 'failed', isAnswered: false }, isUnknown: false });
});

it('C18: an index of the search that lags behind has no effect', async () => {
  await hubspot.control('PATCH', 'config', { searchLagMs: 30_000 });
  await replyTo(create({ email: 'lin@new.test', auth0_user_id: 'auth0|lin' }));
  expect(await replyTo(read('auth0|lin', 'user_id'))).toMatchObject({ kind: 'record' });
  expect(await replyTo(read('lin@new.test', 'email'))).toMatchObject({ kind: 'record' });
});

it('the stand-in alone is let through, and HubSpot is asked under the guard', async () => {
  const guard = addressGuard([]);
  const url = new URL(hubspot.parts().baseUrl ?? '');
  expect(() => guard.refuse(new URL(`http://127.0.0.1:${url.port}`))).toThrow();
  expect(await replyTo(read('42'), { guard })).toMatchObject({ kind: 'record' });
  const none = {
    ...guard,
    lookup: addressGuard([]).lookup,
    refuse: () => {
      throw new Error('asked');
    },
  };
  expect(await replyTo(read('42'), { guard: none, baseUrl: null })).toMatchObject({ judgement: { kind: 'failed' } });
});

it('remembers no address of a person', async () => {
  await hubspot.trouble({
    status: 400,
    body: { message: 'ada@old.test and a%40old.test are odd', correlationId: 'c' },
  });
  const { reply, facts } = await call(update({ email: 'ada@old.test' }));
  expect(JSON.stringify([reply, facts])).not.toContain('old.test');
});
