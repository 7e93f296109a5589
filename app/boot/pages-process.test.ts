import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PagesProcess } from '@/lib/server/pages/pages-process';

// The machine may be busy.
const patience = { timeout: 20_000, interval: 20 };

test('a process that lives on and answers nothing any more is ended, and another one started', async () => {
  const pids: number[] = [];
  const pages = new PagesProcess({
    entry: join(import.meta.dirname, 'testing/falling-silent.ts'),
    connect: (child) => {
      if (child.pid !== undefined) pids.push(child.pid);
      return () => undefined;
    },
    pulse: { everyMs: 50, stuckMs: 600 },
  });
  onTestFinished(() => pages.stop('SIGTERM'));
  pages.start();
  await vi.waitFor(() => expect(pages.state).toBe('ready'), patience);
  expect(pages.restarts).toBe(0);
  await vi.waitFor(() => expect(pages).toMatchObject({ state: 'ready', restarts: 1 }), patience);
  const [first = 0, second = 0] = pids;
  expect(second).not.toBe(first);
  expect(() => process.kill(first, 0)).toThrow();
});
