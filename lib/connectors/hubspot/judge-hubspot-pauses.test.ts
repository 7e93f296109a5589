import { describe, expect, it } from 'vitest';
import { type RecordCall } from '../records/record-reply';
import { type HubspotAnswer, judgeHubspot } from './judge-hubspot';

const nowMs = Date.parse('2026-11-30T20:00:00Z');

const read: RecordCall = { act: 'read', by: 'email', value: 'ada@example.test' };
const create: RecordCall = {
  act: 'create',
  values: { email: 'ada@example.test', phone: '1', auth0_user_id: 'auth0|ada' },
};
const update: RecordCall = {
  act: 'update',
  recordId: '42',
  values: { email: 'ada@example.test', phone: '1', city: 'x' },
};
const archive: RecordCall = { act: 'archive', recordId: '42' };

interface Given {
  call?: RecordCall;
  headers?: HubspotAnswer['headers'];
  timeZone?: string | null;
}

const judged = (
  status: number,
  body: unknown,
  { call = update, headers = {}, timeZone = 'Europe/Berlin' }: Given = {},
) =>
  judgeHubspot({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) }, call, {
    nowMs,
    timeZone,
  });

const page = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>';

describe('a pause that HubSpot asks for', () => {
  const limit = (policyName: string) => ({
    status: 'error',
    message: 'You have reached your limit.',
    errorType: 'RATE_LIMIT',
    policyName,
  });
  const second = 1_000;

  it.each<[name: string, status: number, body: unknown, asked: Given & { pauseMs: number }]>([
    ['a second', 429, limit('SECONDLY'), { pauseMs: second }],
    ['ten rolling seconds', 429, limit('TEN_SECONDLY_ROLLING'), { pauseMs: 10 * second }],
    ['a day, until midnight in Berlin', 429, limit('DAILY'), { pauseMs: 3 * 3_600 * second }],
    ['a day of an account of an unknown zone', 429, limit('DAILY'), { timeZone: null, pauseMs: 3_600 * second }],
    ['a day in a zone that is none', 429, limit('DAILY'), { timeZone: 'Mars', pauseMs: 3_600 * second }],
    ['an older body', 429, { message: 'You have reached your ten_secondly_rolling limit.' }, { pauseMs: 10 * second }],
    ['an older body of a second', 429, { message: 'You have reached your secondly limit.' }, { pauseMs: second }],
    ['an unknown limit', 429, page, { pauseMs: 10 * second }],
    ['the longer of both', 429, limit('SECONDLY'), { headers: { 'retry-after': '7' }, pauseMs: 7 * second }],
    [
      'the longer of both',
      429,
      limit('TEN_SECONDLY_ROLLING'),
      { headers: { 'retry-after': '7' }, pauseMs: 10 * second },
    ],
    ['a locked record', 423, { message: 'locked' }, { pauseMs: 2 * second }],
    [
      'a locked record, for longer',
      423,
      { message: 'locked' },
      { headers: { 'retry-after': '5' }, pauseMs: 5 * second },
    ],
    ['a migration', 477, {}, { headers: { 'retry-after': '600' }, pauseMs: 600 * second }],
    ['a migration without an end', 477, {}, { pauseMs: 60 * second }],
    ['C10', 503, {}, { headers: { 'retry-after': '90' }, pauseMs: 90 * second }],
    ['an unavailable service', 503, page, { pauseMs: 60 * second }],
    ['a gateway', 504, page, { headers: { 'retry-after': '30' }, pauseMs: 30 * second }],
  ])('%s: %i', (_, status, body, { pauseMs, ...given }) => {
    for (const call of [read, create, update, archive]) {
      const reply = judged(status, body, { ...given, call });
      expect(reply).toMatchObject({ kind: 'stopped', judgement: { kind: 'quiet', untilMs: nowMs + pauseMs } });
    }
  });
});

describe('what is tried again', () => {
  it.each([500, 502, 504, 524, 521, 599])('%i is an outage, and a write may have been done', (status) => {
    for (const body of [page, { message: 'internal error' }]) {
      const reply = { judgement: { kind: 'failed', isOutage: true, isAnswered: true }, isUnknown: true };
      for (const call of [create, update, archive]) expect(judged(status, body, { call })).toMatchObject(reply);
      expect(judged(status, body, { call: read })).toMatchObject({ ...reply, isUnknown: false });
    }
  });

  it.each([400, 405, 415, 418])('%i of HubSpot is not', (status) => {
    expect(judged(status, { message: 'odd' }, { call: archive })).toEqual({
      kind: 'stopped',
      judgement: { kind: 'failed', isOutage: false, isAnswered: true },
      error: `answered ${status}: odd`,
      isUnknown: false,
    });
  });
});
