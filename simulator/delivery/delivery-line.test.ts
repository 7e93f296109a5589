import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { happening, onStream } from '../tenant/cloud-event.ts';
import type { Attempt, Reply } from './attempt-rules.ts';
import { DeliveryLine, type Errand } from './delivery-line.ts';

const errand = (id: string, redelivery = false): Errand => ({
  event: onStream(happening({ type: 'user.created', data: { object: {} }, atMs: 0, id }), 'est_1'),
  redelivery,
});

/** A line whose every attempt is written down with the second it happened in. */
function watchedLine(reply: (id: string, attempt: number) => Reply) {
  const clock = createFakeClock();
  const start = clock.now();
  const seconds = () => (clock.now() - start) / 1000;
  const log: string[] = [];
  const attempts: Attempt[] = [];
  const made = new Map<string, number>();
  const switches = { abandoned: false };
  const line = new DeliveryLine({
    clock,
    attempt({ event }) {
      const count = (made.get(event.id) ?? 0) + 1;
      made.set(event.id, count);
      log.push(`${seconds()} ${event.id}`);
      return Promise.resolve(reply(event.id, count));
    },
    abandoned: () => switches.abandoned,
    onFailedAttempt: (_errand, attempt) => attempts.push(attempt),
    onSettled: ({ event }, outcome) => log.push(`${seconds()} ${event.id} ${outcome}`),
  });
  return { clock, line, log, attempts, switches };
}

const ok: Reply = { kind: 'answer', status: 204, body: '' };
const boom: Reply = { kind: 'answer', status: 500, body: '{"error":"boom"}' };
const forbidden: Reply = { kind: 'answer', status: 403, body: '' };

describe('DeliveryLine', () => {
  it('tries four times with gaps of 1, 2 and 4 seconds and then gives up', async () => {
    const { clock, line, log } = watchedLine(() => boom);
    line.enqueue(errand('a'));
    await clock.advance(60_000);
    expect(log).toEqual(['0 a', '1 a', '3 a', '7 a', '7 a failed']);
  });

  it('stops at the first success', async () => {
    const { clock, line, log } = watchedLine((_id, attempt) => (attempt < 3 ? boom : ok));
    line.enqueue(errand('a'));
    await clock.advance(60_000);
    expect(log).toEqual(['0 a', '1 a', '3 a', '3 a delivered']);
  });

  it('holds the next event back until the one before has settled', async () => {
    const { clock, line, log } = watchedLine((id) => (id === 'a' ? boom : ok));
    line.enqueue(errand('a'));
    line.enqueue(errand('b'));
    await clock.advance(60_000);
    expect(log).toEqual(['0 a', '1 a', '3 a', '7 a', '7 a failed', '7 b', '7 b delivered']);
  });

  it('goes straight on after a 4xx', async () => {
    const { clock, line, log } = watchedLine((id) => (id === 'a' ? forbidden : ok));
    line.enqueue(errand('a'));
    line.enqueue(errand('b'));
    await clock.advance(0);
    expect(log).toEqual(['0 a', '0 a failed', '0 b', '0 b delivered']);
  });

  it('records each failed attempt with its time, message and duration', async () => {
    const { clock, line, attempts } = watchedLine(() => boom);
    line.enqueue(errand('a'));
    await clock.advance(1000);
    expect(attempts.map(({ status, timestamp, error_message }) => [status, timestamp, error_message])).toEqual([
      ['failed', '2026-11-20T09:00:00.000Z', '500 - {"error":"boom"}'],
      ['failed', '2026-11-20T09:00:01.000Z', '500 - {"error":"boom"}'],
    ]);
    expect(attempts.every((attempt) => (attempt.duration ?? -1) >= 0)).toBe(true);
  });

  it('gives up between two attempts when the stream was switched off', async () => {
    const { clock, line, log, switches } = watchedLine(() => boom);
    line.enqueue(errand('a'));
    await clock.advance(500);
    switches.abandoned = true;
    await clock.advance(60_000);
    expect(log).toEqual(['0 a', '1 a failed']);
  });

  it('hands out first deliveries that wait and keeps redeliveries', async () => {
    const { clock, line, log } = watchedLine((id) => (id === 'a' ? boom : ok));
    for (const one of [errand('a'), errand('b'), errand('c', true)]) line.enqueue(one);
    await clock.advance(0);
    expect(line.takeFirstDeliveries().map(({ event }) => event.id)).toEqual(['b']);
    await clock.advance(60_000);
    expect(log.at(-1)).toBe('7 c delivered');
  });

  it('says nothing more once stopped', async () => {
    const { clock, line, log } = watchedLine(() => boom);
    line.enqueue(errand('a'));
    await clock.advance(0);
    line.stop();
    await clock.advance(60_000);
    expect(log).toEqual(['0 a']);
  });
});
