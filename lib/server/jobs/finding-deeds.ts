import { type ActedBy } from '../../connectors/connector-store';
import {
  actsOn,
  type FindingAct,
  type FindingFacts,
  findingKinds,
  type FindingKind,
  resultOfAct,
} from '../../connectors/finding';
import { hasRecords } from '../../connectors/record-kinds';
import { type JobItem } from '../../jobs/job';
import { type FindingsAnswer } from '../../jobs/job-answers';
import { mostSettled } from '../../jobs/job-query';
import { type SettledItem } from '../../jobs/job-store';
import { findingFacts, verifyInput } from '../../jobs/verify-connector';
import { type Store } from '../../store';
import { noSuchJob } from '../http/job-problem';
import { startedConnector } from './connector-subject';

interface Settling {
  store: Store;
  /** The person who acts. */
  actor: string;
  /** Number of the connector. */
  id: number;
  /** The comparison that has found it. */
  job: number;
  act: FindingAct;
  /** Some findings, or all of one kind. */
  keys?: readonly string[] | undefined;
  kind?: FindingKind | undefined;
}

/**
 * Does something about findings: writes everything again, lets theirs stand, or links. Throws a problem where the job is no
 * comparison of this connector.
 */
export async function settleFindings(settling: Settling): Promise<FindingsAnswer> {
  const { store, actor, id, job: jobId, act } = settling;
  const connector = await startedConnector(store, id, act);
  const job = await store.getJob(jobId);
  if (job?.kind !== 'verify_connector' || verifyInput.parse(job.input).connector !== id) noSuchJob();
  const items = await itemsOf(settling);
  const asked = { store, id, act, by: { actor, atMs: store.nowMs() } };
  const settled: SettledItem[] = [];
  for (const item of items) {
    const finding = findingOf(item);
    const isMeant = finding !== null && actsOn(finding, { hasRecords: hasRecords(connector.config) }).includes(act);
    if (isMeant && (await settle(asked, finding))) {
      settled.push({ key: item.key, from: item.result, result: resultOfAct[act] });
    }
  }
  await store.settleJobItems(jobId, settled, store.nowMs());
  const left = items.length - settled.length;
  return {
    done: settled.length,
    left,
    hasMore: settling.kind !== undefined && items.length === mostSettled && left < items.length,
  };
}

function itemsOf({ store, job, keys, kind }: Settling): Promise<JobItem[]> {
  if (keys !== undefined) return store.namedJobItems(job, keys);
  return store.listJobItems(job, { results: kind === undefined ? [] : [kind], limit: mostSettled });
}

/** The finding of an item about which nothing was done yet; null for others. */
function findingOf({ result, facts }: JobItem): (FindingFacts & { kind: FindingKind }) | null {
  const kind = findingKinds.find((known) => known === result);
  const { data } = findingFacts.safeParse(facts);
  return kind === undefined || data === undefined ? null : { kind, ...data };
}

interface Asked {
  store: Store;
  id: number;
  act: FindingAct;
  by: ActedBy;
}

/** False where it does not apply: the lane is being pushed, or waits for a person in another way. */
async function settle({ store, id, act, by }: Asked, { userId, recordId, fields }: FindingFacts): Promise<boolean> {
  if (userId === null) return false;
  const lane = { key: userId, isEvent: false };
  switch (act) {
    case 'accept':
      return isDone(await store.decideLane(id, lane, { act: 'accept', fields }, by));
    case 'link': {
      if (recordId === null) return false;
      const decided = await store.decideLane(id, lane, { act: 'link', recordId }, by);
      // Without a lane the push finds the record by the user id that it carries.
      return decided === null ? store.wakeUsers(id, [userId], { isRetrying: false }) : decided.isChanged;
    }
    case 'push': {
      const decided = await store.decideLane(id, lane, { act: 'resend' }, by);
      return decided === null ? store.wakeUsers(id, [userId], { isRetrying: false }) : decided.isChanged;
    }
  }
}

const isDone = (decided: { isChanged: boolean } | null) => decided?.isChanged === true;
