import { type App } from './app.ts';
import { expect } from './fixtures.ts';

/** A machine that makes a plain request wait makes every step of the promise wait: it has about this many of them. */
const steps = 20;

/**
 * Resolves to how long `done` took, and to how long it may take, in ms: `promisedMs`, and what this machine made the
 * slowest of plain requests to the same server wait meanwhile, for each step. On a machine at rest that is next to nothing.
 */
async function measure(app: App, promisedMs: number, done: () => Promise<unknown>) {
  let slowestMs = 0;
  let isOver = false;
  const ask = async () => {
    do {
      const askedAtMs = performance.now();
      // Signed out: the process of the pages refuses, and reads nothing.
      await fetch(`${app.url}/api/nav`).then(
        (answer) => answer.text(),
        () => '',
      );
      slowestMs = Math.max(slowestMs, performance.now() - askedAtMs);
      await new Promise((resolve) => setTimeout(resolve, 100));
    } while (!isOver);
  };
  const asking = ask();
  const startedAtMs = performance.now();
  try {
    await done();
  } finally {
    isOver = true;
  }
  const tookMs = performance.now() - startedAtMs;
  await asking;
  return { tookMs: Math.round(tookMs), allowedMs: Math.round(promisedMs + steps * slowestMs) };
}

/** Expects `done` to come within `promisedMs`, and what a busy machine adds to that. */
export async function inTime(app: App, promisedMs: number, done: () => Promise<unknown>): Promise<void> {
  const { tookMs, allowedMs } = await measure(app, promisedMs, done);
  expect(tookMs, `${allowedMs} ms were allowed`).toBeLessThan(allowedMs);
}
