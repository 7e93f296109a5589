import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { prefetch } from './prefetch';

const answer = queryOptions({ queryKey: ['noun'], queryFn: () => Promise.resolve(0), retry: 3 });

afterEach(() => {
  vi.useRealTimers();
});

test('a load that fails is tried once, and the error is handed over', async () => {
  let tries = 0;
  const failed = await prefetch(new QueryClient(), answer, () => {
    tries += 1;
    return Promise.reject(new Error('down'));
  });
  expect(failed).toMatchObject({ data: null, error: { message: 'down' } });
  expect(tries).toBe(1);
});

test('a list of pages is loaded under the key the browser uses, from its first page', async () => {
  const client = new QueryClient();
  const pages = infiniteQueryOptions({
    queryKey: ['pages'],
    queryFn: () => Promise.resolve('browser'),
    initialPageParam: 'first',
    getNextPageParam: () => null,
    retry: 3,
  });
  await prefetch(client, pages, (page) => Promise.resolve(`server ${page}`));
  expect(client.getQueryData(pages.queryKey)).toEqual({ pages: ['server first'], pageParams: ['first'] });
});

test('a load that hangs does not hold the page', async () => {
  vi.useFakeTimers();
  const page = prefetch(new QueryClient(), answer, () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await page).toEqual({ data: null, error: null });
});
