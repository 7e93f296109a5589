import 'server-only';
import { type Person } from '../access/person';
import { outcomes } from '../events/outcome';
import { type Listening, reachOf, type Setup, type SetupCredential, type SetupManagement } from '../setup/setup';
import { type Store } from '../store';
import { pointsHere } from '../streams/stream';
import { env } from './env';
import { announce } from './live';
import { managementIfConfigured } from './management/client';
import { neededScopes } from './management/scopes';
import { checkManagement, type ManagementStatus } from './management/status';
import { tenantHost } from './nav';
import { glanceAtStreams } from './overview-streams';
import { singleton } from './singleton';
import { soon } from './soon';

/** The needle looks back five minutes. */
const listeningMs = 5 * 60_000;
const listeningBucketMs = 5_000;

/** The checklist waits this long (ms) for Auth0, then shows the last result; "Check again" waits for the end. */
const patienceMs = 1_000;

/** Everything the first-run checklist shows. `fresh` asks Auth0 anew, for scopes that were granted just now. */
export async function readSetup(store: Store, person: Person, { fresh = false } = {}): Promise<Setup> {
  const atMs = Date.now();
  const { webhookUrl } = env();
  const management = await checkedManagement(fresh);
  const [glance, counts, lastMs, listening] = await Promise.all([
    glanceAtStreams(),
    store.counts(atMs),
    store.lastReceivedAtMs(),
    readListening(store, atMs),
  ]);
  const here = (glance.streams ?? []).filter((stream) => pointsHere(stream, webhookUrl));
  return {
    atMs,
    person: { name: person.name, role: person.role ?? 'none', grantedBy: person.grantedBy },
    tenant: tenantHost(),
    management,
    webhook: { url: webhookUrl, reach: reachOf(webhookUrl, tenantHost()), credential: currentCredential() },
    streams: glance.streams && {
      here: here.map(({ id, name, status, subscriptions, destination }) => ({
        id,
        name,
        status,
        subscriptions: subscriptions.length,
        authorization: destination.authorization?.method ?? null,
      })),
      total: glance.streams.length,
    },
    events: { total: counts.events, lastMs },
    listening,
  };
}

/** The kind of credential a sender should present; the first secret of a kind is the current one. */
export function currentCredential(): SetupCredential | null {
  const { bearer, basic, headers } = env().webhook;
  if (bearer.length > 0) return { method: 'bearer', setting: 'WEBHOOK_TOKEN', header: null };
  if (basic.length > 0) return { method: 'basic', setting: 'WEBHOOK_BASIC', header: null };
  const [header] = headers;
  return header === undefined ? null : { method: 'custom_header', setting: 'WEBHOOK_HEADER', header: header.name };
}

async function checkedManagement(fresh: boolean): Promise<SetupManagement | null> {
  const memory = singleton<{ last: SetupManagement | null }>('setup-management', () => ({ last: null }));
  const before = memory.last;
  let gaveUp = false;
  const check = checkManagement(managementIfConfigured(), { fresh }).then((status) => {
    memory.last = asSetup(status);
    if (gaveUp && before === null) announce('streams');
  });
  if (fresh) await check;
  else
    gaveUp =
      (await soon(
        check.then(() => true),
        patienceMs,
      )) === null;
  return memory.last;
}

function asSetup(status: ManagementStatus): SetupManagement {
  const { configured, reachable, scopes, problem, checkedAtMs } = status;
  const grantedOf = (scope: string) => scopes?.granted.some((one) => one.scope === scope) ?? false;
  return {
    configured,
    reachable,
    scopes: neededScopes.map((needed) => ({
      ...needed,
      granted: scopes?.known === true ? grantedOf(needed.scope) : null,
    })),
    problem: problem?.message ?? null,
    checkedAtMs,
  };
}

async function readListening(store: Store, atMs: number): Promise<Listening> {
  const toMs = (Math.floor(atMs / listeningBucketMs) + 1) * listeningBucketMs;
  const fromMs = toMs - listeningMs;
  const [arrivals, rejections] = await Promise.all([
    store.eventHistogram({ fromMs, toMs, bucketMs: listeningBucketMs }),
    store.listRejections(fromMs, 1_000),
  ]);
  const buckets = arrivals.map(({ counts }) => ({
    accepted: outcomes.reduce((sum, outcome) => sum + counts[outcome], 0),
    rejected: 0,
  }));
  for (const { receivedAtMs } of rejections.items) {
    const bucket = buckets[Math.floor((receivedAtMs - fromMs) / listeningBucketMs)];
    if (bucket !== undefined) bucket.rejected += 1;
  }
  return { fromMs, bucketMs: listeningBucketMs, buckets };
}
