import { expect, test } from 'vitest';
import { InFlight } from './lifecycle';

test('a stop waits for what is in flight, also when it fails', async () => {
  const inFlight = new InFlight();
  const works = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const runs = works.map(({ promise }) => inFlight.run(() => promise));
  const order: string[] = [];
  const idle = inFlight.idle().then(() => order.push('idle'));
  works[0]?.resolve('done');
  expect(await runs[0]).toBe('done');
  order.push('first');
  works[1]?.reject(new Error('refused'));
  await expect(runs[1]).rejects.toThrow('refused');
  await idle;
  expect(order).toEqual(['first', 'idle']);
});

test('a stop does not wait when nothing is in flight', async () => {
  await expect(new InFlight().idle()).resolves.toBeUndefined();
});
