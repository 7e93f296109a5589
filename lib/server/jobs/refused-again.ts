import 'server-only';
import { type CauseGroup, type DeliveryTally } from '../../deliveries/delivery-record';
import { explainFailure } from '../../deliveries/explain-failure';
import { type ExplainedFailure, refusalsOf } from '../../deliveries/refusal';
import { openStates } from '../../deliveries/state';
import { type RefusedAgain } from '../../jobs/job-answers';
import { secondMs } from '../../spans';
import { type Store } from '../../store';
import { type EventStream } from '../../streams/stream';
import { failureFacts } from '../deliveries/failure-facts';

/** Event streams and causes that are explained: more do not fit a sheet. The largest come first. */
const most = { streams: 8, causes: 8 };

/** Newest deliveries of a cause that are looked at. */
const rowsRead = 50;

/** Of these deliveries those that would be refused again, largest part first. Reads the store alone. */
export async function refusedAgain(
  store: Store,
  tallies: readonly DeliveryTally[],
  streams: ReadonlyMap<string, EventStream>,
): Promise<RefusedAgain[]> {
  const largest = [...Map.groupBy(tallies, ({ streamId }) => streamId)]
    .sort(([, a], [, b]) => sum(b) - sum(a))
    .slice(0, most.streams);
  const found = await Promise.all(
    largest.map(async ([streamId, of]) => {
      const stream = streams.get(streamId);
      // Of an event stream that is not known now nothing is certain.
      return stream === undefined ? [] : ofStream(store, stream, of);
    }),
  );
  return found.flat().sort((a, b) => b.count - a.count);
}

const sum = (tallies: readonly DeliveryTally[]) => tallies.reduce((all, { count }) => all + count, 0);

async function ofStream(store: Store, stream: EventStream, tallies: readonly DeliveryTally[]): Promise<RefusedAgain[]> {
  // Also causes that are not asked for: what they got last tells how the event stream is now.
  const all = await store.deliveryCauses({ streamIds: [stream.id] });
  const groups = all.slice(0, most.causes);
  const [failures, lastReceivedAtMs] = await Promise.all([
    Promise.all(groups.map((group) => explainedOf(store, stream, group))),
    store.lastReceivedAtMs(stream.id),
  ]);
  const editedAtMs = Date.parse(stream.updatedAt ?? '');
  const refusals = refusalsOf(failures, {
    streamStatus: stream.status,
    editedAtMs: Number.isNaN(editedAtMs) ? null : editedAtMs,
    lastReceivedAtMs,
    // The process of the pages starts with that which receives, or after it.
    runsSinceMs: store.nowMs() - process.uptime() * secondMs,
  });
  return groups.flatMap(({ cause }, place) => {
    const refusal = refusals[place] ?? null;
    const count = sum(tallies.filter(({ causeKey }) => causeKey === cause.key));
    if (refusal === null || count === 0) return [];
    const { why, newestAtMs, by } = refusal;
    const explains = groups[by]?.cause.key ?? cause.key;
    return { streamId: stream.id, streamName: stream.name, cause: cause.key, explains, count, why, newestAtMs };
  });
}

async function explainedOf(store: Store, stream: EventStream, group: CauseGroup): Promise<ExplainedFailure> {
  const { cause, count, firstFailedAtMs, lastAttemptAtMs } = group;
  const { items } = await store.listDeliveries(
    { streamIds: [stream.id], causeKey: cause.key, states: [...openStates] },
    { limit: rowsRead },
  );
  const subject = { cause, rows: items, count, streams: [stream], streamIds: [stream.id], firstFailedAtMs };
  const facts = await failureFacts(store, { ...subject, lastFailedAtMs: lastAttemptAtMs, isSingle: false });
  const { kind, confidence } = explainFailure(facts, { nowMs: store.nowMs(), timeZone: 'UTC' });
  return { kind, confidence, isAnswered: cause.kind === 'http', newestAtMs: lastAttemptAtMs };
}
