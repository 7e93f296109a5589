import { expect, test } from 'vitest';
import { restConfig, restDefaults } from './rest-config';
import { restSample } from './testing/rest-sample';

const problemsOf = (config: unknown) =>
  restConfig.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

test('the defaults are taken, with an address', () => {
  expect(problemsOf(restSample())).toEqual([]);
});

test('nothing unknown is taken', () => {
  expect(problemsOf({ ...restSample(), verb: 'x' })).not.toEqual([]);
});

const template = { method: 'PATCH', path: '/contacts/{id}', body: '' };

test.each([
  [{ baseUrl: 'ftp://crm.example.com' }, 'baseUrl must be an http or https address'],
  [{ baseUrl: 'https://a:b@crm.example.com' }, 'baseUrl must hold no user name, password, query or #'],
  [{ baseUrl: 'https://crm.example.com/?' }, 'baseUrl must hold no user name, password, query or #'],
  [{ auth: { kind: 'header', name: 'Host' } }, 'auth.name must be a header that is free'],
  [{ auth: { kind: 'basic', user: 'a:b' } }, 'auth.user must hold no colon'],
  [{ update: { ...template, path: '/contacts' } }, 'update.path must hold {id}'],
  [{ update: { ...template, path: '/contacts/{email}' } }, 'update.path must hold {id}'],
  [{ update: { ...template, path: '/x/{id}/{user_id}' } }, 'update.path must hold no placeholder but {id}'],
  [{ update: { ...template, path: '//evil.example/{id}' } }, 'update.path must begin with one /'],
  [{ update: { ...template, path: '/../{id}' } }, 'update.path must hold no . or .. as a segment'],
  [{ update: { ...template, path: '/%2E%2e/{id}' } }, 'update.path must hold no . or .. as a segment'],
  [{ update: { ...template, path: '/a\\b/{id}' } }, 'update.path must begin with one /'],
  [{ update: { ...template, body: 'data' } }, 'update.body must be a JSON pointer'],
  [{ create: { method: 'POST', path: '/contacts/{id}', body: '' } }, 'create.path must hold no placeholder'],
  [{ find: { method: 'GET', path: '/contacts', body: null } }, 'find.path must hold {email}'],
  [{ find: { method: 'GET', path: '/contacts?e={email}', body: '' } }, 'find.body must be null: a GET has none'],
  [{ statuses: { exists: [409], missing: [401] } }, 'statuses.missing must not name 401, 403 or 429'],
  [{ statuses: { exists: [409], missing: [409] } }, 'statuses.missing must name no status that means'],
  [{ userIdTarget: null }, 'findUser must be null: there is no target of the user id'],
  [{ mapping: restDefaults.mapping.slice(1) }, 'mapping must fill the target of the address'],
  [
    { mapping: restDefaults.mapping.filter(({ source }) => source !== 'user_id') },
    'mapping must fill the target of the user id',
  ],
  [
    { findUser: null, policies: { ...restDefaults.policies, withoutEmail: 'create' } },
    'policies.withoutEmail must be park',
  ],
  [
    { policies: { ...restDefaults.policies, whenDeleted: 'archive' } },
    'policies.whenDeleted must be deactivate or keep',
  ],
])('%j is refused: %s', (over, problem) => {
  expect(problemsOf({ ...restSample(), ...over }).join('\n')).toContain(problem);
});

test('a search by POST names what is looked for in its body', () => {
  const find = { method: 'POST', path: '/contacts/search', body: '/filter' } as const;
  expect(problemsOf(restSample({ find }))).toEqual([]);
});
