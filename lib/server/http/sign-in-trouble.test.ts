import { expect, test } from 'vitest';
import { troubleCookie, troubleDescription } from './sign-in-trouble';

const kept = (text: string) => troubleDescription(troubleCookie('access_denied', text), 'access_denied');

test('what Auth0 says reaches the sign-in page as it was said', () => {
  expect(kept('Please verify your e-mail address first')).toBe('Please verify your e-mail address first');
  expect(kept('Überprüfen; a=b, "c" <b>')).toBe('Überprüfen; a=b, "c" <b>');
});

test('it is clipped and cannot turn its direction', () => {
  expect(troubleCookie('access_denied', 'ä'.repeat(5_000)).length).toBeLessThan(600);
  expect(kept('ä'.repeat(5_000))).toBe(`${'ä'.repeat(200)}…`);
  expect(kept('a\u202Eb\r\nc')).toBe('a b c');
});

test('it is shown for the failure it belongs to only', () => {
  expect(troubleDescription(troubleCookie('access_denied', 'No'), 'failed')).toBeNull();
  expect(troubleDescription(undefined, 'failed')).toBeNull();
  expect(troubleDescription('access_denied.', 'access_denied')).toBeNull();
});
