import { isTable } from '../../connectors/connector-config';
import { type ReviewReason } from '../../connectors/connector';
import { type Lane } from '../../connectors/connector';
import { type BulkReviewAnswer } from '../../connectors/connector-answers';
import { type ReviewSpan, sinceOf } from '../../connectors/review-span';
import { type LaneActName } from '../../connectors/connector-query';
import { hasRecords } from '../../connectors/record-kinds';
import { type LaneVerdict } from '../../connectors/records/decide-lane';
import { type Store } from '../../store';
import { missingRecordId, noSuchConnector, noSuchLane, wrongKind, wrongLaneState } from '../http/connector-problem';

interface LaneDeed {
  store: Store;
  /** The person who acts. */
  actor: string;
  /** Number of the connector. */
  id: number;
  key: string;
  isEvent: boolean;
  act: LaneActName;
  /** For acts that name a record. */
  recordId?: string | undefined;
}

/** What a person does with one user's place in a connector. Throws a problem where it does not apply. */
export async function actOnLane({ store, actor, id, key, isEvent, act, recordId }: LaneDeed): Promise<Lane> {
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  const by = { actor, atMs: store.nowMs() };
  const isPlain = act === 'push' || (act === 'skip' && connector.kind === 'webhook');
  if (!isPlain && !hasRecords(connector.config)) wrongKind(act, connector);
  const acted = isPlain
    ? await store.actOnLane(id, { key, isEvent }, act, by)
    : await store.decideLane(id, { key, isEvent }, verdictOf(act, recordId), by);
  const { lane, isChanged } = acted ?? noSuchLane();
  if (!isChanged) wrongLaneState(act, lane);
  return lane;
}

function verdictOf(act: Exclude<LaneActName, 'push'>, recordId: string | undefined): LaneVerdict {
  if (act === 'link' || act === 'follow') return { act, recordId: recordId ?? missingRecordId() };
  if (act === 'make_writer' && recordId !== undefined) return { act, recordId };
  return { act };
}

/** Reviews that are decided at once, at most: more are left for the next request. */
const mostAtOnce = 500;

interface BulkDeed {
  store: Store;
  actor: string;
  connector: number;
  reason: ReviewReason;
  act: 'push' | 'skip';
  /** Only those that wait since then. */
  since?: ReviewSpan | undefined;
}

/** Decides the same for every review of a connector with one reason. `hasMore`: some are left. */
export async function decideReviews({ store, actor, ...asked }: BulkDeed): Promise<BulkReviewAnswer> {
  const { connector: id, reason, act, since } = asked;
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  if (act === 'skip' && isTable(connector.config)) wrongKind(act, connector);
  const by = { actor, atMs: store.nowMs() };
  const isPlain = act === 'push' || connector.kind === 'webhook';
  const query = { connectorId: id, reasons: [reason], sinceMs: sinceOf(since, by.atMs) };
  const { items, older } = await store.listReviews(query, { limit: mostAtOnce });
  let decided = 0;
  for (const { key, isEvent } of items) {
    const acted = isPlain
      ? await store.actOnLane(id, { key, isEvent }, act, by)
      : await store.decideLane(id, { key, isEvent }, { act: 'skip' }, by);
    if (acted?.isChanged === true) decided += 1;
  }
  return { decided, hasMore: older !== null };
}
