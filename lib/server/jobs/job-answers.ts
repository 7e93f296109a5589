import 'server-only';
import { isActive, type Job, jobKinds } from '../../jobs/job';
import {
  type ConnectorJobsAnswer,
  type JobAnswer,
  type JobItemsAnswer,
  type JobListAnswer,
} from '../../jobs/job-answers';
import { findingFacts } from '../../jobs/verify-connector';
import { type PageRequest } from '../../page';
import { type Store } from '../../store';
import { managementIfConfigured } from '../management/client';
import { aboutConnector } from './connector-subject';
import { itemKeyOf, nameOfItem } from './kinds/redelivery-subject';

/** Lines of the log that a page shows. */
const linesShown = 100;

/** Items of one page. */
const itemsPerPage = 50;

/** Answer of `GET /api/jobs`. */
export function jobListAnswer(store: Store, page: PageRequest): Promise<JobListAnswer> {
  return store.listJobs(page);
}

/** Answer of `GET /api/jobs/[id]`; null for a number that no job has. */
export async function jobAnswer(store: Store, id: number): Promise<JobAnswer | null> {
  const [job, log] = await Promise.all([store.getJob(id), store.jobLog(id, linesShown)]);
  if (job === null) return null;
  return { ...job, log, nowMs: store.nowMs(), requestsLeft: managementIfConfigured()?.budget.left ?? null };
}

/** Jobs about a connector that are looked at for those that have not ended: one of a kind is under way at a time. */
const mostOfConnector = 10;

/** Answer of `GET /api/connectors/[id]/jobs`. */
export async function connectorJobsAnswer(store: Store, id: number): Promise<ConnectorJobsAnswer> {
  const jobs = await store.jobsAbout(aboutConnector(id), jobKinds, mostOfConnector);
  const verify = jobs.find(({ kind }) => kind === 'verify_connector');
  return { active: jobs.filter(({ state }) => isActive(state)), verify: verify ?? (await newestVerify(store, id)) };
}

async function newestVerify(store: Store, id: number): Promise<Job | null> {
  const [newest] = await store.jobsAbout(aboutConnector(id), ['verify_connector'], 1);
  return newest ?? null;
}

/** Answer of `GET /api/jobs/[id]/items`. */
export async function jobItemsAnswer(
  store: Store,
  { id, kind }: Pick<Job, 'id' | 'kind'>,
  { results, after }: { results?: readonly string[]; after?: number },
): Promise<JobItemsAnswer> {
  const wanted = { ...(results !== undefined && { results }), ...(after !== undefined && { after }) };
  const items = await store.listJobItems(id, { ...wanted, limit: itemsPerPage + 1 });
  const shown = items.slice(0, itemsPerPage);
  const next = items.length > itemsPerPage ? (shown.at(-1)?.seq ?? null) : null;
  if (kind === 'backfill_connector') {
    return { items: shown.map((item) => ({ ...item, delivery: null, userId: item.key })), next };
  }
  if (kind === 'verify_connector') {
    const userIds = shown.map(({ facts }) => findingFacts.safeParse(facts).data?.userId ?? '');
    const known = new Set((await store.carriedUsers(userIds)).map(({ userId }) => userId));
    // A user that the mirror does not have has no page.
    const userOf = (index: number) => userIds[index] ?? '';
    const items = shown.map((item, index) => ({
      ...item,
      delivery: null,
      userId: known.has(userOf(index)) ? userOf(index) : null,
    }));
    return { items, next };
  }
  const deliveries = await store.namedDeliveries(shown.map(({ key }) => nameOfItem(key)));
  const byKey = new Map(deliveries.map((delivery) => [itemKeyOf(delivery), delivery]));
  return { items: shown.map((item) => ({ ...item, delivery: byKey.get(item.key) ?? null, userId: null })), next };
}
