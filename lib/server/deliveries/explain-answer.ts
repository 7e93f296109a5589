import 'server-only';
import { signOfCause } from '../../concerns/sign';
import { bothSides, momentOf, newestFailed } from '../../deliveries/both-sides';
import { type DeliveryName } from '../../deliveries/delivery';
import { type CauseGroup, type DeliveryFilter, type DeliverySummary } from '../../deliveries/delivery-record';
import { deliveryKey } from '../../deliveries/delivery-view';
import { type ExplainAnswer, type ShownAttempt } from '../../deliveries/explain-answer';
import { explainFailure, type FailureExplanation } from '../../deliveries/explain-failure';
import { isOpen, openStates } from '../../deliveries/state';
import { type Store } from '../../store';
import { type EventStream } from '../../streams/stream';
import { Problem } from '../http/problem';
import { managementIfConfigured } from '../management/client';
import { knownStreams } from '../management/known-streams';
import { failureFacts, ownRecords } from './failure-facts';
import { streamFacts } from './stream-facts';

/** Deliveries of a cause that are looked at to explain it. */
const rowsRead = 200;

/** Alerts that are not closed and that are looked through: as many as their list shows. */
const alertsRead = 500;

/** What is to be explained: a cause, one delivery, or a cause with the delivery whose attempt is shown. */
export interface ExplainQuestion {
  cause?: string | undefined;
  stream: readonly string[];
  delivery?: DeliveryName | undefined;
  zone: string;
}

/**
 * Explains deliveries of one cause. `rows` are the newest of them, open ones or not; times are in UTC. Who knows the event
 * streams hands them in, so that Auth0 is not asked for them once more.
 */
export async function causeExplanation(
  store: Store,
  group: CauseGroup,
  rows: readonly DeliverySummary[],
  known?: readonly EventStream[],
): Promise<FailureExplanation> {
  const open = rows.filter((row) => isOpen(row.state));
  const about = { ...group, rows: open };
  const streams = known?.filter(({ id }) => group.streamIds.includes(id)) ?? (await streamsOf(group.streamIds));
  const facts = await failureFacts(store, subjectOf(about, streams, false));
  return explainFailure(facts, { nowMs: Date.now(), timeZone: 'UTC' });
}

/** Answer of `GET /api/deliveries/explain`. Throws a 404 when nothing that failed is known by that name. */
export async function explainAnswer(store: Store, question: ExplainQuestion): Promise<ExplainAnswer> {
  const { cause, delivery, zone } = question;
  const shown = delivery === undefined ? null : await existing(store, delivery);
  const { about, filter } = cause === undefined ? alone(shown) : await ofCause(store, { ...question, cause });
  const subject = shown ?? about.rows[0];
  if (subject === undefined) throw new Problem(404, 'Not found', 'No delivery that failed for this cause is open.');
  const streams = await streamsOf(about.streamIds);
  const facts = await failureFacts(store, subjectOf(about, streams, filter === null));
  return {
    ...explainFailure(facts, { nowMs: Date.now(), timeZone: zone }),
    cause: about.cause,
    timeZone: zone,
    count: about.count,
    streams: about.streamIds.map((id) => {
      const listed = streams.find((one) => one.id === id);
      return streamFacts(id, listed, 0);
    }),
    shown: await shownAttempt(store, subject),
    ...(filter === null ? { newer: null, older: null } : await neighbours(store, filter, subject)),
    alert: await alertOf(store, about.cause.key),
    probe: probeTarget(streams, subject.streamId),
  };
}

/** What is explained, with the newest deliveries of it. */
interface Explained extends CauseGroup {
  rows: readonly DeliverySummary[];
}

const subjectOf = (about: Explained, streams: readonly EventStream[], isSingle: boolean) => ({
  cause: about.cause,
  rows: about.rows,
  count: about.count,
  streams,
  streamIds: about.streamIds,
  firstFailedAtMs: about.firstFailedAtMs,
  lastFailedAtMs: about.lastAttemptAtMs,
  isSingle,
});

async function existing(store: Store, { streamId, eventId }: DeliveryName): Promise<DeliverySummary> {
  const found = await store.getDelivery(streamId, eventId);
  if (found === null) throw new Problem(404, 'Not found', 'No failed delivery with this id is known here.');
  return found;
}

/** One delivery, whatever has become of it. */
function alone(shown: DeliverySummary | null): { about: Explained; filter: null } {
  if (shown === null) throw new Problem(404, 'Not found', 'No failed delivery with this id is known here.');
  const { cause, streamId, firstFailedAtMs, lastAttemptAtMs } = shown;
  const about = { cause, count: 1, streamIds: [streamId], firstFailedAtMs, lastAttemptAtMs, rows: [shown] };
  return { about, filter: null };
}

async function ofCause(
  store: Store,
  { cause, stream }: ExplainQuestion & { cause: string },
): Promise<{ about: Explained; filter: DeliveryFilter }> {
  const filter = { causeKey: cause, states: [...openStates], ...(stream.length > 0 && { streamIds: [...stream] }) };
  const [[group], newest] = await Promise.all([
    store.deliveryCauses(filter),
    store.listDeliveries(filter, { limit: rowsRead }),
  ]);
  if (group === undefined) throw new Problem(404, 'Not found', 'No delivery that failed for this cause is open.');
  return { about: { ...group, rows: newest.items }, filter };
}

async function streamsOf(ids: readonly string[]): Promise<EventStream[]> {
  const { streams } = await knownStreams(managementIfConfigured(), 'screen');
  return (streams ?? []).filter((stream) => ids.includes(stream.id));
}

async function shownAttempt(store: Store, delivery: DeliverySummary): Promise<ShownAttempt> {
  const newest = newestFailed(delivery.attempts);
  const [records, outages] = await Promise.all([
    ownRecords(store, delivery),
    newest === null ? [] : store.outages(momentOf(newest.attempt)),
  ]);
  return { delivery, rows: bothSides(delivery.attempts, { ...records, outages }) };
}

async function neighbours(
  store: Store,
  filter: DeliveryFilter,
  subject: DeliverySummary,
): Promise<Pick<ExplainAnswer, 'newer' | 'older'>> {
  const [newer, older] = await Promise.all([
    store.listDeliveries(filter, { limit: 1, after: subject.seq }),
    store.listDeliveries(filter, { limit: 1, before: subject.seq }),
  ]);
  const keyOf = ({ items: [first] }: { items: DeliverySummary[] }) => (first === undefined ? null : deliveryKey(first));
  return { newer: keyOf(newer), older: keyOf(older) };
}

async function alertOf(store: Store, causeKey: string): Promise<ExplainAnswer['alert']> {
  const key = signOfCause(causeKey);
  const found = (await store.openAlerts(alertsRead)).find((alert) => alert.key === key);
  return found === undefined ? null : { id: found.id, state: found.state };
}

function probeTarget(streams: readonly EventStream[], streamId: string): ExplainAnswer['probe'] {
  const endpoint = streams.find(({ id }) => id === streamId)?.destination.endpoint ?? null;
  return endpoint === null || !URL.canParse(endpoint) ? null : { streamId, address: addressOf(endpoint) };
}

/** An address without its query and without what may name a person in front of its host. */
export function addressOf(endpoint: string): string {
  const { protocol, host, pathname } = new URL(endpoint);
  return `${protocol}//${host}${pathname}`;
}
