import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Courtesy } from './courtesy';
import { type Connection, type Written } from './connection';

/** Keeps the event loop busy for so long, in ms. */
function burn(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

/** What a courtesy needs of a connection: writes are done at once, and `drain` notes when it came. */
function connectionOf(done: string[]): Connection {
  const parts = {
    write: async <T>(deed: () => Written<T>) => Promise.resolve(deed().value),
    drain: async () => Promise.resolve(void done.push('drained')),
  };
  // Only these two are used.
  return parts as unknown as Connection;
}

/** Asks for two deeds, of which the first takes 10 ms, on a busy event loop; how much later the second was done, in ms. */
async function pauseBetween(isReceiving: boolean): Promise<number> {
  const courtesy = new Courtesy(connectionOf([]), () => isReceiving);
  const at: number[] = [];
  burn(50);
  const deed = () => {
    burn(10);
    at.push(performance.now());
    return { value: undefined };
  };
  await Promise.all([courtesy.write(deed), courtesy.write(deed)]);
  return (at[1] ?? Number.NaN) - (at[0] ?? Number.NaN);
}

test('a deed rests for a multiple of its own time while receipts fill the process', async () => {
  expect(await pauseBetween(true)).toBeGreaterThan(200);
});

test('without receipts the next deed follows at once', async () => {
  expect(await pauseBetween(false)).toBeLessThan(200);
});

test('a deed that nothing goes before is done before the call returns', () => {
  const done: string[] = [];
  void new Courtesy(connectionOf(done), () => true).write(() => ({ value: done.push('deed') }));
  expect(done).toEqual(['deed']);
});

test('an end waits for no rest, does what was asked for, and refuses what comes after', async () => {
  const done: string[] = [];
  const courtesy = new Courtesy(connectionOf(done), () => true);
  burn(50);
  const deed = (name: string) =>
    courtesy.write(() => {
      burn(20);
      return { value: done.push(name) };
    });
  const asked = [deed('first'), deed('second')];
  await turn();
  await courtesy.drain();
  expect(done).toEqual(['first', 'second', 'drained']);
  await Promise.all(asked);
  await expect(deed('late')).rejects.toThrow();
});

test('a deed that fails keeps no other from its turn', async () => {
  const courtesy = new Courtesy(connectionOf([]), () => false);
  const failed = courtesy.write((): Written<never> => {
    throw new Error('no');
  });
  const after = courtesy.write(() => ({ value: 'done' }));
  await expect(failed).rejects.toThrow('no');
  await expect(after).resolves.toBe('done');
});
