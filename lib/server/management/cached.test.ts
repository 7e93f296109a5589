import { afterEach, expect, test, vi } from 'vitest';
import { Cached, notYet, restMs } from './cached';

const always = () => true;

afterEach(() => {
  vi.useRealTimers();
});

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
  expect(cached.last()?.value).toBe('after');
});

test('after a failure nobody reads again until the rest is over or the value is expired', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const cached = new Cached<number>(60_000);
  let reads = 0;
  const broken = () => Promise.reject(new Error(`down ${++reads}`));
  for (let n = 0; n < 20; n += 1) await expect(cached.get(broken, always)).rejects.toThrow('down 1');
  vi.advanceTimersByTime(restMs);
  await expect(cached.get(broken, always)).rejects.toThrow('down 2');
  cached.expire();
  expect(await cached.get(() => Promise.resolve(7), always)).toMatchObject({ value: 7, failure: null });
});

test('who cannot wait does not wait for a patient read, which shares what the other brings', async () => {
  const cached = new Cached<string>(60_000);
  const { promise, resolve } = Promise.withResolvers<string>();
  const patient = cached.get(() => promise, always, true);
  expect(await cached.get(() => Promise.resolve('at once'), always)).toMatchObject({ value: 'at once' });
  resolve('late');
  expect(await patient).toMatchObject({ value: 'late' });
});

test('someone at a screen has the old value after a moment, and hears when the answer is there', async () => {
  vi.useFakeTimers();
  const cached = new Cached<string>(60_000);
  const { promise, resolve } = Promise.withResolvers<string>();
  const heard: (string | null)[] = [];
  const waiting = { withinMs: 2_000, onLate: () => heard.push(cached.last()?.value ?? null) };
  const nothingYet = cached.getSoon(() => promise, always, waiting);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await nothingYet).toBeNull();
  resolve('first');
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['first']);

  expect(await cached.getSoon(() => Promise.resolve('unread'), always, waiting)).toMatchObject({ failure: null });
  cached.expire();
  const hanging = Promise.withResolvers<string>();
  const old = cached.getSoon(() => hanging.promise, always, waiting);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await old).toMatchObject({ value: 'first', failure: { message: notYet } });
  hanging.reject(new Error('down'));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['first', 'first']);
  await expect(
    cached.getSoon(
      () => Promise.resolve(''),
      () => false,
      waiting,
    ),
  ).rejects.toThrow('down');
});
