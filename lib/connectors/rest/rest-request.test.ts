import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restDefaults } from './rest-config';
import { filledPath, jsonValues, restRequest } from './rest-request';
import { restSample } from './testing/rest-sample';

describe('a request about a record', () => {
  const config = restSample();

  test.each([
    [{ act: 'read', by: 'email', value: 'a+b@x.test' } as const, 'GET', '/contacts?email=a%2Bb%40x.test'],
    [{ act: 'read', by: 'user_id', value: 'auth0|7' } as const, 'GET', '/contacts?auth0_user_id=auth0%7C7'],
    [{ act: 'read', by: 'id', value: 'a/b?c' } as const, 'GET', '/contacts/a%2Fb%3Fc'],
    [{ act: 'create', values: { email: 'a@x.test' } } as const, 'POST', '/contacts'],
    [{ act: 'update', recordId: '7', values: { phone: '1' } } as const, 'PATCH', '/contacts/7'],
  ])('%j is %s %s', (call, method, path) => {
    expect(restRequest(call, config)).toMatchObject({ method, path });
  });

  test.each([
    { act: 'read', by: 'id', value: '..' } as const,
    { act: 'read', by: 'id', value: '' } as const,
    { act: 'read', by: 'email', value: '' } as const,
    { act: 'read', by: 'id', value: '7', isArchived: true } as const,
    { act: 'archive', recordId: '7' } as const,
    { act: 'update', recordId: '.', values: {} } as const,
  ])('%j asks nothing', (call) => {
    expect(restRequest(call, config)).toBeNull();
  });

  test('values are the body, or stand where the settings say', () => {
    const call = { act: 'update', recordId: '7', values: { phone: '1' } } as const;
    expect(restRequest(call, config)?.body).toEqual({ phone: '1' });
    const nested = restSample({ update: { method: 'PUT', path: '/c/{id}', body: '/data/attributes' } });
    expect(restRequest(call, nested)?.body).toEqual({ data: { attributes: { phone: '1' } } });
  });

  test('a search by POST names the target and what is looked for', () => {
    const find = { method: 'POST', path: '/search', body: '/filter' } as const;
    expect(restRequest({ act: 'read', by: 'email', value: 'a@x.test' }, restSample({ find }))).toEqual({
      ...{ method: 'POST', path: '/search' },
      body: { filter: { email: 'a@x.test' } },
    });
  });

  test('the mark of a deletion goes by its own request, and no other update does', () => {
    const own = restSample({ deactivate: { method: 'POST', path: '/contacts/{id}/deactivate', body: null } });
    const mark = { act: 'update', recordId: '7', values: { auth0_status: 'deleted' } } as const;
    expect(restRequest(mark, own)).toEqual({ method: 'POST', path: '/contacts/7/deactivate', body: undefined });
    expect(restRequest({ ...mark, values: { auth0_status: 'blocked' } }, own)?.path).toBe('/contacts/7');
    expect(restRequest({ ...mark, values: { ...mark.values, phone: '1' } }, own)?.path).toBe('/contacts/7');
    expect(restRequest(mark, config)).toMatchObject({ method: 'PATCH', body: { auth0_status: 'deleted' } });
  });
});

test('a number, and true or false, are sent as JSON has them where the row ends so', () => {
  const row = { when: 'always', cleared: 'clear' } as const;
  const config = restSample({
    mapping: [
      ...restDefaults.mapping,
      { ...row, source: 'app_metadata.score', target: 'score', transforms: [{ kind: 'number' }] },
      {
        ...{ ...row, source: 'email_verified', target: 'newsletter' },
        transforms: [{ kind: 'yes_no', yes: 'true', no: 'false' }],
      },
      {
        ...{ ...row, source: 'is_blocked', target: 'blocked' },
        transforms: [{ kind: 'yes_no', yes: 'Y', no: 'N' }],
      },
    ],
  });
  const sent = { score: '12345678901234567890', newsletter: 'true', blocked: 'Y', phone: '0049' };
  expect(JSON.stringify(jsonValues(sent, config))).toBe(
    '{"score":12345678901234567890,"newsletter":true,"blocked":"Y","phone":"0049"}',
  );
  expect(jsonValues({ score: '', phone: '' }, config)).toEqual({ score: null, phone: null });
  expect(jsonValues({ score: '', phone: '' }, { ...config, clearedAs: 'empty' })).toEqual({ score: '', phone: '' });
});

test('no value changes the host, the way or the names in the query', () => {
  const base = 'https://crm.example.com/api';
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '.', '%2e%2e', '%2E', '/', '//evil.example', '\\', '?', '#', '&x=1', '@evil', '', '\ud800'),
    fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', ':', ' ', '\n', '&', '=') }),
  );
  const template = fc.constantFrom(
    '/a/{id}',
    '/a/{id}/b',
    '/a/.{id}',
    '/a/{id}.{id}/b?q={id}&r=1',
    '/a?q={id}&r=1#'.slice(0, -1),
  );
  fc.assert(
    fc.property(template, anything, (path, id) => {
      const filled = filledPath(path, { id });
      if (filled === null) return;
      const url = new URL(base + filled);
      const plain = new URL(base + path.replaceAll('{id}', 'x'));
      expect(url.origin).toBe(plain.origin);
      expect(url.hash).toBe('');
      const segments = url.pathname.split('/');
      const known = plain.pathname.split('/');
      expect(segments.length).toBe(known.length);
      for (const [index, segment] of known.entries()) if (!segment.includes('x')) expect(segments[index]).toBe(segment);
      expect([...url.searchParams.keys()]).toEqual([...plain.searchParams.keys()]);
      if (path.includes('q={id}')) expect(url.searchParams.get('q')).toBe(id.toWellFormed());
    }),
    { numRuns: 500 },
  );
});
