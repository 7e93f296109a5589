import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { type CloudEvent, happening, onStream } from '../tenant/cloud-event.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import type { Reply } from './attempt-rules.ts';
import { pastAttempts } from './past-attempts.ts';
import { StreamOutlet } from './stream-outlet.ts';

const FOUR_FAILED = ['failed', 'failed', 'failed', 'failed'];
const STREAM = 'est_0123456789abcdefghABCD';
const ok: Reply = { kind: 'answer', status: 204, body: '' };
const boom: Reply = { kind: 'answer', status: 500, body: '{"error":"boom"}' };
const refused: Reply = { kind: 'answer', status: 401, body: '{"error":"Unauthorized"}' };

const event = (id: string, type = 'user.created'): CloudEvent =>
  onStream(
    happening({ type, data: { object: { user_id: id } }, atMs: Date.parse('2026-11-20T08:00:00Z'), id }),
    STREAM,
  );

const newStream = (): EventStream => ({
  id: STREAM,
  name: 'mirror',
  status: 'enabled',
  subscriptions: ['user.created'],
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-20T08:00:00.000Z',
  destination: { type: 'webhook', endpoint: 'http://localhost/', authorization: { method: 'bearer', token: 't' } },
});

function outletWith(settings: Partial<Settings> = {}) {
  const clock = createFakeClock();
  const target = { reply: ok, bodies: [] as string[], wrong: 0 };
  const disabled: string[] = [];
  const outlet = new StreamOutlet(newStream(), {
    clock,
    settings: { ...defaultSettings(), firstAttemptDelayMs: 0, ...settings },
    sender: {
      send(_destination, { body, wrongSecret }) {
        target.bodies.push(body);
        if (wrongSecret) target.wrong += 1;
        return Promise.resolve(target.reply);
      },
      close: () => undefined,
    },
    onSettled: () => undefined,
    onDisabled: (stream) => disabled.push(stream.id),
  });
  const sentIds = () => target.bodies.map((body) => /"id":"([^"]+)"/.exec(body)?.[1]);
  return { clock, outlet, target, disabled, sentIds };
}

describe('failed deliveries', () => {
  it('are listed only after the last attempt, with all four', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = boom;
    outlet.offer(event('a'));
    await clock.advance(6999);
    expect(outlet.log.size).toBe(0);
    await clock.advance(1);
    expect(outlet.log.get('a')?.attempts.map((attempt) => attempt.status)).toEqual(FOUR_FAILED);
  });

  it('are kept as a trimmed copy while the whole event is sent again', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = refused;
    outlet.offer(event('a'));
    await clock.advance(0);
    expect(outlet.log.get('a')?.stored.source).toBe('urn:auth0:');
    target.reply = ok;
    outlet.redeliver('a');
    await clock.advance(3000);
    expect(target.bodies[1]).toBe(target.bodies[0]);
  });
});

describe('redelivery', () => {
  it('marks the delivery at once, tries after the delay, and clears it on success', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.inject(event('a'), pastAttempts(refused, clock.now() - 60_000));
    expect(outlet.redeliver('a')).toBe('accepted');
    expect(outlet.log.get('a')?.attempts.map((attempt) => attempt.status)).toEqual(['failed', 'retrying']);
    await clock.advance(2999);
    expect(target.bodies).toHaveLength(0);
    await clock.advance(1);
    expect(target.bodies).toHaveLength(1);
    expect(outlet.log.get('a')).toBeUndefined();
  });

  it('ends with 4 + 1 + 4 entries when it fails again', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.inject(event('a'), pastAttempts(boom, clock.now() - 60_000));
    target.reply = boom;
    outlet.redeliver('a');
    await clock.advance(30_000);
    const statuses = outlet.log.get('a')?.attempts.map((attempt) => attempt.status);
    expect(statuses).toEqual([...FOUR_FAILED, 'retrying', ...FOUR_FAILED]);
  });

  it('is refused while one is underway, and for an event that did not fail', async () => {
    const { clock, outlet } = outletWith();
    outlet.inject(event('a'), pastAttempts(boom, clock.now() - 60_000));
    outlet.redeliver('a');
    expect(outlet.redeliver('a')).toBe('busy');
    expect(outlet.redeliverMany({})).toBe('busy');
    expect(outlet.redeliver('b')).toBe('missing');
    await clock.advance(10_000);
    expect(outlet.redeliver('a')).toBe('missing');
  });

  it('of many takes what the filter selects, oldest first', async () => {
    const { clock, outlet, sentIds } = outletWith();
    for (const [id, type] of [
      ['a', 'user.created'],
      ['b', 'user.updated'],
      ['c', 'user.created'],
    ] as const) {
      outlet.inject(event(id, type), pastAttempts(boom, clock.now() - 60_000));
    }
    expect(outlet.redeliverMany({ eventTypes: ['user.created'] })).toBe('accepted');
    await clock.advance(10_000);
    expect(sentIds()).toEqual(['a', 'c']);
    expect(outlet.log.size).toBe(1);
  });

  it('can be told to fail the next n times without reaching the target', async () => {
    const { clock, outlet, target } = outletWith({
      redelivery: { outcome: 'fail', status: 503, body: 'no', times: 1 },
    });
    outlet.inject(event('a'), pastAttempts(refused, clock.now() - 60_000));
    outlet.redeliver('a');
    await clock.advance(30_000);
    expect(outlet.log.get('a')?.attempts.at(-1)?.error_message).toBe('503 - no');
    expect(target.bodies).toHaveLength(0);
    outlet.redeliver('a');
    await clock.advance(30_000);
    expect(outlet.log.size).toBe(0);
  });

  it('works while the stream is disabled: it is the way back below the limit', async () => {
    const { clock, outlet } = outletWith({ limits: { inARow: 500, total: 2 } });
    outlet.inject(event('a'), pastAttempts(boom, clock.now()));
    outlet.inject(event('b'), pastAttempts(boom, clock.now()));
    expect(outlet.stream.status).toBe('disabled');
    expect(outlet.enable()).toBe(false);
    outlet.redeliver('a');
    await clock.advance(10_000);
    expect(outlet.enable()).toBe(true);
  });
});

describe('auto-disable', () => {
  it('comes with the last failure of the allowed row and not before', async () => {
    const { clock, outlet, target, disabled } = outletWith({ limits: { inARow: 3, total: 5000 } });
    target.reply = refused;
    outlet.offer(event('a'));
    outlet.offer(event('b'));
    await clock.advance(0);
    expect([outlet.failedInARow, outlet.stream.status]).toEqual([2, 'enabled']);
    outlet.offer(event('c'));
    await clock.advance(0);
    expect([outlet.stream.status, disabled]).toEqual(['disabled', [STREAM]]);
  });

  it('starts counting anew after a success', async () => {
    const { clock, outlet, target } = outletWith({ limits: { inARow: 2, total: 5000 } });
    for (const [id, reply] of [
      ['a', refused],
      ['b', ok],
      ['c', refused],
    ] as const) {
      target.reply = reply;
      outlet.offer(event(id));
      await clock.advance(0);
    }
    expect(outlet.stream.status).toBe('enabled');
  });
});

describe('a disabled stream', () => {
  it('takes nothing and keeps nothing', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.disable();
    outlet.offer(event('a'));
    await clock.advance(60_000);
    outlet.enable();
    await clock.advance(60_000);
    expect([target.bodies.length, outlet.log.size]).toEqual([0, 0]);
  });

  it('puts on record what was still waiting when it was switched off', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = boom;
    outlet.offer(event('a'));
    outlet.offer(event('b'));
    await clock.advance(0);
    outlet.disable();
    await clock.advance(60_000);
    expect(outlet.log.get('b')?.attempts.map((attempt) => attempt.error_message)).toEqual(['event stream is disabled']);
    expect(outlet.log.get('a')?.attempts).toHaveLength(1);
  });
});

describe('tricks', () => {
  it('deliver an event twice', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ duplicate: 1 });
    outlet.offer(event('a'));
    outlet.offer(event('b'));
    await clock.advance(0);
    expect(sentIds()).toEqual(['a', 'a', 'b']);
  });

  it('reorder a handful of events', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ reorder: 3 });
    for (const id of ['a', 'b', 'c', 'd']) outlet.offer(event(id));
    await clock.advance(0);
    expect(sentIds()).toEqual(['c', 'b', 'a', 'd']);
  });

  it('let a late event be overtaken', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ late: { ms: 5000, times: 1 } });
    outlet.offer(event('a'));
    outlet.offer(event('b'));
    await clock.advance(5000);
    expect(sentIds()).toEqual(['b', 'a']);
  });

  it('break the target without sending, and send a wrong secret', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.changeTricks({ broken: { status: 404, body: 'gone' } });
    outlet.offer(event('a'));
    await clock.advance(0);
    expect(outlet.log.get('a')?.attempts[0]?.error_message).toBe('404 - gone');
    expect(target.bodies).toHaveLength(0);
    outlet.changeTricks({ broken: false, wrongSecret: true });
    outlet.offer(event('b'));
    await clock.advance(0);
    expect(target.wrong).toBe(1);
  });
});
