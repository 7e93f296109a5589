import 'server-only';
import { type Combination } from '../../ledger/combination';
import { gapsOf } from '../../ledger/gaps';
import { ledgerBuckets, type LedgerTally, tallyCounts } from '../../ledger/tally';
import { type LedgerAnswer, type LedgerItemsAnswer } from '../../ledger/ledger';
import { ledgerRanges } from '../../ledger/ledger-search';
import { type Store } from '../../store';
import { chartSpan } from '../../streams/outcome-buckets';
import { type EventStream, pointsHere } from '../../streams/stream';
import { type StreamRange } from '../../streams/stream-search';
import { management } from '../management/client';
import { ManagementError } from '../management/errors';
import { requiredStreams } from '../management/known-streams';
import { getStream } from '../management/streams';
import { env } from '../process/env';
import { closedWindowsOf } from '../streams/closed-windows';
import { countedDays } from './counted-days';
import { ledgerWindow, type LedgerWindow } from './ledger-window';

/** Notes that a ledger shows. */
const ignoresShown = 100;

/** Events of one page. */
const itemsPerPage = 50;

/** The event stream, from the list that is kept, or read anew. Throws `ManagementError`. */
async function streamOf(id: string): Promise<EventStream> {
  const tenant = management();
  const { streams, failure } = await requiredStreams(tenant);
  const listed = streams.find((stream) => stream.id === id);
  if (listed === undefined && failure !== null) throw new ManagementError('unavailable', failure);
  return listed ?? getStream(tenant, id);
}

/** Answer of `GET /api/streams/[id]/ledger`. Throws `ManagementError`; `not_found` when there is no such event stream. */
export async function ledgerAnswer(store: Store, id: string, range: StreamRange): Promise<LedgerAnswer> {
  const stream = await streamOf(id);
  const nowMs = store.nowMs();
  const span = chartSpan(nowMs, ledgerRanges[range]);
  const window = await ledgerWindow(store, stream, span);
  const { state } = window;
  const source = sourceOf(window, span.fromMs);
  const [tally, holes, ignores, lastReceivedAtMs, days, closed] = await Promise.all([
    source === 'feed' ? store.tallyLedger({ ...window, startMs: span.fromMs, bucketMs: span.bucketMs }) : nothing,
    source === 'feed' ? store.feedHoles(window.fromMs, window.toMs) : [],
    store.ledgerIgnores(id, ignoresShown),
    store.lastReceivedAtMs(id),
    source === 'feed' ? [] : countedDays({ store, management: management(), streamId: id }, span),
    closedWindowsOf(store, [id], span),
  ]);
  const { fromMs, toMs, bucketMs } = span;
  return {
    source,
    fromMs,
    toMs,
    bucketMs,
    nowMs,
    countedToMs: window.toMs,
    coveredFromMs: window.fromMs > fromMs ? window.fromMs : null,
    counts: tallyCounts(tally),
    buckets: ledgerBuckets(span, tally),
    gaps: gapsOf(tally.slots, window.maybeDisabled),
    ignores: ignores.filter((ignore) => ignore.toMs >= fromMs && ignore.fromMs < toMs),
    closed,
    holes,
    days,
    feed: {
      readAtMs: state.readAtMs,
      readThroughMs: state.readThroughMs,
      triedAtMs: state.triedAtMs,
      wantedAtMs: state.wantedAtMs,
      trouble: state.trouble,
    },
    arrivesHere: pointsHere(stream, env().webhookUrl) || lastReceivedAtMs !== null,
  };
}

const nothing: LedgerTally = { emitted: [], slots: [] };

function sourceOf({ state }: LedgerWindow, fromMs: number): LedgerAnswer['source'] {
  if (env().feed === 'off') return 'off';
  if (state.readThroughMs !== null && state.readThroughMs > fromMs) return 'feed';
  return state.trouble === null ? 'unread' : 'refused';
}

/** Answer of `GET /api/streams/[id]/ledger/items`: events of one combination within a window of event times. */
export async function ledgerItemsAnswer(
  store: Store,
  id: string,
  asked: { combination: Exclude<Combination, 'normal'>; fromMs: number; toMs: number; after: number },
): Promise<LedgerItemsAnswer> {
  const { combination, after, ...range } = asked;
  const window = await ledgerWindow(store, await streamOf(id), range);
  const items = await store.listLedger({ ...window, combination }, { after, limit: itemsPerPage + 1 });
  const shown = items.slice(0, itemsPerPage);
  return { items: shown, next: items.length > itemsPerPage ? (shown.at(-1)?.seq ?? null) : null };
}
