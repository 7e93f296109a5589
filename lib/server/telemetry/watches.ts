import { type StorageState } from '../../storage/storage';
import { type CommitWatch, type Store } from '../../store';
import { instruments } from './instruments';

/** Counts the commits of receipts. */
export function watchCommits(): CommitWatch {
  const { metrics, commitSeconds, commitReceipts, refusedReceipts } = instruments();
  const seconds = commitSeconds();
  const receiptsOf = commitReceipts();
  const refusals = refusedReceipts();
  let queued = 0;
  metrics.gauge('streamgauge_commit_waiting', 'Receipts that were queued behind the newest commit.', () => queued);
  return {
    committed: ({ receipts, ms, waiting }) => {
      seconds.observe(ms / 1000);
      receiptsOf.observe(receipts);
      queued = waiting;
    },
    refused: (receipts) => refusals.add(receipts),
  };
}

interface WatchedBus {
  /** How many screens are connected. */
  readonly size: number;
  /** How many notices there were. */
  readonly current: number;
  onSent: (waitedMs: number) => void;
}

/** Shows how many screens are connected for notices, how many notices there were, and how long each waited. */
export function watchLive(bus: WatchedBus): void {
  const { metrics } = instruments();
  const age = metrics.histogram('streamgauge_notice_age_seconds', 'Time from a change until screens were told.')();
  bus.onSent = (waitedMs) => age.observe(waitedMs / 1000);
  metrics.gauge('streamgauge_live_streams', 'Live connections of browsers that are open.', () => bus.size);
  metrics.readCounter('streamgauge_notices_total', 'Notices sent to open screens.', () => bus.current);
}

/** Measures the files of the database. */
export function watchStorage(store: Store): void {
  const { metrics } = instruments();
  // A database in trouble must not take the other figures along.
  const read = (pick: (state: StorageState) => number) => () => store.storage().then(pick, () => null);
  metrics.gauge(
    'streamgauge_storage_bytes',
    'Size of the database file.',
    read(({ bytes }) => bytes),
  );
  metrics.gauge(
    'streamgauge_storage_wal_bytes',
    'Size of its write-ahead log.',
    read(({ walBytes }) => walBytes),
  );
  metrics.gauge(
    'streamgauge_storage_trouble',
    '1 while the database is in trouble.',
    read(({ trouble }) => Number(trouble !== null)),
  );
}
