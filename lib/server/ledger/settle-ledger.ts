import { graceMs } from '../../ledger/feed';
import { type LedgerStore } from '../../ledger/ledger-store';
import { dayMs } from '../../spans';
import { type Store } from '../../store';

/** What the ledger keeps: its longest range and a day, and no more events than a disk should hold for it. */
export const keptMs = 15 * dayMs;
const mostKept = 1_000_000;

/** Events compared, or forgotten, in one transaction, and how many such steps one turn does. */
const comparedAtOnce = 500;
const stepsAtOnce = 400;

type LedgerPart = Pick<LedgerStore, 'feedState' | 'matchFeed' | 'pruneFeed'> & Pick<Store, 'nowMs'>;

/** Compares what arrived with what the feed told, and forgets what is old. */
export async function settleLedger(store: LedgerPart, signal: AbortSignal): Promise<void> {
  await compare(store, signal);
  await forget(store, signal);
}

async function compare(store: LedgerPart, signal: AbortSignal): Promise<void> {
  const { readThroughMs } = await store.feedState();
  if (readThroughMs === null) return;
  for (let step = 0; step < stepsAtOnce && !signal.aborted; step += 1) {
    if (await store.matchFeed(readThroughMs - graceMs, comparedAtOnce)) return;
  }
}

async function forget(store: LedgerPart, signal: AbortSignal): Promise<void> {
  const beforeMs = store.nowMs() - keptMs;
  for (let step = 0; step < stepsAtOnce && !signal.aborted; step += 1) {
    if ((await store.pruneFeed(beforeMs, mostKept, comparedAtOnce)) < comparedAtOnce) return;
  }
}
