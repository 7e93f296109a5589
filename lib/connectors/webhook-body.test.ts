import { expect, test } from 'vitest';
import { messageId, webhookBody } from './webhook-body';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const about = { type: 'user.created', timeMs: 0 };

test('a CloudEvent is sent byte by byte as it came', () => {
  const body = encode('{ "id":"evt_1",  "n": 1.0, "é": "\\u00e9" }');
  expect(webhookBody('cloudevent', { ...about, body })).toBe(body);
});

test('the plain form has type, time and data, with numbers as they came, out of either envelope', () => {
  const event = '{"id":"evt_1","type":"user.created","data":{"object":{"user_id":"a","big":12345678901234567890}}}';
  const wrapped = `{"detail-type":"user.created","source":"aws.partner/x","detail":${event}}`;
  const plain =
    '{"type":"user.created","timestamp":"1970-01-01T00:00:00.000Z","data":{"object":{"user_id":"a","big":12345678901234567890}}}';
  for (const body of [event, wrapped]) {
    expect(decode(webhookBody('plain', { ...about, body: encode(body) }))).toBe(plain);
  }
});

test('an event without data or a readable time says null', () => {
  const body = encode('{"id":"evt_1","type":"x"}');
  expect(decode(webhookBody('plain', { type: 'x', timeMs: null, body }))).toBe(
    '{"type":"x","timestamp":null,"data":null}',
  );
});

test.each([
  ['evt_1', 'msg_evt_1'],
  ['evt_\u2603 1', 'msg_evt_%E2%98%83%201'],
  ['a\ud800', 'msg_a%EF%BF%BD'],
])('the event %j is called %s in a header', (id, name) => {
  expect(messageId(id)).toBe(name);
});
