import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openForTest } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { closedWindowsOf } from '@/lib/server/streams/closed-windows';

const newFile = temporaryFiles();
const settings = ['secret-0123456789', 'a'.repeat(64)] as const;
const hour = 3_600_000;
const now = Date.now();

beforeAll(() => {
  vi.stubEnv('APP_BASE_URL', 'https://gauge.test');
  vi.stubEnv('AUTH0_DOMAIN', 'example.eu.auth0.com');
  vi.stubEnv('AUTH0_CLIENT_ID', 'web');
  vi.stubEnv('AUTH0_CLIENT_SECRET', settings[0]);
  vi.stubEnv('AUTH0_SECRET', settings[1]);
});
afterAll(() => {
  vi.unstubAllEnvs();
});

test('a chart tells when nothing could arrive: its event streams were disabled, or this app was down', async () => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const sight = (id: string, status: string) => ({
    id,
    status,
    settings: { name: id, destination: 'webhook', authorization: '', subscriptions: '' },
  });
  const look = { isComplete: false, sinceMs: null, by: null };
  await store.noteStreams({
    ...look,
    sights: [sight('est_a', 'enabled'), sight('est_b', 'enabled')],
    atMs: now - 9 * hour,
  });
  await store.noteStreams({ ...look, sights: [sight('est_a', 'disabled')], atMs: now - 6 * hour });
  await store.noteStreams({ ...look, sights: [sight('est_a', 'enabled')], atMs: now - 4 * hour });
  await store.beat({ atMs: now - 3 * hour, aliveSinceMs: now - 9 * hour });
  await store.beat({ atMs: now - 2 * hour, aliveSinceMs: now - 2 * hour });
  const range = { fromMs: now - 5 * hour, toMs: now + hour };
  const down = { fromMs: now - 3 * hour, toMs: now - 2 * hour, reason: 'down' };
  expect(await closedWindowsOf(store, ['est_a'], range)).toEqual([
    { fromMs: now - 5 * hour, toMs: now - 4 * hour, reason: 'disabled' },
    down,
  ]);
  expect(await closedWindowsOf(store, ['est_a', 'est_b'], range)).toEqual([down]);
  expect(await closedWindowsOf(store, [], range)).toEqual([down]);
});
