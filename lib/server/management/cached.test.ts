import { expect, test } from 'vitest';
import { Cached } from './cached';

const always = () => true;

test('a value is read once while it is fresh, however many ask', async () => {
  const cached = new Cached<number>(60_000);
  let reads = 0;
  const read = () => Promise.resolve(++reads);
  await Promise.all([cached.get(read, always), cached.get(read, always)]);
  expect(await cached.get(read, always)).toMatchObject({ value: 1, failure: null });
});

test('a failed read gives the old value with its age and the failure, where that is allowed', async () => {
  const cached = new Cached<number>(60_000);
  const { atMs } = await cached.get(() => Promise.resolve(1), always);
  cached.expire();
  const broken = () => Promise.reject(new Error('down'));
  expect(await cached.get(broken, always)).toMatchObject({ value: 1, atMs, failure: { message: 'down' } });
  await expect(cached.get(broken, () => false)).rejects.toThrow('down');
});

test('a read begun before the value expired is neither shared nor kept', async () => {
  const cached = new Cached<string>(60_000);
  const { promise, resolve } = Promise.withResolvers<string>();
  const early = cached.get(() => promise, always);
  cached.expire();
  expect(await cached.get(() => Promise.resolve('after'), always)).toMatchObject({ value: 'after' });
  resolve('before');
  expect(await early).toMatchObject({ value: 'before' });
  expect(cached.last()).toBe('after');
});
