import { expect, test } from 'vitest';
import { causeFromKey } from './cause';
import { causeTitle, explainCause, isOwnTrouble } from './explain-cause';

const evidence = {
  cause: causeFromKey('http-500'),
  hosts: ['gauge.example.com'],
  pointsHere: true,
  count: 5,
  receivedHere: 0,
  rejectedHere: 0,
  answeredHere: 0,
};

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

test('a 401 is certain only when our own records show the refusal', () => {
  const unauthorized = { ...evidence, cause: causeFromKey('http-401') };
  expect(explainCause({ ...unauthorized, rejectedHere: 3 }).confidence).toBe('certain');
  expect(explainCause(unauthorized).confidence).toBe('likely');
  expect(explainCause({ ...unauthorized, pointsHere: false, rejectedHere: 3 }).confidence).toBe('likely');
});

test('a timeout whose event arrived here was answered too late, for certain', () => {
  const late = explainCause({ ...evidence, cause: causeFromKey('timeout'), receivedHere: 2 });
  expect(late).toMatchObject({ confidence: 'certain' });
  expect(late.explanation).toContain('2 of 5 have arrived here');
});

test('what arrived here says nothing about a stream that posts elsewhere', () => {
  expect(explainCause({ ...evidence, pointsHere: false, receivedHere: 5 }).explanation).not.toContain('arrived');
});

test('every status has a sentence', () => {
  for (let status = 100; status < 600; status += 1) {
    const { explanation } = explainCause({ ...evidence, cause: causeFromKey(`http-${status}`) });
    expect(explanation).toMatch(/\.$/);
  }
});

test('a group of several event streams names where they post', () => {
  const failed = causeFromKey('http-500');
  expect(causeTitle(failed, ['a.example', 'b.example'])).toBe('500 from a.example and b.example');
  expect(causeTitle(failed, ['a.example', 'b.example', 'c.example'])).toBe('500 from 3 destinations');
  expect(causeTitle(failed, [])).toBe('500 from the destination');
});

test('a 503 is laid at the door of this app only when Auth0 quotes our answer', () => {
  const unavailable = { ...evidence, cause: causeFromKey('http-503') };
  expect(explainCause(unavailable)).toMatchObject({ confidence: 'likely' });
  expect(explainCause(unavailable).explanation).not.toContain('This app');
  expect(explainCause({ ...unavailable, answeredHere: 1 })).toMatchObject({ confidence: 'certain' });
  expect(isOwnTrouble('503 - {"error":"Service Unavailable"}')).toBe(true);
  expect(isOwnTrouble('503 - <html>upstream</html>')).toBe(false);
});

test('a disabled event stream is the cause for certain, any other words are Auth0’s', () => {
  expect(explainCause({ ...evidence, cause: causeFromKey('other-event stream is disabled') }).confidence).toBe(
    'certain',
  );
  expect(explainCause({ ...evidence, cause: causeFromKey('other-quota used up') }).confidence).toBe('likely');
});
