import { expect, test } from 'vitest';
import { causeFromKey } from './cause';
import { causeTitle, explainCause } from './explain-cause';

const evidence = {
  cause: causeFromKey('http-500'),
  host: 'gauge.example.com',
  pointsHere: true,
  count: 5,
  receivedHere: 0,
  rejectedHere: 0,
};

test.each([
  ['http-500', '500 from gauge.example.com'],
  ['connect', 'Could not connect to gauge.example.com'],
  ['timeout', 'No answer in time from gauge.example.com'],
  ['unknown', 'Failed without a reason at gauge.example.com'],
])('names %s in one line', (key, title) => {
  expect(causeTitle(causeFromKey(key), 'gauge.example.com')).toBe(title);
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
