import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer } from './answer';
import { SharedAnswers, type Sharing } from './shared-answers';

const answerOf = (text: string, status = 200): Answer => ({
  status,
  headers: [],
  body: Buffer.from(text),
  compressed: null,
});

/** Shared answers over data that the test moves; making one takes `costMs`. */
function world({ costMs = 0, isPressed = false } = {}) {
  const state = { data: 0, epoch: 0, isPressed, asked: 0, made: 0, how: [] as Sharing[] };
  const shared = new SharedAnswers({
    numberOfData: () => state.data,
    epoch: () => state.epoch,
    isPressed: () => state.isPressed,
    askAgain: () => (state.asked += 1),
    onAnswer: (how) => state.how.push(how),
  });
  const ask = async (question = 'viewer /api/events', status = 200) => {
    const make = async () => {
      const text = `${++state.made}`;
      await vi.advanceTimersByTimeAsync(costMs);
      return answerOf(text, status);
    };
    const { answer, ageMs } = await shared.answer(question, make);
    return { text: answer.body.toString(), ageMs };
  };
  return { state, ask };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('answers that many ask for', () => {
  it('are made once while the data stands still, by question', async () => {
    const { state, ask } = world();
    expect([await ask(), await ask(), await ask('admin /api/events')].map(({ text }) => text)).toEqual(['1', '1', '2']);
    expect(state.how).toEqual(['made', 'shared', 'made']);
  });

  it('are shared while the first is still made', async () => {
    const { ask } = world({ costMs: 50 });
    const both = await Promise.all([ask(), ask()]);
    expect(both.map(({ text }) => text)).toEqual(['1', '1']);
  });

  it('are made anew after a change, and after two seconds in any case, because some of them tell the time', async () => {
    const { state, ask } = world();
    await ask();
    state.data += 1;
    expect((await ask()).text).toBe('2');
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await ask()).toEqual({ text: '2', ageMs: 1_999 });
    await vi.advanceTimersByTimeAsync(1);
    expect((await ask()).text).toBe('3');
  });

  it('that a change overtook while they were made are outdated', async () => {
    const { state, ask } = world({ costMs: 10 });
    const first = ask();
    state.data += 1;
    await first;
    expect((await ask()).text).toBe('2');
  });

  it('may be twenty times as old as they cost under pressure, and then everybody is told to ask again', async () => {
    const { state, ask } = world({ costMs: 20, isPressed: true });
    await ask();
    state.data += 1;
    await vi.advanceTimersByTimeAsync(350);
    expect((await ask()).text).toBe('1');
    expect(state.how.at(-1)).toBe('stale');
    await vi.advanceTimersByTimeAsync(29);
    expect(state.asked).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.asked).toBe(1);
    expect((await ask()).text).toBe('2');
  });

  it('are asked for again as soon as the first stale one may not be given any more', async () => {
    const { state, ask } = world({ costMs: 50, isPressed: true });
    await ask('slow');
    await vi.advanceTimersByTimeAsync(400);
    await ask('quick');
    state.data += 1;
    expect((await ask('quick')).text).toBe('2');
    expect((await ask('slow')).text).toBe('1');
    await vi.advanceTimersByTimeAsync(499);
    expect(state.asked).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.asked).toBe(1);
    expect((await ask('slow')).text).toBe('3');
    expect(state.made).toBe(3);
  });

  it('are never older than a change that a person made here, pressure or not', async () => {
    const { state, ask } = world({ costMs: 100, isPressed: true });
    await ask();
    state.data += 1;
    state.epoch += 1;
    expect((await ask()).text).toBe('2');
  });

  it('are made for each who waited when the first was refused', async () => {
    const { state, ask } = world({ costMs: 10 });
    const both = await Promise.all([ask('q', 401), ask('q')]);
    expect(both.map(({ text }) => text)).toEqual(['1', '2']);
    expect(state.made).toBe(2);
  });

  it('of a very long question are nobody else’s', async () => {
    const { ask } = world();
    const long = `/api/events?q=${'x'.repeat(2_000)}`;
    expect([await ask(long), await ask(long)].map(({ text }) => text)).toEqual(['1', '2']);
  });

  it('are not kept when they are refusals or failures', async () => {
    const { ask } = world();
    expect((await ask('q', 503)).text).toBe('1');
    expect((await ask('q')).text).toBe('2');
  });
});
