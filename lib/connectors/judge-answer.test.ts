import { expect, test } from 'vitest';
import { minuteMs, secondMs } from '../spans';
import { judgeAnswer } from './judge-answer';

const answered = (status: number, retryAfter: string | null = null) =>
  judgeAnswer({ kind: 'answered', status, retryAfter }, 1_000);

test.each([200, 201, 202, 204, 299])('%i takes the event', (status) => {
  expect(answered(status)).toEqual({ kind: 'taken' });
});

test.each([301, 302, 307, 400, 401, 403, 404, 409, 422])('%i is a failure of this event', (status) => {
  expect(answered(status)).toEqual({ kind: 'failed', isOutage: false, isAnswered: true });
});

test.each([500, 502, 504])('%i is a failure of the other side', (status) => {
  expect(answered(status)).toEqual({ kind: 'failed', isOutage: true, isAnswered: true });
});

test('410 holds the connector, and so does an address that may not be asked', () => {
  expect(answered(410)).toEqual({ kind: 'hold', reason: 'endpoint_gone' });
  expect(judgeAnswer({ kind: 'refused' }, 0)).toEqual({ kind: 'hold', reason: 'address_refused' });
});

test('429 and 503 ask for a pause: as long as they say, or a minute', () => {
  expect(answered(429, '7')).toEqual({ kind: 'quiet', untilMs: 1_000 + 7 * secondMs });
  expect(answered(503)).toEqual({ kind: 'quiet', untilMs: 1_000 + minuteMs });
});

test('no answer is a failure of the other side', () => {
  expect(judgeAnswer({ kind: 'failed' }, 0)).toEqual({ kind: 'failed', isOutage: true, isAnswered: false });
});
