import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit';

/** A queue that notes which items were committed together. */
function observed() {
  const batches: number[][] = [];
  const queue = new GroupCommit<number, number>({
    commit: (takeBatch) => {
      const batch = takeBatch();
      batches.push([...batch]);
      return batch.map((value) => ({ ok: true, value }));
    },
    isBusy: () => false,
    asUnavailable: () => null,
    sizeOf: () => 1,
  });
  return { batches, queue };
}

describe('group commit', () => {
  it('commits a lone item in the turn that brought it', async () => {
    const { batches, queue } = observed();
    for (const item of [1, 2, 3]) {
      const stored = queue.add(item);
      await turn();
      expect(batches).toHaveLength(item);
      await stored;
    }
    expect(batches).toEqual([[1], [2], [3]]);
  });

  it('once items come together, gathers for as long as every turn brings more', async () => {
    const { batches, queue } = observed();
    await Promise.all([queue.add(1), queue.add(2)]);
    const stored = [];
    for (const item of [3, 4, 5]) {
      stored.push(queue.add(item));
      await turn();
    }
    await Promise.all(stored);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('gathers no more, for a while, when the turns of the event loop are long', async () => {
    const { batches, queue } = observed();
    await Promise.all([queue.add(1), queue.add(2)]);
    const first = [queue.add(3), queue.add(4)];
    await turn();
    const until = performance.now() + 20;
    while (performance.now() < until);
    await Promise.all(first);
    const next = queue.add(5);
    await turn();
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
    await next;
  });

  it('does not gather without end: a batch that keeps growing is committed within a few milliseconds', async () => {
    const { batches, queue } = observed();
    await Promise.all([queue.add(1), queue.add(2)]);
    const startedAt = performance.now();
    const stored = [];
    while (batches.length === 1 && performance.now() - startedAt < 5_000) {
      // Slower than the largest batch would need, so that time ends the gathering.
      const until = performance.now() + 0.5;
      while (performance.now() < until);
      stored.push(queue.add(0));
      await turn();
    }
    await Promise.all(stored);
    expect(batches[1]?.length).toBeGreaterThan(1);
    expect(batches[1]?.length).toBeLessThan(100);
  });
});
