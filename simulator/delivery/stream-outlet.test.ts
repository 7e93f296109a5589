import { describe, expect, it } from 'vitest';
import { boom, eventFor, ok, outletWith, refused, STREAM } from '../testing/watched-outlet.ts';
import { pastAttempts } from './past-attempts.ts';

const FOUR_FAILED = ['failed', 'failed', 'failed', 'failed'];

describe('failed deliveries', () => {
  it('are listed only after the last attempt, with all four', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = boom;
    outlet.offer(eventFor('a'));
    await clock.advance(6999);
    expect(outlet.log.size).toBe(0);
    await clock.advance(1);
    expect(outlet.log.get('a')?.attempts.map((attempt) => attempt.status)).toEqual(FOUR_FAILED);
  });

  it('are kept as a trimmed copy while the whole event is sent again', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = refused;
    outlet.offer(eventFor('a'));
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
    outlet.inject(eventFor('a'), pastAttempts(refused, clock.now() - 60_000));
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
    outlet.inject(eventFor('a'), pastAttempts(boom, clock.now() - 60_000));
    target.reply = boom;
    outlet.redeliver('a');
    await clock.advance(30_000);
    const statuses = outlet.log.get('a')?.attempts.map((attempt) => attempt.status);
    expect(statuses).toEqual([...FOUR_FAILED, 'retrying', ...FOUR_FAILED]);
  });

  it('is refused while one is underway, and for an event that did not fail', async () => {
    const { clock, outlet } = outletWith();
    outlet.inject(eventFor('a'), pastAttempts(boom, clock.now() - 60_000));
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
      outlet.inject(eventFor(id, type), pastAttempts(boom, clock.now() - 60_000));
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
    outlet.inject(eventFor('a'), pastAttempts(refused, clock.now() - 60_000));
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
    outlet.inject(eventFor('a'), pastAttempts(boom, clock.now()));
    outlet.inject(eventFor('b'), pastAttempts(boom, clock.now()));
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
    outlet.offer(eventFor('a'));
    outlet.offer(eventFor('b'));
    await clock.advance(0);
    expect([outlet.failedInARow, outlet.stream.status]).toEqual([2, 'enabled']);
    outlet.offer(eventFor('c'));
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
      outlet.offer(eventFor(id));
      await clock.advance(0);
    }
    expect(outlet.stream.status).toBe('enabled');
  });
});

describe('a disabled stream', () => {
  it('takes nothing and keeps nothing', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.disable();
    outlet.offer(eventFor('a'));
    await clock.advance(60_000);
    outlet.enable();
    await clock.advance(60_000);
    expect([target.bodies.length, outlet.log.size]).toEqual([0, 0]);
  });

  it('puts on record what was still waiting when it was switched off', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = boom;
    outlet.offer(eventFor('a'));
    outlet.offer(eventFor('b'));
    await clock.advance(0);
    outlet.disable();
    await clock.advance(60_000);
    expect(outlet.log.get('b')?.attempts.map((attempt) => attempt.error_message)).toEqual(['event stream is disabled']);
    expect(outlet.log.get('a')?.attempts).toHaveLength(1);
  });
});

describe('a stream that is enabled again', () => {
  it('sends its old failures first, oldest first, and then what is new', async () => {
    const { clock, outlet, sentIds } = outletWith();
    for (const id of ['a', 'b']) outlet.inject(eventFor(id), pastAttempts(boom, clock.now() - 60_000));
    outlet.disable();
    outlet.enable();
    outlet.offer(eventFor('new'));
    await clock.advance(0);
    expect([sentIds(), outlet.log.size]).toEqual([['a', 'b', 'new'], 0]);
  });

  it('keeps what is new waiting while the old ones fail once more', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.inject(eventFor('a'), pastAttempts(boom, clock.now() - 60_000));
    outlet.disable();
    target.reply = boom;
    outlet.enable();
    outlet.offer(eventFor('new'));
    await clock.advance(6999);
    expect([outlet.redeliver('a'), outlet.log.size]).toEqual(['busy', 1]);
    await clock.advance(60_000);
    expect(outlet.log.get('a')?.attempts).toHaveLength(8);
    expect(outlet.log.get('new')?.attempts[0]?.timestamp).toBe('2026-11-20T09:00:07.000Z');
  });

  it('leaves old failures alone when told so, or when it was never disabled', async () => {
    const quiet = outletWith({ flushOnEnable: false });
    const steady = outletWith();
    for (const { clock, outlet } of [quiet, steady]) outlet.inject(eventFor('a'), pastAttempts(boom, clock.now()));
    quiet.outlet.disable();
    quiet.outlet.enable();
    steady.outlet.enable();
    await Promise.all([quiet.clock.advance(1000), steady.clock.advance(1000)]);
    expect([quiet.sentIds(), steady.sentIds()]).toEqual([[], []]);
  });
});
