import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeFromKey, causeOf } from './cause';

describe('causeOf', () => {
  test.each([
    ['500 - {"error":"boom"}', 'http-500'],
    ['401 - {"error":"Unauthorized"}', 'http-401'],
    ['404', 'http-404'],
    ['503: try later', 'http-503'],
  ])('reads the status of our own answer: %s', (message, key) => {
    expect(causeOf(message, 20).key).toBe(key);
  });

  test.each([
    ['Post "https://gauge.example.com/webhook-path-is-l ...', 20.1, 'connect'],
    ['Post "https://gauge.example.com/webhook-path-is-l ...', null, 'connect'],
    ['Post "https://gauge.example.com/webhook-path-is-l ...', 10_000.4, 'timeout'],
    ['Post "http://localhost:3000/webhook": dial tcp: conn ...', 2, 'connect'],
  ])('a transport error cut before its reason is told apart by its duration: %s after %s ms', (text, duration, key) => {
    expect(causeOf(text, duration).key).toBe(key);
  });

  test('a reason that survived the cut beats the duration', () => {
    expect(causeOf('Post "https://a.io": connection refused', 9_000).key).toBe('connect');
    expect(causeOf('Post "https://a.io": context deadline exceeded', 10).key).toBe('timeout');
  });

  test.each([null, '', 'disabled stream', '5000 things', '200OK'])('says unknown for %j', (message) => {
    expect(causeOf(message, 100).kind).toBe('unknown');
  });

  test('every cause can be found again by its key', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.double({ min: 0, noNaN: true })), (message, duration) => {
        const cause = causeOf(message, duration);
        expect(causeFromKey(cause.key)).toEqual(cause);
      }),
    );
  });

  test('a key that was never made is unknown', () => {
    expect(causeFromKey('http-999').kind).toBe('unknown');
    expect(causeFromKey('constructor').kind).toBe('unknown');
  });
});
