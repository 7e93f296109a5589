import 'server-only';
import { type Person } from '../../access/person';
import { outcomes } from '../../events/outcome';
import { astrayCodes } from '../../rejections/rejection';
import {
  type AstrayRequest,
  astrayToShow,
  type Listening,
  reachOf,
  type Setup,
  type SetupManagement,
} from '../../setup/setup';
import { dayMs } from '../../spans';
import { type Store } from '../../store';
import { pointsHere } from '../../streams/stream';
import { env } from '../process/env';
import { announceStreams } from '../process/store';
import { managementIfConfigured } from '../management/client';
import { knownStreams, screenPatienceMs } from '../management/known-streams';
import { scopesFor } from '../management/scopes';
import { checkManagement, type ManagementStatus } from '../management/status';
import { tenantHost } from '../process/tenant-host';
import { singleton } from '../process/singleton';
import { soon } from '../process/soon';
import { currentCredential } from '../webhook/current-credential';

/** The needle looks back five minutes. */
const listeningMs = 5 * 60_000;
const listeningBucketMs = 5_000;

/** Everything the first-run checklist shows. `fresh` asks Auth0 anew, for scopes that were granted just now. */
export async function setupAnswer(store: Store, person: Person, { fresh = false } = {}): Promise<Setup> {
  const atMs = Date.now();
  const { webhookUrl } = env();
  const [management, known, counts, lastMs, listening, astray] = await Promise.all([
    checkedManagement(fresh),
    knownStreams(managementIfConfigured(), 'screen'),
    store.counts(atMs),
    store.lastReceivedAtMs(),
    readListening(store, atMs),
    readAstray(store, atMs),
  ]);
  const here = (known.streams ?? []).filter((stream) => pointsHere(stream, webhookUrl));
  return {
    atMs,
    person: { name: person.name, role: person.role ?? 'none', grantedBy: person.grantedBy },
    tenant: tenantHost(),
    management,
    webhook: {
      url: webhookUrl,
      reach: reachOf(webhookUrl, tenantHost()),
      credential: currentCredential(),
      astray: astrayToShow(astray, lastMs),
    },
    streams: known.streams && {
      here: here.map(({ id, name, status, subscriptions, destination }) => ({
        id,
        name,
        status,
        subscriptions: subscriptions.length,
        authorization: destination.authorization?.method ?? null,
      })),
      total: known.streams.length,
    },
    events: { total: counts.events, lastMs },
    listening,
  };
}

async function checkedManagement(fresh: boolean): Promise<SetupManagement | null> {
  const memory = singleton<{ last: SetupManagement | null }>('setup-management', () => ({ last: null }));
  const before = memory.last;
  let gaveUp = false;
  const check = checkManagement(managementIfConfigured(), { fresh, needs: scopesFor(env()) }).then((status) => {
    memory.last = asSetup(status);
    if (gaveUp && before === null) announceStreams();
  });
  if (fresh) await check;
  else
    gaveUp =
      (await soon(
        check.then(() => true),
        screenPatienceMs,
      )) === null;
  return memory.last;
}

function asSetup(status: ManagementStatus): SetupManagement {
  const { configured, reachable, scopes, problem, checkedAtMs } = status;
  const grantedOf = (scope: string) => scopes?.granted.some((one) => one.scope === scope) ?? false;
  return {
    configured,
    reachable,
    scopes: scopesFor(env()).map((needed) => ({
      ...needed,
      granted: scopes?.known === true ? grantedOf(needed.scope) : null,
    })),
    problem: problem?.message ?? null,
    checkedAtMs,
  };
}

/** The newest of each kind of astray request. */
async function readAstray(store: Store, atMs: number): Promise<AstrayRequest[]> {
  const { items } = await store.listRejections(atMs - dayMs, astrayCodes.length * 2, astrayCodes);
  return items.map(({ path, code, receivedAtMs }) => ({
    path: path ?? '/',
    isOurs: code === 'wrong_path',
    atMs: receivedAtMs,
  }));
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
