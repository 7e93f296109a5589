import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../json/parse-json';
import { parseDelivery, parseDeliveryPage } from './parse-deliveries';

const streamId = 'est_0123456789abcdefghABCD';

/** One row as recorded from a real tenant (ids changed). */
const recorded = {
  attempts: [
    {
      duration: 21.4,
      error_message: '500 - {"error":"boom"}',
      status: 'failed',
      timestamp: '2026-11-20T09:15:22.100Z',
    },
    { status: 'retrying', timestamp: '2026-11-20T09:20:00.000Z' },
  ],
  event: {
    data: { object: { email: 'ida@example.com', user_id: 'auth0|1' } },
    id: 'evt_4tQmZp8yRk2Lw6Xc1Vb9Ns',
    source: 'urn:auth0:',
    specversion: '1.0',
    time: '2026-11-20T09:15:00.573Z',
    type: 'user.created',
  },
  event_stream_id: streamId,
  event_type: 'user.created',
  id: 'evt_4tQmZp8yRk2Lw6Xc1Vb9Ns',
  status: 'failed',
};

const read = {
  streamId,
  eventId: 'evt_4tQmZp8yRk2Lw6Xc1Vb9Ns',
  eventType: 'user.created',
  status: 'failed',
  attempts: [
    {
      status: 'failed',
      atMs: Date.parse('2026-11-20T09:15:22.100Z'),
      errorMessage: '500 - {"error":"boom"}',
      durationMs: 21.4,
    },
    { status: 'retrying', atMs: Date.parse('2026-11-20T09:20:00Z'), errorMessage: null, durationMs: null },
  ],
  subjectId: 'auth0|1',
  subjectLabel: 'ida@example.com',
  eventTimeMs: Date.parse('2026-11-20T09:15:00.573Z'),
  payload: { text: JSON.stringify(recorded.event), length: JSON.stringify(recorded.event).length },
};

describe('parseDeliveryPage', () => {
  test.each([
    ['{deliveries, next}', { deliveries: [recorded], next: 'tok' }, 'tok'],
    ['{deliveries, nextPageToken}', { deliveries: [recorded], nextPageToken: 'tok' }, 'tok'],
    ['an object without a token', { deliveries: [recorded] }, null],
    ['an empty token', { deliveries: [recorded], next: '' }, null],
    ['a bare array', [recorded], null],
  ])('reads %s', (_shape, input, next) => {
    expect(parseDeliveryPage(input, streamId)).toEqual({ deliveries: [read], next, size: 1 });
  });

  test.each([null, 'text', {}, { error: 'x' }, { deliveries: 'none' }])('says null to %j', (input) => {
    expect(parseDeliveryPage(input, streamId)).toBeNull();
  });

  test('an entry without an id is left out but counted, so that paging goes on', () => {
    const page = parseDeliveryPage({ deliveries: [{}, recorded, 7], next: 't' }, streamId);
    expect(page).toMatchObject({ size: 3, deliveries: [{ eventId: recorded.id }] });
  });
});

describe('parseDelivery', () => {
  test.each([
    ['data', { ...recorded, event: { ...recorded.event, data: JSON.stringify(recorded.event.data) } }],
    ['the whole event', { ...recorded, event: JSON.stringify(recorded.event) }],
  ])('reads %s as text', (_what, input) => {
    expect(parseDelivery(input, streamId)).toEqual(read);
  });

  test('a delivery with nothing but an id still makes a row', () => {
    expect(parseDelivery({ id: 'evt_x' }, streamId)).toEqual({
      streamId,
      eventId: 'evt_x',
      eventType: 'unknown',
      status: 'unknown',
      attempts: [],
      subjectId: null,
      subjectLabel: null,
      eventTimeMs: null,
      payload: null,
    });
  });

  test('unknown words are kept', () => {
    const input = { ...recorded, status: 'pending', event_type: 'organization.future_thing' };
    expect(parseDelivery(input, streamId)).toMatchObject({ status: 'pending', eventType: 'organization.future_thing' });
  });

  test('attempts come out oldest first', () => {
    const input = { ...recorded, attempts: recorded.attempts.toReversed() };
    expect(parseDelivery(input, streamId)?.attempts).toEqual(read.attempts);
  });

  test('an event nested a hundred thousand levels deep costs its subject, not the list', () => {
    const data: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(parseDelivery({ ...recorded, event: { ...recorded.event, data } }, streamId)).toMatchObject({
      eventId: recorded.id,
      subjectId: null,
    });
  });

  test('no input whatever throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (event, attempts) => {
        parseDeliveryPage([{ id: 'evt_x', event, attempts }], streamId);
        parseDelivery(event, streamId);
      }),
    );
  });
});

test("Auth0's copy of an event keeps the digits of its numbers, also where data comes as text", () => {
  const digits = '{"logins_count":12345678901234567890}';
  for (const data of [digits, JSON.stringify(digits)]) {
    const answer = parseJson(
      `{"id":"evt_1","attempts":[{"status":"failed","duration":0.0000001}],"event":{"data":${data}}}`,
    );
    const delivery = parseDelivery(answer, 'est_a');
    expect(delivery?.payload).toEqual({ text: `{"data":${digits}}`, length: digits.length + 9 });
    expect(delivery?.attempts[0]?.durationMs).toBe(1e-7);
  }
});

test('a copy longer than is kept leaves its length, and none leaves nothing', () => {
  const long = { id: 'evt_1', event: { data: 'x'.repeat(70_000) } };
  expect(parseDelivery(long, 'est_a')?.payload).toEqual({ text: null, length: 70_011 });
  expect(parseDelivery({ id: 'evt_1' }, 'est_a')?.payload).toBeNull();
});
