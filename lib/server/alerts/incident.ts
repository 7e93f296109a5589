import 'server-only';
import { type Alert } from '../../alerts/alert';
import { type BudgetNow, type StreamMoment } from '../../alerts/alert-answers';
import { deliveryStates } from '../../deliveries/delivery';
import { currentPolls, failuresAreKnown } from '../../deliveries/delivery-view';
import { causeOfSign } from '../../concerns/sign';
import { hourMs } from '../../spans';
import { type EventStream } from '../../streams/stream';
import { unseenEditAtMs } from '../../streams/stream-edit';
import { type Store } from '../../store';
import { failureReadings, openDeliveries } from '../streams/failure-readings';

/** What happened this long (ms) before an alert opened may be why. */
const leadMs = hourMs;

/** Changes of one event stream that are looked through: people make them, so there are few. */
const changesRead = 500;

/** What was seen of the event streams that an alert is about, newest first. `streams` are those that are known now. */
export async function streamMoments(
  store: Store,
  alert: Alert,
  streams: readonly EventStream[],
): Promise<StreamMoment[]> {
  const ids = await streamIdsOf(store, alert);
  const ofEach = await Promise.all(
    ids.map((id) =>
      momentsOf(
        store,
        id,
        streams.find((stream) => stream.id === id),
      ),
    ),
  );
  const fromMs = alert.openedAtMs - leadMs;
  const toMs = alert.closedAtMs ?? Infinity;
  return ofEach
    .flat()
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => b.atMs - a.atMs);
}

/** The event stream of an alert, or those that deliveries of its cause failed through, whatever has become of them. */
async function streamIdsOf(store: Store, { streamId, key }: Alert): Promise<string[]> {
  if (streamId !== null) return [streamId];
  const causeKey = causeOfSign(key);
  if (causeKey === null) return [];
  const { tallies } = await store.tallyDeliveries({ causeKey, states: [...deliveryStates] });
  return [...new Set(tallies.map((tally) => tally.streamId))];
}

async function momentsOf(store: Store, streamId: string, stream: EventStream | undefined): Promise<StreamMoment[]> {
  const { items } = await store.listStreamChanges(streamId, { limit: changesRead });
  const base = { streamId, name: stream?.name ?? streamId };
  const editAtMs = stream === undefined ? null : unseenEditAtMs(stream, items);
  return [
    ...items
      // That it was seen for the first time is no change of it.
      .filter(({ kind }) => kind !== 'first_seen')
      .map((change) => ({ ...base, kind: 'change' as const, atMs: change.atMs, change })),
    ...(editAtMs === null ? [] : [{ ...base, kind: 'edit' as const, atMs: editAtMs }]),
  ];
}

/** The failure budget that an alert is about, as it is now; null for any other alert, for one that is over, and while it is not known. */
export async function budgetNow(
  store: Store,
  { rule, state, streamId }: Alert,
  streams: readonly EventStream[],
): Promise<BudgetNow | null> {
  const stream = streams.find(({ id }) => id === streamId);
  if (rule !== 'budget' || state === 'closed' || stream === undefined) return null;
  const [{ byStream }, polls] = await Promise.all([store.countFailedDeliveries(), store.deliveryPolls()]);
  const failedNow = byStream[stream.id] ?? 0;
  if (!failuresAreKnown(failedNow, currentPolls(polls, [stream.id]))) return null;
  const rows = await openDeliveries(store, stream.id, failedNow);
  return { ...(await failureReadings(store, stream, { failedNow, rows })), status: stream.status };
}
