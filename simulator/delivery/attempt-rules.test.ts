import { describe, expect, it } from 'vitest';
import { attemptsFor, errorMessage, type Reply, verdict } from './attempt-rules.ts';

const answer = (status: number, body = ''): Reply => ({ kind: 'answer', status, body });
const broken: Reply = {
  kind: 'transport',
  reason: 'Post "https://dashboard-tunnel.example.net/webhook": dial tcp 198.51.100.7:443: connect: connection refused',
};

describe('verdict', () => {
  it.each([200, 202, 204, 299])('takes %i as delivered', (status) => {
    expect(verdict(answer(status), 1)).toEqual({ next: 'delivered' });
  });

  it.each([400, 401, 404, 409, 413, 422, 429])('never tries again after %i', (status) => {
    expect(verdict(answer(status), 1)).toEqual({ next: 'failed' });
    expect(attemptsFor(answer(status))).toBe(1);
  });

  it.each([answer(301), answer(304), answer(500), answer(503), broken])(
    'tries %o again after 1, 2 and 4 seconds',
    (reply) => {
      expect([1, 2, 3, 4].map((made) => verdict(reply, made))).toEqual([
        { next: 'retry', afterMs: 1000 },
        { next: 'retry', afterMs: 2000 },
        { next: 'retry', afterMs: 4000 },
        { next: 'failed' },
      ]);
      expect(attemptsFor(reply)).toBe(4);
    },
  );
});

describe('errorMessage', () => {
  it('keeps an HTTP answer with its status in front', () => {
    expect(errorMessage(answer(500, '{"error":"boom"}'))).toBe('500 - {"error":"boom"}');
  });

  it('cuts a transport error before its cause', () => {
    expect(errorMessage(broken)).toBe('Post "https://dashboard-tunnel.example.net/webhook ...');
  });
});
