import { expect, it } from 'vitest';
import { routeOf } from './route-name';

it.each([
  ['/api/users', {}, '/api/users'],
  ['/api/users/auth0%7C1', { id: 'auth0|1' }, '/api/users/[id]'],
  ['/api/users/users', { id: 'users' }, '/api/users/[id]'],
  ['/api/streams/test/test', { id: 'test' }, '/api/streams/[id]/test'],
  ['/api/deliveries/a/a/redeliver', { streamId: 'a', eventId: 'a' }, '/api/deliveries/[streamId]/[eventId]/redeliver'],
  ['/api/test-events/1', { id: '1' }, '/api/test-events/[id]'],
  ['/api/ada@example.test/x', { rest: ['ada@example.test', 'x'] }, '/api/[...rest]'],
])('%s with %o is %s', (path, params, route) => {
  expect(routeOf(path, params)).toBe(route);
});

it('names nobody, even where the parameters are not those of the path', () => {
  expect(routeOf('/api/users/ada@example.test', { id: 'other' })).toBe('/api/users/[id]');
  expect(routeOf('/api/users/%zz', {})).toBe('/api/users/[id]');
});
