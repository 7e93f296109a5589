import { expect, test } from 'vitest';
import { restConfig } from './rest-config';
import { emptyRestFields, restFieldNamed, restFieldsOf, restInputOf } from './rest-form';
import { restSample } from './testing/rest-sample';

test('the form of a new connector needs a name, an address and a secret, and the rest is taken as it is', () => {
  const fields = { ...emptyRestFields, name: ' CRM ', baseUrl: 'https://crm.example.com', token: ' t ' };
  const input = restInputOf(fields);
  expect(input).toMatchObject({ name: 'CRM', token: 't' });
  expect(restConfig.parse(input?.config)).toEqual(restSample({ baseUrl: 'https://crm.example.com' }));
});

test.each([
  {},
  { auth: { kind: 'basic', user: 'ann' } },
  { auth: { kind: 'header', name: 'X-Api-Key' } },
  {
    find: { method: 'POST', path: '/search', body: '/filter' },
    findUser: null,
    create: { method: 'POST', path: '/c', body: '/data' },
    deactivate: { method: 'POST', path: '/c/{id}/off', body: null },
    remove: { method: 'DELETE', path: '/c/{id}', body: null },
  },
  { find: { method: 'POST', path: '/search', body: '' }, deactivate: { method: 'PATCH', path: '/c/{id}', body: '' } },
] as const)('what is saved is shown and saved again the same: %j', (over) => {
  const config = restSample(over);
  expect(restInputOf(restFieldsOf({ name: 'CRM' }, config))?.config).toEqual(config);
});

test('a line that is no request is given to the API, which names the field', () => {
  const fields = { ...emptyRestFields, baseUrl: 'https://crm.example.com' };
  for (const find of ['contacts', 'FETCH /contacts?e={email}', 'GET', 'GET /a b c', 'GET /c?e={email} in x']) {
    const problem = restConfig.safeParse(restInputOf({ ...fields, find })?.config).error?.issues[0];
    expect(restFieldNamed(['config', ...(problem?.path ?? [])].join('.'))).toBe('find');
  }
});

test.each([
  ['config.auth.name', 'header'],
  ['config.answers.list', 'list'],
  ['config.statuses.exists.0', 'exists'],
  ['config.mapping.3.target', 'rows'],
  ['config.policies.withoutEmail', null],
  ['token', 'token'],
])('%s is the field %s', (field, name) => {
  expect(restFieldNamed(field)).toBe(name);
});
