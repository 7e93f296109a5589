import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeFromKey, causeOf, causeOfDelivery, wordsOf } from './cause';

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

  test.each([null, '', '  '])('says unknown for %j', (message) => {
    expect(causeOf(message, 100).kind).toBe('unknown');
  });

  test.each([
    ['event stream is disabled', 'event stream is disabled'],
    ['200OK', '…OK'],
    ['request 4f3c2b1a-9e8d was dropped after 5000 ms', 'request … was dropped after … ms'],
  ])('tells %j in these words, without ids and numbers', (message, words) => {
    const cause = causeOf(message, 100);
    expect(cause.kind).toBe('other');
    expect(wordsOf(cause)).toBe(words);
  });

  test('a delivery without an attempt is waiting, unless Auth0 calls it failed', () => {
    expect(causeOfDelivery('pending', []).kind).toBe('waiting');
    expect(causeOfDelivery('failed', []).kind).toBe('unknown');
    const failed = { status: 'failed', atMs: 1, errorMessage: '500 - x', durationMs: 1 };
    expect(causeOfDelivery('pending', [failed]).key).toBe('http-500');
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
