import { expect, test } from 'vitest';
import { causeFromKey } from './cause';
import { causeTitle, isOwnTrouble } from './explain-cause';

test.each([
  ['http-500', '500 from gauge.example.com'],
  ['connect', 'Could not connect to gauge.example.com'],
  ['timeout', 'No answer in time from gauge.example.com'],
  ['unknown', 'Failed without a reason at gauge.example.com'],
  ['waiting', 'Not attempted yet at gauge.example.com'],
  ['other-event stream is disabled', 'Auth0: event stream is disabled'],
])('names %s in one line', (key, title) => {
  expect(causeTitle(causeFromKey(key), ['gauge.example.com'])).toBe(title);
});

test('a group of several event streams names where they post', () => {
  const failed = causeFromKey('http-500');
  expect(causeTitle(failed, ['a.example', 'b.example'])).toBe('500 from a.example and b.example');
  expect(causeTitle(failed, ['a.example', 'b.example', 'c.example'])).toBe('500 from 3 destinations');
  expect(causeTitle(failed, [])).toBe('500 from the destination');
});

test('only our own words tell of a 503 that this app answered', () => {
  expect(isOwnTrouble('503 - {"error":"Service Unavailable"}')).toBe(true);
  expect(isOwnTrouble('503 - <html>upstream</html>')).toBe(false);
});
