import { describe, expect, it } from 'vitest';
import { eventFor, outletWith } from '../testing/watched-outlet.ts';

const from = (id: string, word: string) => eventFor(id, 'user.created', `${word}+${id}@example.com`);

describe('tricks', () => {
  it('deliver an event twice', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ duplicate: 1 });
    outlet.offer(eventFor('a'));
    outlet.offer(eventFor('b'));
    await clock.advance(0);
    expect(sentIds()).toEqual(['a', 'a', 'b']);
  });

  it('reorder a handful of events', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ reorder: 3 });
    for (const id of ['a', 'b', 'c', 'd']) outlet.offer(eventFor(id));
    await clock.advance(0);
    expect(sentIds()).toEqual(['c', 'b', 'a', 'd']);
  });

  it('let a late event be overtaken', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.changeTricks({ late: { ms: 5000, times: 1 } });
    outlet.offer(eventFor('a'));
    outlet.offer(eventFor('b'));
    await clock.advance(5000);
    expect(sentIds()).toEqual(['b', 'a']);
  });

  it('break the target without sending, and send a wrong secret', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.changeTricks({ broken: { status: 404, body: 'gone' } });
    outlet.offer(eventFor('a'));
    await clock.advance(0);
    expect(outlet.log.get('a')?.attempts[0]?.error_message).toBe('404 - gone');
    expect(target.bodies).toHaveLength(0);
    outlet.changeTricks({ broken: false, wrongSecret: true });
    outlet.offer(eventFor('b'));
    await clock.advance(0);
    expect(target.wrong).toBe(1);
  });

  it('cut, lose and slow down the next requests and then end', async () => {
    const { clock, outlet, target } = outletWith();
    outlet.changeTricks({ drop: 1, lose: 1, slow: { ms: 700, times: 1 } });
    for (const id of ['a', 'b', 'c']) outlet.offer(eventFor(id));
    await clock.advance(0);
    expect(target.mischief.map(({ cut, slowMs }) => [cut, slowMs])).toEqual([
      ['request', 700],
      ['answer', 0],
      [undefined, 0],
    ]);
  });
});

describe('duplicates of their own accord', () => {
  it('come at the share asked for, and an event stays one failure', async () => {
    const { clock, outlet, sentIds } = outletWith({ duplicateRate: 0.25 });
    const ids = Array.from({ length: 400 }, (_, index) => `e${index}`);
    for (const id of ids) outlet.offer(eventFor(id));
    await clock.advance(0);
    expect(new Set(sentIds()).size).toBe(400);
    expect(sentIds().length).toBeGreaterThan(460);
    expect(sentIds().length).toBeLessThan(540);
  });

  it('do not come unless asked for', async () => {
    const { clock, outlet, sentIds } = outletWith();
    for (let index = 0; index < 100; index += 1) outlet.offer(eventFor(`e${index}`));
    await clock.advance(0);
    expect(sentIds()).toHaveLength(100);
  });
});

describe('addresses that ask for trouble', () => {
  it('twice+: delivered twice', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.offer(from('a', 'twice'));
    await clock.advance(0);
    expect(sentIds()).toEqual(['a', 'a']);
  });

  it('late+: overtaken by what came later', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.offer(from('a', 'late'));
    outlet.offer(eventFor('b'));
    await clock.advance(4999);
    expect(sentIds()).toEqual(['b']);
    await clock.advance(1);
    expect(sentIds()).toEqual(['b', 'a']);
  });

  it('swap+: changes places with the next, and goes alone when none comes', async () => {
    const { clock, outlet, sentIds } = outletWith();
    for (const event of [from('a', 'swap'), eventFor('b'), eventFor('c')]) outlet.offer(event);
    await clock.advance(0);
    expect(sentIds()).toEqual(['b', 'a', 'c']);
    outlet.offer(from('d', 'swap'));
    await clock.advance(5000);
    expect(sentIds()).toEqual(['b', 'a', 'c', 'd']);
  });

  it('boom+: fails four times without reaching the target; a redelivery arrives', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.offer(from('a', 'boom'));
    await clock.advance(10_000);
    expect(outlet.log.get('a')?.attempts.map((attempt) => attempt.error_message)).toEqual(
      Array(4).fill('500 - {"error":"boom"}'),
    );
    outlet.redeliver('a');
    await clock.advance(10_000);
    expect([sentIds(), outlet.log.size]).toEqual([['a'], 0]);
  });

  it('never+: a redelivery fails, too', async () => {
    const { clock, outlet, sentIds } = outletWith();
    outlet.offer(from('a', 'never'));
    await clock.advance(10_000);
    outlet.redeliver('a');
    await clock.advance(20_000);
    expect([sentIds(), outlet.log.get('a')?.attempts.length]).toEqual([[], 9]);
  });

  it('drop+, lost+, slow+ and secret+: tell the sender what to do to the first attempt', async () => {
    const { clock, outlet, target } = outletWith();
    for (const word of ['drop', 'lost', 'slow', 'secret']) outlet.offer(from(word, word));
    await clock.advance(0);
    expect(target.mischief).toEqual([
      { cut: 'request', slowMs: 0, wrongSecret: false },
      { cut: 'answer', slowMs: 0, wrongSecret: false },
      { cut: undefined, slowMs: 3000, wrongSecret: false },
      { cut: undefined, slowMs: 0, wrongSecret: true },
    ]);
  });

  it('drop+ spares the second attempt', async () => {
    const { clock, outlet, target } = outletWith();
    target.reply = { kind: 'transport', reason: 'EOF' };
    outlet.offer(from('a', 'drop'));
    await clock.advance(1000);
    expect(target.mischief.map(({ cut }) => cut)).toEqual(['request', undefined]);
  });
});
