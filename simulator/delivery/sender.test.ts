import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authorization } from '../tenant/event-stream.ts';
import { startWebhookTarget, until, type WebhookTarget } from '../testing/webhook-target.ts';
import { type Mischief, NO_MISCHIEF } from './mischief.ts';
import { createSender } from './sender.ts';

let target: WebhookTarget;
const sender = createSender();
const bearer: Authorization = { method: 'bearer', token: 't' };

beforeAll(async () => {
  target = await startWebhookTarget();
});
beforeEach(() => {
  target.arrivals.length = 0;
});
afterAll(async () => {
  sender.close();
  await target.stop();
});

const send = (mischief: Partial<Mischief> = {}, authorization: Authorization = bearer) =>
  sender.send(
    { endpoint: target.url, authorization },
    { body: '{"id":"evt_1"}', timeoutMs: 5000, mischief: { ...NO_MISCHIEF, ...mischief } },
  );

describe('sender', () => {
  it.each([
    [bearer, { authorization: 'Bearer t' }],
    [{ method: 'basic', username: 'u', password: 'p' } as const, { authorization: 'Basic dTpw' }],
    [{ method: 'custom_header', header_key: 'X-Key', header_value: 'v' } as const, { 'x-key': 'v' }],
  ])('sends the credential of %o', async (authorization, headers) => {
    expect(await send({}, authorization)).toEqual({ kind: 'answer', status: 204, body: '' });
    expect(target.arrivals[0]?.headers).toMatchObject(headers);
  });

  it('sends another credential when asked for a wrong one', async () => {
    await send({ wrongSecret: true });
    expect(target.arrivals[0]?.headers.authorization).toBe('Bearer t-wrong');
  });

  it('breaks a request off: the target never gets the whole of it', async () => {
    expect(await send({ cut: 'request' })).toEqual({ kind: 'transport', reason: `Post "${target.url}": EOF` });
    await until(() => target.brokenOff === 1);
    await send();
    expect(target.arrivals).toHaveLength(1);
  });

  it('loses an answer: the target has the event and the sender does not know', async () => {
    expect(await send({ cut: 'answer' })).toEqual({ kind: 'transport', reason: `Post "${target.url}": EOF` });
    expect(target.arrivals).toHaveLength(1);
  });

  it('spreads a slow body over the time asked for, whole at the end', async () => {
    const before = performance.now();
    await send({ slowMs: 100 });
    expect(performance.now() - before).toBeGreaterThan(50);
    expect(target.arrivals[0]?.id).toBe('evt_1');
  });

  it('words a target that is not there as a Go program would', async () => {
    expect(
      await sender.send(
        { endpoint: 'http://localhost:9/webhook', authorization: bearer },
        { body: '{}', timeoutMs: 5000, mischief: NO_MISCHIEF },
      ),
    ).toEqual({
      kind: 'transport',
      reason: 'Post "http://localhost:9/webhook": dial tcp localhost:9: connect: connection refused',
    });
  });
});
