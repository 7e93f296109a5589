import 'server-only';
import { causeFromKey } from '../../deliveries/cause';
import { type DeliveryTally } from '../../deliveries/delivery-record';
import { causeTitle } from '../../deliveries/explain-cause';
import { type RedeliveryPreview, type Tally } from '../../jobs/job-answers';
import { type RedeliveryInput, type RedeliveryLedger, takenAlong, whyNotEligible } from '../../jobs/redelivery';
import { endpointHost, type EventStream } from '../../streams/stream';
import { type Store } from '../../store';
import { type Management } from '../management/client';
import { ManagementError } from '../management/errors';
import { knownStreams } from '../management/known-streams';
import { failedInLedger, noSuchStream } from './kinds/redelivery-ledger';
import { nameOfItem, statedFilter } from './kinds/redelivery-subject';

interface World {
  store: Store;
  management: Management;
}

/** What a bulk redelivery would do now. Writes nothing and requests nothing. */
export async function previewRedelivery(world: World, input: RedeliveryInput): Promise<RedeliveryPreview> {
  const { store, management } = world;
  const countedAtMs = store.nowMs();
  const [{ tallies, upTo }, { streams }] = await Promise.all([
    talliesOf(world, input),
    knownStreams(management, 'comfort'),
  ]);
  const eligible = tallies.filter(({ state }) => whyNotEligible(state) === null);
  const others = tallies.filter(({ state }) => whyNotEligible(state) !== null);
  const count = sum(eligible);
  const perSecond = management.budget.perSecond;
  const names = new Map((streams ?? []).map((stream) => [stream.id, stream]));
  return {
    kind: 'redeliver',
    total: sum(tallies),
    eligible: count,
    byStream: tally(eligible, ({ streamId }) => ({ key: streamId, name: names.get(streamId)?.name ?? streamId })),
    byType: tally(eligible, ({ eventType }) => ({ key: eventType, name: eventType })),
    byCause: tally(eligible, ({ causeKey }) => ({ key: causeKey, name: titleOf(causeKey, eligible, names) })),
    notEligible: tally(others, ({ state }) => ({ key: state, name: whyNotEligible(state) ?? '' })),
    countedAtMs,
    upTo,
    perSecond,
    askingMs: perSecond === null ? null : Math.ceil((count / perSecond) * 1_000),
    canaries: new Set(eligible.map(({ streamId, causeKey }) => `${streamId}/${causeKey}`)).size,
  };
}

interface Tallied {
  tallies: DeliveryTally[];
  upTo: number;
}

async function talliesOf(world: World, input: RedeliveryInput): Promise<Tallied> {
  const all = await world.store.tallyDeliveries(statedFilter('filter' in input ? input.filter : { state: [] }));
  if ('filter' in input) return all;
  if ('ledger' in input) return { ...all, tallies: await tallyLedger(world, input.ledger, all.upTo) };
  return { ...all, tallies: await tallyByName(world.store, input) };
}

/** Page by page: the ledger is told apart by what is here, which no tally knows. */
async function tallyLedger(world: World, ledger: RedeliveryLedger, upTo: number): Promise<DeliveryTally[]> {
  const all: DeliveryTally[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await failedInLedger(world, ledger, { after, upTo, limit: 500 });
    if (page === null) throw new ManagementError('not_found', noSuchStream);
    all.push(...(await named(world.store, page.names)));
    after = page.isLast ? null : page.after;
  }
  return all;
}

async function tallyByName(
  store: Store,
  input: Exclude<RedeliveryInput, { filter: unknown } | { ledger: unknown }>,
): Promise<DeliveryTally[]> {
  if ('ids' in input) return named(store, input.ids);
  const all: DeliveryTally[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const items = await store.listJobItems(input.retryOf, { results: takenAlong, after, limit: 500 });
    all.push(
      ...(await named(
        store,
        items.map(({ key }) => nameOfItem(key)),
      )),
    );
    after = items.at(-1)?.seq;
  }
  return all;
}

async function named(store: Store, names: Parameters<Store['markNamedDeliveries']>[0]): Promise<DeliveryTally[]> {
  const marks = await store.markNamedDeliveries(names);
  // A name that is given twice is one delivery.
  const bySeq = new Map(marks.map((mark) => [mark.seq, { ...mark, count: 1 }]));
  return [...bySeq.values()];
}

const sum = (tallies: readonly DeliveryTally[]) => tallies.reduce((all, { count }) => all + count, 0);

/** Largest first. */
function tally(tallies: readonly DeliveryTally[], of: (tally: DeliveryTally) => Pick<Tally, 'key' | 'name'>): Tally[] {
  const byName = new Map<string, Tally>();
  for (const one of tallies) {
    const { key, name } = of(one);
    byName.set(name, { key, name, count: (byName.get(name)?.count ?? 0) + one.count });
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
