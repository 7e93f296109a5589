import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordCall } from '../records/record-reply';
import { judgeRest } from './judge-rest';
import { restDefaults } from './rest-config';
import { restSample } from './testing/rest-sample';

const nowMs = Date.UTC(2026, 10, 30, 12);
const byEmail: RecordCall = { act: 'read', by: 'email', value: 'Ada@x.test' };
const byUser: RecordCall = { act: 'read', by: 'user_id', value: 'auth0|ada' };
const byId: RecordCall = { act: 'read', by: 'id', value: '7' };
const create: RecordCall = { act: 'create', values: { email: 'ada@x.test', phone: '1' } };
const update: RecordCall = { act: 'update', recordId: '7', values: { phone: '1' } };
const rename: RecordCall = { act: 'update', recordId: '7', values: { email: 'ada@x.test' } };
const remove: RecordCall = { act: 'archive', recordId: '7' };

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}) => ({
  ...{ status, headers },
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const judge = (call: RecordCall, given: ReturnType<typeof answer>, config = restSample()) =>
  judgeRest(given, call, config, nowMs);

const ada = { id: 7, email: 'ada@x.test', first_name: 'Ada', phone: null, auth0_user_id: 'auth0|ada', other: 1 };

describe('a search', () => {
  test('finds the record that has the value, with its values as text', () => {
    expect(judge(byEmail, answer(200, [{ ...ada, id: 8, email: 'bob@x.test' }, ada]))).toEqual({
      kind: 'record',
      record: {
        ...{ id: '7', userId: 'auth0|ada', formerIds: [], isArchived: false },
        values: { email: 'ada@x.test', first_name: 'Ada', phone: '', auth0_user_id: 'auth0|ada' },
      },
    });
  });

  test('that takes no notice of its filter finds nobody', () => {
    expect(judge(byEmail, answer(200, [{ ...ada, email: 'bob@x.test' }]))).toEqual({ kind: 'none' });
    expect(judge(byUser, answer(200, [{ ...ada, auth0_user_id: 'AUTH0|ADA' }]))).toEqual({ kind: 'none' });
  });

  test.each([[answer(200, [])], [answer(200, 'null')], [answer(204)], [answer(404)], [answer(410)]])(
    'that is answered %j finds nobody',
    (given) => expect(judge(byEmail, given)).toEqual({ kind: 'none' }),
  );

  test('reads lists and values where the settings say', () => {
    const answers = { ...restDefaults.answers, list: '/data/items', id: '/meta/uid', values: '/attributes' };
    const body = { data: { items: [{ meta: { uid: 'u-1' }, attributes: { email: 'ada@x.test' } }] } };
    const reply = judge(byEmail, answer(200, body), restSample({ answers }));
    expect(reply).toMatchObject({ kind: 'record', record: { id: 'u-1', userId: null } });
  });

  test('holds the connector where the settings do not fit, so that nobody is made twice', () => {
    for (const body of [{ data: 'x' }, { items: [] }, [{ name: 'Ada' }], [{ email: 'ada@x.test' }]]) {
      const config = restSample({ answers: { ...restDefaults.answers, list: Array.isArray(body) ? '' : '/data' } });
      expect(judge(byEmail, answer(200, body), config)).toMatchObject({
        kind: 'stopped',
        judgement: { kind: 'hold', reason: 'schema_changed' },
      });
    }
  });

  test('that is answered by a page is tried again', () => {
    expect(judge(byEmail, answer(200, '<html>'))).toMatchObject({
      judgement: { kind: 'failed', isOutage: true },
      isUnknown: false,
    });
  });

  test('that finds two asks a person which', () => {
    expect(judge(byEmail, answer(200, [ada, { ...ada, id: 9 }]))).toMatchObject({
      kind: 'stopped',
      judgement: {
        kind: 'refused',
        reason: 'several_records',
        facts: { candidates: [{ recordId: '7' }, { recordId: '9' }] },
      },
    });
  });
});

describe('a write', () => {
  test('tells the id in its body, or in Location', () => {
    expect(judge(create, answer(201, ada))).toMatchObject({ kind: 'record', record: { id: '7' } });
    const located = answer(201, '', { location: 'https://crm.example.com/contacts/a%20b?x=1' });
    expect(judge(create, located)).toMatchObject({ kind: 'record', record: { id: 'a b' } });
  });

  test('that tells no id may have made a record, and holds the connector', () => {
    expect(judge(create, answer(201, {}))).toMatchObject({
      judgement: { kind: 'hold', reason: 'schema_changed' },
      isUnknown: true,
    });
  });

  test('of a known record needs no body in its answer, and no id in it leads elsewhere', () => {
    expect(judge(update, answer(204))).toMatchObject({ kind: 'record', record: { id: '7' } });
    expect(judge(update, answer(200, { id: 'job-1' }))).toMatchObject({ record: { id: '7' } });
    expect(judge(remove, answer(202, { id: 'job-1' }))).toEqual({ kind: 'none' });
  });

  test('of a record that is gone finds none; of a new one that is not found is tried again', () => {
    expect(judge(update, answer(404))).toEqual({ kind: 'none' });
    expect(judge(remove, answer(404))).toEqual({ kind: 'none' });
    expect(judge(create, answer(404))).toMatchObject({ judgement: { kind: 'failed', isOutage: false } });
  });

  test('that meets another record says which, where the answer does', () => {
    const answers = { ...restDefaults.answers, existing: '/id' };
    expect(judge(create, answer(409, { id: 42 }))).toEqual({ kind: 'conflict', recordId: null, isUserId: false });
    expect(judge(rename, answer(409, { id: 42 }), restSample({ answers }))).toMatchObject({ recordId: '42' });
    expect(judge(update, answer(409))).toMatchObject({ kind: 'stopped', judgement: { kind: 'failed' } });
  });

  test.each([
    [['phone'], 'refused'],
    [[{ field: 'phone', message: 'too long' }], 'too long'],
    [[{ name: 'phone', detail: 'too long' }], 'too long'],
    [{ phone: ['too long', 'too odd'] }, 'too long too odd'],
  ])('that is refused keeps back what %j names', (errors, text) => {
    const config = restSample({ answers: { ...restDefaults.answers, fields: '/errors' } });
    expect(judge(create, answer(422, { errors }), config)).toEqual({
      kind: 'refused',
      fields: [{ target: 'phone', reason: 'value', text }],
    });
  });

  test('tells a refused address and a field that was not sent apart', () => {
    const config = restSample({ answers: { ...restDefaults.answers, fields: '' } });
    expect(judge(create, answer(400, ['email', 'company']), config)).toMatchObject({
      fields: [{ reason: 'email_invalid' }, { target: 'company', reason: 'rule' }],
    });
  });

  test('that is refused without a name is a review, without the address in its words', () => {
    const reply = judge(create, answer(422, 'bad ada@x.test'));
    expect(reply).toMatchObject({ judgement: { kind: 'refused', reason: 'value_refused' }, isUnknown: false });
    expect(JSON.stringify(reply)).not.toContain('ada@x.test');
  });
});

test.each([
  [401, { kind: 'hold', reason: 'credential_refused' }, false],
  [403, { kind: 'hold', reason: 'permission_missing' }, false],
  [429, { kind: 'quiet', untilMs: nowMs + 60_000 }, false],
  [503, { kind: 'quiet', untilMs: nowMs + 60_000 }, true],
  [302, { kind: 'failed', isOutage: false, isAnswered: true }, false],
  [418, { kind: 'failed', isOutage: false, isAnswered: true }, false],
  [500, { kind: 'failed', isOutage: true, isAnswered: true }, true],
  [504, { kind: 'failed', isOutage: true, isAnswered: true }, true],
])('%i means %j for every request', (status, judgement, isUnknown) => {
  for (const call of [byEmail, byId, create, update, remove]) {
    const isWrite = call.act !== 'read';
    expect(judge(call, answer(status))).toMatchObject({ kind: 'stopped', judgement, isUnknown: isUnknown && isWrite });
  }
});

test('a pause that is asked for is kept', () => {
  const judgement = { kind: 'quiet', untilMs: nowMs + 90_000 };
  expect(judge(update, answer(429, '', { 'retry-after': '90' }))).toMatchObject({ judgement });
});

test('no answer is left without a meaning, no address is told, and no read may have changed anything', () => {
  const pointers = fc.constantFrom('', '/', '/data', '/data/0', '/errors', '/__proto__');
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ data: fc.array(fc.jsonValue()), errors: fc.jsonValue(), id: fc.jsonValue() })
      .map((value) => JSON.stringify(value)),
  );
  const calls = fc.constantFrom(byEmail, byUser, byId, create, update, rename, remove);
  fc.assert(
    fc.property(calls, fc.integer({ min: 200, max: 599 }), body, pointers, (call, status, text, pointer) => {
      const answers = {
        list: pointer,
        record: pointer,
        id: pointer,
        values: pointer,
        existing: pointer,
        fields: pointer,
      };
      const reply = judge(call, answer(status, text), restSample({ answers }));
      expect(reply.kind).toMatch(/^(record|none|conflict|refused|stopped)$/);
      if (reply.kind === 'stopped' && call.act === 'read') expect(reply.isUnknown).toBe(false);
      if (call.act !== 'read' && status >= 500) expect(reply).toMatchObject({ isUnknown: true });
      if (reply.kind === 'record' && call.act !== 'create') {
        expect(call.act === 'update' || call.act === 'read').toBe(true);
      }
    }),
  );
});
