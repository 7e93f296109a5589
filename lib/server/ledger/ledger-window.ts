import { maybeDisabled, subscribedSpans, type DisabledStretch } from '../../ledger/expectation';
import { type FeedState, graceMs } from '../../ledger/feed';
import { type LedgerQuery } from '../../ledger/ledger-store';
import { type Store } from '../../store';
import { type EventStream } from '../../streams/stream';
import { parseTime } from '../../time';

/** Changes of an event stream that may lie within the longest range. */
const changesRead = 500;

/** What of a range can be compared. */
export interface LedgerWindow extends LedgerQuery {
  state: FeedState;
  /** Windows of the whole range in which it may have been disabled. */
  maybeDisabled: DisabledStretch[];
}

/**
 * The part of a range that the feed covers, in which Auth0's failed deliveries are known, and whose events have had the time
 * to arrive; and what the event stream was subscribed to then. Empty (`toMs` at `fromMs`) before the feed was read.
 */
export async function ledgerWindow(
  store: Store,
  stream: EventStream,
  range: { fromMs: number; toMs: number },
): Promise<LedgerWindow> {
  const [state, polls, moments] = await Promise.all([
    store.feedState(),
    store.deliveryPolls(),
    store.streamStatuses(stream.id, changesRead),
  ]);
  const nowMs = store.nowMs();
  const polledAtMs = polls.find(({ streamId }) => streamId === stream.id)?.checkedAtMs ?? nowMs;
  const knownToMs = Math.min(state.readThroughMs ?? 0, polledAtMs, nowMs) - graceMs;
  const createdAtMs = stream.createdAt === null ? null : parseTime(stream.createdAt);
  const fromMs = Math.max(range.fromMs, state.coveredFromMs ?? range.toMs, createdAtMs ?? 0);
  const counted = { fromMs, toMs: Math.max(fromMs, Math.min(range.toMs, knownToMs)) };
  const seen = { fromMs: range.fromMs, toMs: Math.min(range.toMs, nowMs) };
  return {
    streamId: stream.id,
    ...counted,
    spans: subscribedSpans(moments, { subscriptions: stream.subscriptions, createdAtMs }, counted),
    state,
    maybeDisabled: maybeDisabled(moments, seen),
  };
}
