const firstMs = 1_000;
const longestMs = 30_000;

/** Pages that lived this long (ms) were sound: what ended them may be over. */
const soundMs = 60_000;

/** How a process of the pages ended: before it answered anything, for the nth time in a row, or `livedMs` after it began to. */
export type End = { failedStarts: number } | { livedMs: number };

/** How long to wait before the pages are started again, in ms: at once, then one second, doubling with each failed start to 30 s. */
export function restartPauseMs(end: End): number {
  if ('livedMs' in end) return end.livedMs >= soundMs ? 0 : firstMs;
  return end.failedStarts <= 1 ? 0 : Math.min(firstMs * 2 ** (end.failedStarts - 2), longestMs);
}
