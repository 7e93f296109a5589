import { expect, test } from 'vitest';
import { type Combination } from './combination';
import { causesText, countsSentence, ledgerSentence, remedySentence, whyCountsOnly } from './ledger-words';

const answer = (counts: Partial<Record<Combination, number>>) => ({
  counts: Object.entries(counts).map(([name, count]) => ({ combination: name as Combination, count, ignored: 0 })),
});

test('the finding comes first, with its number', () => {
  const found = answer({ normal: 11_219, failed_not_received: 56, failed_but_received: 4, never_delivered: 163 });
  expect(ledgerSentence(found)).toBe('219 of 11,442 emitted events are not here');
  expect(remedySentence(found)).toBe('56 can be redelivered, 163 applied from the feed.');
  expect(ledgerSentence(answer({ normal: 1, never_delivered: 1 }))).toBe('1 of 2 emitted events is not here');
  expect(ledgerSentence(answer({ normal: 12 }))).toBe('All 12 emitted events are here');
  expect(remedySentence(answer({ normal: 12 }))).toBe('');
  expect(ledgerSentence(answer({ not_in_feed: 3 }))).toBe('No event was emitted for this event stream');
});

test('where only counts are compared, that is said with its reason', () => {
  const day = (delivered: number | null, received: number) => ({ startMs: 0, delivered, received });
  expect(countsSentence([day(100, 98), day(20, 20)])).toBe('Auth0 counts 120 successful deliveries, 118 received here');
  expect(countsSentence([day(null, 5)])).toBe('5 events received here; Auth0 gives no counts');
  expect(whyCountsOnly('off', null)).toContain('EVENT_FEED=ledger');
  const trouble = { kind: 'scope' as const, text: 'The application lacks the scope read:events.', sinceMs: 1 };
  expect(whyCountsOnly('refused', trouble)).toContain('read:events');
});

test('every cause of a gap is told with its number, most frequent first, and at most three by name', () => {
  const causes = (...keys: [string, number][]) => keys.map(([causeKey, count]) => ({ causeKey, count }));
  expect(causesText([])).toBe('');
  expect(causesText(causes(['http-500', 7]))).toBe('500 from the destination');
  expect(causesText(causes(['http-500', 4], ['connect', 2], ['http-401', 2]))).toBe(
    '4 × 500 from the destination, 2 × no connection, 2 × 401',
  );
  expect(causesText(causes(['timeout', 9], ['http-500', 1]))).toBe('9 × no answer in time, 1 × 500');
  const many = causes(['http-500', 1_200], ['other-event stream is disabled', 3], ['unknown', 2], ['waiting', 1]);
  expect(causesText(many)).toBe(
    '1,200 × 500 from the destination, 3 × event stream is disabled, 2 × no reason given and 1 other',
  );
  expect(causesText([...many, ...causes(['http-403', 1])])).toContain('and 2 others');
  expect(causesText(causes(['http-500', 2], ['other-a\u202Eb', 1]))).toContain('1 × a[U+202E]b');
});
