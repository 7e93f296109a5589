import 'server-only';
import { causeFromKey } from '../../deliveries/cause';
import { type DeliveryName } from '../../deliveries/delivery';
import { type DeliveryMark, type DeliveryTally } from '../../deliveries/delivery-record';
import { type StatedFilter } from '../../deliveries/delivery-store';
import { causeTitle } from '../../deliveries/explain-cause';
import { type RedeliveryPreview, type Tally } from '../../jobs/job-answers';
import {
  inJobReason,
  leftOutReason,
  type RedeliveryInput,
  type RedeliveryLedger,
  takenAlong,
  whyNotEligible,
} from '../../jobs/redelivery';
import { secondMs } from '../../spans';
import { endpointHost, type EventStream } from '../../streams/stream';
import { type Store } from '../../store';
import { type Management } from '../management/client';
import { ManagementError } from '../management/errors';
import { knownStreams } from '../management/known-streams';
import { failedInLedger, noSuchStream } from './kinds/redelivery-ledger';
import { inOtherJobs } from './in-other-jobs';
import { itemKeyOf, leftOutParts, nameOfItem, partOf, statedFilter } from './kinds/redelivery-subject';
import { mostPlanned, outlookOf } from './redelivery-outlook';
import { refusedAgain } from './refused-again';

/** Deliveries by name that are read at once. */
const namesAtOnce = 500;

interface World {
  store: Store;
  management: Management;
}

/** What a bulk redelivery would do now. Writes nothing and requests nothing. */
export async function previewRedelivery(world: World, input: RedeliveryInput): Promise<RedeliveryPreview> {
  const { store, management } = world;
  const countedAtMs = store.nowMs();
  const [{ tallies, upTo, marks }, { streams: listed }] = await Promise.all([
    lookAt(world, input),
    // While the tenant's rate is used up, names and what would be refused again are told from the list that is kept.
    knownStreams(management, 'comfort'),
  ]);
  const whyNot = await reasons(store, input, marks);
  const eligible = tallies.filter((one) => whyNot(one) === null);
  const others = tallies.filter((one) => whyNot(one) !== null);
  const count = sum(eligible);
  const streams = new Map((listed ?? []).map((stream) => [stream.id, stream]));
  const [outlook, refused] = await Promise.all([
    marks === null
      ? null
      : outlookOf(
          store,
          marks.filter((one) => whyNot(one) === null),
        ),
    refusedAgain(store, eligible, streams),
  ]);
  const { perSecond } = management.budget;
  return {
    kind: 'redeliver',
    total: sum(tallies),
    eligible: count,
    byStream: tally(
      eligible,
      ({ streamId }) => streamId,
      (streamId) => streams.get(streamId)?.name ?? streamId,
    ),
    byType: tally(eligible, ({ eventType }) => eventType, itself),
    byCause: tally(
      eligible,
      ({ causeKey }) => causeKey,
      (causeKey) => titleOf(causeKey, eligible, streams),
    ),
    notEligible: tally(others, (one) => whyNot(one) ?? '', itself).map(withKey),
    countedAtMs,
    upTo,
    refusedAgain: refused,
    plan: outlook && outlook.plan,
    command: outlook && outlook.command,
    perSecond,
    requestsLeft: management.budget.left,
    askingMs: perSecond === null ? null : Math.ceil(((outlook?.plan.requests ?? count) / perSecond) * secondMs),
    canaries: new Set(eligible.map(partOf)).size,
  };
}

/** What a person left out has a key of its own: its words may change. */
const withKey = (one: Tally): Tally => (one.name === leftOutReason ? { ...one, key: 'left_out' } : one);

const itself = (key: string) => key;

type Told = DeliveryTally & { eventId?: string };

/** Says why one cannot be requested now; null when it can. Which job one waits in is known as far as each of them is. */
async function reasons(store: Store, input: RedeliveryInput, marks: DeliveryMark[] | null) {
  const leftOut = leftOutParts(input);
  const elsewhere = await inOtherJobs(store, (marks ?? []).map(itemKeyOf));
  return (one: Pick<Told, 'streamId' | 'causeKey' | 'state' | 'eventId'>) => {
    const jobId = one.eventId === undefined ? undefined : elsewhere.get(itemKeyOf({ ...one, eventId: one.eventId }));
    const inJob = jobId === undefined ? null : inJobReason(jobId);
    return whyNotEligible(one.state) ?? (leftOut.has(partOf(one)) ? leftOutReason : null) ?? inJob;
  };
}

interface Looked {
  tallies: Told[];
  /** Number of the newest delivery. */
  upTo: number;
  /** Each of them, oldest first; null for too many. */
  marks: DeliveryMark[] | null;
}

async function lookAt(world: World, input: RedeliveryInput): Promise<Looked> {
  const { store } = world;
  const filter = statedFilter('filter' in input ? input.filter : { state: [] });
  const all = await store.tallyDeliveries(filter);
  if ('filter' in input) {
    const marks = await marksOf(store, filter, all);
    return { tallies: marks === null ? all.tallies : eachOf(marks), upTo: all.upTo, marks };
  }
  const names = 'ledger' in input ? await ledgerNames(world, input.ledger, all.upTo) : await givenNames(store, input);
  const marks = await named(store, names);
  return { tallies: eachOf(marks), upTo: all.upTo, marks };
}

const eachOf = (marks: readonly DeliveryMark[]): Told[] => marks.map((mark) => ({ ...mark, count: 1 }));

/** Those of a filter as they were tallied: what has failed since is not among them. */
async function marksOf(
  store: Store,
  filter: StatedFilter,
  { tallies, upTo }: Pick<Looked, 'tallies' | 'upTo'>,
): Promise<DeliveryMark[] | null> {
  return sum(tallies) > mostPlanned ? null : store.markDeliveries(filter, { above: 0, upTo, limit: mostPlanned });
}

/** Page by page: the ledger is told apart by what is here, which no tally knows. */
async function ledgerNames(world: World, ledger: RedeliveryLedger, upTo: number): Promise<DeliveryName[]> {
  const all: DeliveryName[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await failedInLedger(world, ledger, { after, upTo, limit: 500 });
    if (page === null) throw new ManagementError('not_found', noSuchStream);
    all.push(...page.names);
    after = page.isLast ? null : page.after;
  }
  return all;
}

type NamingInput = Exclude<RedeliveryInput, { filter: unknown } | { ledger: unknown }>;

async function givenNames(store: Store, input: NamingInput): Promise<DeliveryName[]> {
  if ('ids' in input) return input.ids;
  const all: DeliveryName[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const items = await store.listJobItems(input.retryOf, { results: takenAlong, after, limit: 500 });
    all.push(...items.map(({ key }) => nameOfItem(key)));
    after = items.at(-1)?.seq;
  }
  return all;
}

/** By number; a name that is given twice is one delivery. */
async function named(store: Store, names: readonly DeliveryName[]): Promise<DeliveryMark[]> {
  const bySeq = new Map<number, DeliveryMark>();
  for (let at = 0; at < names.length; at += namesAtOnce) {
    for (const mark of await store.markNamedDeliveries(names.slice(at, at + namesAtOnce))) bySeq.set(mark.seq, mark);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

const sum = (tallies: readonly DeliveryTally[]) => tallies.reduce((all, { count }) => all + count, 0);

/** By key, largest first; two keys of one name are one. A name is made once for each key. */
function tally<T extends DeliveryTally>(
  tallies: readonly T[],
  keyOf: (tally: T) => string,
  nameOf: (key: string) => string,
): Tally[] {
  const counts = new Map<string, number>();
  for (const one of tallies) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + one.count);
  const byName = new Map<string, Tally>();
  for (const [key, count] of counts) {
    const name = nameOf(key);
    byName.set(name, { key, name, count: (byName.get(name)?.count ?? 0) + count });
  }
  return [...byName.values()].sort((a, b) => b.count - a.count);
}

function titleOf(
  causeKey: string,
  tallies: readonly DeliveryTally[],
  streams: ReadonlyMap<string, EventStream>,
): string {
  const ids = new Set(tallies.filter((one) => one.causeKey === causeKey).map(({ streamId }) => streamId));
  const hosts = [...ids].flatMap((id) => {
    const stream = streams.get(id);
    return stream === undefined ? [] : (endpointHost(stream) ?? []);
  });
  return causeTitle(causeFromKey(causeKey), [...new Set(hosts)]);
}
