import 'server-only';
import { type Connector } from '../../connectors/connector';
import { type BackfillAct, backfillActs, requestsOf } from '../../connectors/records/backfill-act';
import { type RecordLink } from '../../connectors/records/record';
import { type BackfillInput } from '../../jobs/backfill-connector';
import { type BackfillPreview } from '../../jobs/job-answers';
import { secondMs } from '../../spans';
import { type Store } from '../../store';
import { hubspotPreviewSource } from '../connectors/hubspot/hubspot-source';
import { restPreviewSource } from '../connectors/rest/rest-source';
import { workOf } from '../connectors/push-works';
import { countActs } from '../connectors/records/count-acts';
import { type PreviewSource } from '../connectors/records/preview-source';
import { startedConnector } from './connector-subject';

/** Users that are read of the mirror at a time. */
const usersAtOnce = 2_000;

/** What bringing users into step would do. Reads at the other side, and writes nothing. Throws a problem that says what to do. */
export async function previewBackfill(store: Store, input: BackfillInput): Promise<BackfillPreview> {
  const connector = await startedConnector(store, input.connector, 'backfill');
  const source = await sourceOf(store, connector);
  const all = await usersOf(store, input);
  const total = all.length;
  const sample = source === null ? [] : spread(all, source.mostUsers);
  const preview = { kind: 'backfill_connector', total } as const;
  const counted = source === null ? null : await countSample(store, { connector, source, sample });
  if (counted === null) {
    return { ...preview, acts: null, lookedUp: 0, reads: 0, perSecond: null, tookMs: null };
  }
  const { perSecond } = workOf(connector);
  const factor = sample.length === 0 ? 0 : total / sample.length;
  const of = (act: BackfillAct) => Math.round((counted.acts.get(act) ?? 0) * factor);
  const acts = backfillActs.map((act) => ({ act, count: of(act) })).filter(({ count }) => count > 0);
  const requests = acts.reduce((sum, { act, count }) => sum + count * requestsOf[act], 0);
  const tookMs = Math.round((requests / perSecond) * secondMs);
  return { ...preview, acts, lookedUp: sample.length, reads: counted.reads, perSecond, tookMs };
}

/** How a kind's records are looked up; null for kinds that are not asked, as tables are not. */
async function sourceOf(store: Store, { id, kind }: Connector): Promise<PreviewSource | null> {
  if (kind === 'hubspot') return hubspotPreviewSource(store, id);
  return kind === 'rest' ? restPreviewSource(store, id) : null;
}

/** Up to `most` of these, spread over all. */
function spread(userIds: readonly string[], most: number): string[] {
  const every = Math.max(1, Math.ceil(userIds.length / most));
  return userIds.filter((_, index) => index % every === 0);
}

/** Ids of the users that would be woken. */
async function usersOf(store: Store, { connector, users }: BackfillInput): Promise<string[]> {
  const all: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { userIds: string[]; next: number | null } = await store.usersToFill(connector, users, {
      after,
      limit: usersAtOnce,
    });
    all.push(...page.userIds);
    after = page.next;
  }
  return all;
}

interface Sampled {
  connector: Connector;
  source: PreviewSource;
  sample: readonly string[];
}

async function countSample(store: Store, { connector, source, sample }: Sampled) {
  const [users, lanes] = await Promise.all([store.carriedUsers(sample), store.namedLanes(connector.id, sample)]);
  const links = new Map<string, Pick<RecordLink, 'role'>>();
  for (const { key, link } of lanes) if (link !== null) links.set(key, link);
  return countActs({ users, links, source, sinceMs: connector.createdAtMs });
}
