import { describe, expect, it } from 'vitest';
import { type RecordCall } from '../records/record-reply';
import { judgeHubspot } from './judge-hubspot';

const nowMs = Date.parse('2026-11-30T20:00:00Z');

const read: RecordCall = { act: 'read', by: 'email', value: 'ada@example.test' };
const create: RecordCall = {
  act: 'create',
  values: { email: 'ada@example.test', phone: '1', auth0_user_id: 'auth0|ada' },
};
const update: RecordCall = {
  act: 'update',
  recordId: '42',
  values: { email: 'ada@example.test', phone: '1', city: 'x' },
};
const archive: RecordCall = { act: 'archive', recordId: '42' };

interface Given {
  call?: RecordCall;
}

const judged = (status: number, body: unknown, { call = update }: Given = {}) =>
  judgeHubspot({ status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) }, call, {
    nowMs,
    timeZone: null,
  });

const page = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>';

describe('an answer of HubSpot that tells a contact', () => {
  const body = {
    id: '42',
    properties: {
      email: 'ada@example.test',
      phone: null,
      auth0_user_id: 'auth0|ada',
      hs_merged_object_ids: '7;9',
      hs_additional_emails: 'a@example.test;b@example.test',
    },
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    archived: false,
    soon: { more: 1 },
  };

  it.each([
    [200, read],
    [201, create],
    [200, create],
    [200, update],
  ])('%i is a record', (status, call) => {
    expect(judged(status, body, { call })).toEqual({
      kind: 'record',
      record: {
        id: '42',
        values: { ...body.properties, phone: '' },
        userId: 'auth0|ada',
        formerIds: ['7', '9'],
        isArchived: false,
      },
    });
  });

  it('needs nothing but its id', () => {
    const bare = { id: '42', values: {}, userId: null, formerIds: [], isArchived: false };
    expect(judged(200, { id: 42 })).toEqual({ kind: 'record', record: bare });
    const odd = { id: '42', properties: 'none', archived: 'no', createdAt: 7 };
    expect(judged(200, odd)).toEqual({ kind: 'record', record: bare });
    expect(judged(200, { id: '42', archived: true }, { call: read })).toMatchObject({ record: { isArchived: true } });
    expect(judged(200, { id: '42', properties: { auth0_user_id: '', size: 3, is: true, list: [] } })).toMatchObject({
      record: { userId: null, values: { size: '3', is: 'true', list: '' } },
    });
  });

  it.each(['', '{"id":"42","prop', page, '[]', '{}', 'null', '{"id":""}'])(
    'that cannot be read may have been done: %s',
    (body) => {
      const judgement = { kind: 'failed', isOutage: true, isAnswered: true };
      expect(judged(200, body)).toMatchObject({ kind: 'stopped', judgement, isUnknown: true });
      expect(judged(201, body, { call: create })).toMatchObject({ kind: 'stopped', judgement, isUnknown: true });
      expect(judged(200, body, { call: read })).toMatchObject({ kind: 'stopped', judgement, isUnknown: false });
    },
  );

  it('204 to an archiving leaves none', () => {
    expect(judged(204, '', { call: archive })).toEqual({ kind: 'none' });
  });
});

describe('an answer of HubSpot that finds none', () => {
  it.each([
    { status: 'error', message: 'resource not found', correlationId: 'c' },
    { status: 'error', message: 'Object not found.  objectId are usually numeric.', category: 'OBJECT_NOT_FOUND' },
    {},
  ])('%j', (body) => {
    for (const call of [read, update, archive]) expect(judged(404, body, { call })).toEqual({ kind: 'none' });
    expect(judged(404, body, { call: create })).toMatchObject({ kind: 'stopped', judgement: { kind: 'failed' } });
  });

  it('is not a page: what stands before HubSpot knows no contacts', () => {
    for (const call of [read, update]) {
      expect(judged(404, page, { call })).toMatchObject({ judgement: { kind: 'failed', isOutage: true } });
    }
  });
});

describe('a conflict', () => {
  it.each([
    ['Contact already exists. Existing ID: 42', '42'],
    ['Contact already exists. Existing id 42.', '42'],
    ['A contact with that address exists already (id=42)', '42'],
    ['Existing contact ID: 42', '42'],
    ['Contact already exists.', null],
    ['Contact 2026 already exists', null],
    ['', null],
  ])('409 "%s" names %s', (message, recordId) => {
    const body = { status: 'error', message, category: 'CONFLICT' };
    for (const call of [create, update]) {
      expect(judged(409, body, { call })).toEqual({ kind: 'conflict', recordId, isUserId: false });
    }
  });

  const taken = (property: string, value: string) =>
    `Cannot set PropertyValueCoordinates{portalId=4, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=${property}, value=${value}} on 7. 42 already has that value.`;

  it('about the user id is one of its own', () => {
    const body = {
      status: 'error',
      message: taken('auth0_user_id', 'auth0|1} on 5. 6 already has that value'),
      category: 'VALIDATION_ERROR',
    };
    expect(judged(400, body, { call: create })).toEqual({ kind: 'conflict', recordId: '42', isUserId: true });
  });

  it('about another unique property is a refused value', () => {
    expect(judged(400, { message: taken('phone', '1') })).toEqual({
      kind: 'refused',
      fields: [{ target: 'phone', reason: 'value', text: '42 already has that value' }],
    });
  });
});

describe('refused values', () => {
  const detail = (name: string, error: string, message = 'no') => ({ isValid: false, message, error, name });
  const within = (...details: object[]) => `Property values were not valid: ${JSON.stringify(details)}`;
  const error = (code: string, propertyName: unknown, message = 'no') => ({ message, code, context: { propertyName } });

  it.each([
    ['errors[].context', { errors: [error('INVALID_OPTION', ['phone'])] }],
    ['errors[].context as text', { errors: [error('INVALID_OPTION', 'phone')] }],
    ['errors[].name', { errors: [{ name: 'phone', message: 'no' }] }],
    ['the message', { message: within(detail('phone', 'INVALID_OPTION')) }],
    ['both', { message: within(detail('phone', 'INVALID_OPTION')), errors: [error('INVALID_OPTION', ['phone'])] }],
    [
      'what is half there',
      { message: within(detail('phone', '')), errors: [7, null, { code: 7, context: { propertyName: ['phone', 7] } }] },
    ],
  ])('are named in %s', (_, body) => {
    expect(judged(400, { status: 'error', category: 'VALIDATION_ERROR', ...body })).toEqual({
      kind: 'refused',
      fields: [{ target: 'phone', reason: 'value', text: 'no' }],
    });
  });

  it.each([
    ['INVALID_EMAIL', 'email', 'Email address ada@example.test is invalid', 'email_invalid'],
    ['INVALID_EMAIL', 'email', 'email has been GDPR blacklisted', 'erased_before'],
    ['READ_ONLY_VALUE', 'city', '"city" is a read only property; its value cannot be set.', 'read_only'],
    ['INVALID_INTEGER', 'phone', 'x was not a valid number.', 'value'],
    ['VALUE_TOO_LONG', 'phone', 'Property value is too long', 'value'],
    ['SOMETHING_NEW', 'phone', 'odd', 'value'],
    ['REQUIRED_FIELD', 'company', 'Error creating CONTACT. company is required', 'rule'],
    ['SOMETHING_NEW', 'not_sent', 'odd', 'rule'],
  ])('%s of %s: %s', (code, target, message, reason) => {
    const reply = judged(400, { category: 'VALIDATION_ERROR', errors: [error(code, [target], message)] });
    expect(reply).toMatchObject({ kind: 'refused', fields: [{ target, reason }] });
    expect(JSON.stringify(reply)).not.toContain('@example.test');
  });

  it('are all told', () => {
    const details = [detail('phone', 'INVALID_OPTION'), detail('city', 'READ_ONLY_VALUE')];
    const reply = judged(400, { message: within(...details), errors: [error('INVALID_EMAIL', ['email'])] });
    expect(reply).toMatchObject({
      fields: [
        { target: 'email', reason: 'email_invalid' },
        { target: 'phone', reason: 'value' },
        { target: 'city', reason: 'read_only' },
      ],
    });
  });

  it('of a property that is gone hold the connector', () => {
    const errors = [error('PROPERTY_DOESNT_EXIST', ['city']), error('INVALID_EMAIL', ['email'])];
    expect(judged(400, { errors })).toEqual({
      kind: 'stopped',
      judgement: { kind: 'hold', reason: 'schema_changed' },
      error: 'HubSpot has no property city',
      isUnknown: false,
    });
  });

  it('without a name bring the push before a person', () => {
    expect(judged(400, { message: 'Something about ada@example.test', category: 'VALIDATION_ERROR' })).toEqual({
      kind: 'stopped',
      judgement: { kind: 'refused', reason: 'value_refused' },
      error: 'answered 400: Something about …@…',
      isUnknown: false,
    });
  });

  it('of a read: the property that finds users is gone', () => {
    const message = 'Property auth0_user_id is not a unique identifier property of CONTACT';
    const call: RecordCall = { act: 'read', by: 'user_id', value: 'auth0|ada' };
    expect(judged(400, { message }, { call })).toMatchObject({ judgement: { kind: 'hold', reason: 'schema_changed' } });
    expect(judged(400, { message: 'no' }, { call })).toMatchObject({ judgement: { kind: 'failed', isOutage: false } });
  });
});

describe('what a person has to see to', () => {
  it('a credential that is refused', () => {
    for (const body of [{ message: 'Authentication credentials not found.', category: 'INVALID_AUTHENTICATION' }, '']) {
      expect(judged(401, body)).toMatchObject({ judgement: { kind: 'hold', reason: 'credential_refused' } });
    }
  });

  const scope = 'crm.objects.contacts.write';
  it.each([
    { category: 'MISSING_SCOPES', errors: [{ context: { requiredGranularScopes: [scope] } }] },
    { category: 'MISSING_SCOPES', errors: [{ context: { missingScopes: [scope] } }] },
    { category: 'MISSING_SCOPES', context: { missingScopes: [scope] } },
    {
      errors: [{ context: { requiredGranularScopes: [scope], missingScopes: [scope] } }],
      context: { missingScopes: [scope] },
    },
  ])('scopes that are missing: %j', (body) => {
    expect(judged(403, body)).toEqual({
      kind: 'stopped',
      judgement: { kind: 'hold', reason: 'scope_missing' },
      error: `answered 403: the key lacks ${scope}`,
      isUnknown: false,
    });
  });

  it('any other 403 of HubSpot, but not the page of what stands before it', () => {
    expect(judged(403, { message: 'no' })).toMatchObject({
      judgement: { reason: 'scope_missing' },
      error: 'answered 403: no',
    });
    expect(judged(403, page)).toMatchObject({ judgement: { kind: 'failed', isOutage: true } });
  });
});
