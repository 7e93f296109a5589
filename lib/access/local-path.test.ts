import { expect, test } from 'vitest';
import { fittingPath, localPath } from './local-path';

test.each(['/', '/events?type=user.deleted', '/users/auth0%7C1#top', '/a//b', '/@evil.example'])(
  '%j stays inside the application',
  (path) => expect(localPath(path)).toBe(path),
);

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/..//evil.example',
  '/./\\evil.example',
  'evil',
  'javascript:alert(1)',
  '',
  null,
  undefined,
])('%j leads elsewhere', (path) => expect(localPath(path)).toBeNull());

test('a path that is too long loses its query before it is given up', () => {
  expect(fittingPath('/events?type=a', 100)).toBe('/events?type=a');
  expect(fittingPath(`/events?type=${'a'.repeat(100)}`, 100)).toBe('/events');
  expect(fittingPath(`/users/${'a'.repeat(100)}`, 100)).toBe('/');
});
