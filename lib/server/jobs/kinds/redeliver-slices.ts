import { canRetry } from '../../../deliveries/state';
import { waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult } from '../../../jobs/redelivery';
import { lookedAtOnce } from '../../../jobs/redelivery-plan';
import {
  confirmedSlice,
  type ExactSlice,
  exactSlice,
  fewestBySlice,
  secondOf,
  type SliceBounds,
  type SliceCandidate,
} from '../../../jobs/redelivery-slice';
import { minuteMs } from '../../../spans';
import { redeliverSlice } from '../../deliveries/redeliver-slice';
import { listSlice } from '../../management/deliveries';
import { isManagementError } from '../../management/errors';
import { log } from '../../process/log';
import { type JobWorld } from '../job-kind';
import { type Asked, kindsForPeople } from './redeliver-ask';
import { type RedeliveryCursor, type SliceCall } from './redeliver-cursor';
import { requestsUnderWay } from './redeliver-next';
import { type Part } from './redeliver-parts';
import { itemKeyOf, nameOfItem, ofPart } from './redelivery-subject';

/** Oldest waiting items of a part, by which the search for a slice begins. */
const seedsOfPart = 50;

/** So long (ms) a job waits for room after a slice, instead of filling it by single requests. */
const holdMs = minuteMs;

/** So long (ms) an event stream takes single requests only once a filter turned out not to fit. */
const singlyMs = minuteMs;

/** What a step requested by filter. */
export interface Sliced extends Asked {
  call: SliceCall | null;
  log: NonNullable<JobStep['log']>;
  /** Event streams whose events wait for a slice: no single request is made for them, except those that are tried first. */
  held: ReadonlySet<string>;
  singlyUntilMs: Record<string, number>;
}

export const nothingSliced: Sliced = {
  changed: [],
  refusal: null,
  trouble: null,
  waitingMs: null,
  call: null,
  log: [],
  held: new Set(),
  singlyUntilMs: {},
};

interface Round {
  claimed: ClaimedJob;
  cursor: RedeliveryCursor;
  parts: readonly Part[];
  /** Most requests without an outcome at an event stream. */
  window: number;
  signal: AbortSignal;
}

/** Requests a slice of one event stream, where there is one that Auth0's filter names exactly. */
export async function askForSlice(world: JobWorld, round: Round): Promise<Sliced> {
  const nowMs = world.store.nowMs();
  const open = round.parts.filter(({ leave, waiting }) => leave === 'all' && waiting > 0);
  const held = new Set<string>();
  for (const [streamId, parts] of Map.groupBy(open, ({ part }) => ofPart(part).streamId)) {
    const isSingly = (round.cursor.singlyUntilMs[streamId] ?? 0) > nowMs;
    const waiting = parts.reduce((sum, part) => sum + part.waiting, 0);
    if (isSingly || waiting < fewestBySlice) continue;
    const of: OfStream = { ...round, streamId, parts };
    const plan = await planSlice(world, of);
    if (plan === null) continue;
    held.add(streamId);
    if (plan === 'wait') continue;
    const blockedMs = world.management.budget.blockedForMs;
    if (blockedMs > 0) return { ...nothingSliced, held, waitingMs: blockedMs };
    return { ...nothingSliced, held, ...(await requestPlanned(world, of, plan)) };
  }
  return { ...nothingSliced, held };
}

interface OfStream extends Round {
  streamId: string;
  /** Of this event stream, those of which everything may be requested. */
  parts: readonly Part[];
}

interface Plan {
  exact: ExactSlice;
  bounds: SliceBounds;
}

/** The slice to request next; `wait` while there is no room for it yet, null where single requests are made instead. */
async function planSlice(world: JobWorld, of: OfStream): Promise<Plan | 'wait' | null> {
  const { store } = world;
  const { window, cursor, streamId } = of;
  const known = await candidatesOf(world, of);
  // Half a window, so that one slice can be on its way while another arrives.
  const enough = Math.ceil(window / 2);
  const wide = { most: window, enough };
  const exact = exactSlice(known, wide);
  if (exact === null) return null;
  const room = window - (await requestsUnderWay(store, streamId));
  if (exact.eventIds.length <= room) return { exact, bounds: { most: room, enough } };
  const narrow = { most: room, enough: room };
  const fitting = room * 2 >= enough ? exactSlice(known, narrow) : null;
  if (fitting !== null) return { exact: fitting, bounds: narrow };
  const lastAtMs = cursor.calls.findLast((call) => call.streamId === streamId)?.atMs ?? 0;
  return store.nowMs() - lastAtMs < holdMs ? 'wait' : null;
}

/** Open deliveries of an event stream from its oldest waiting items on, and whether the job may request each now. */
async function candidatesOf({ store }: JobWorld, { claimed, streamId, parts }: OfStream): Promise<SliceCandidate[]> {
  const seeds = await Promise.all(
    parts.map(({ part }) => store.listJobItems(claimed.id, { results: [waitingResult], part, limit: seedsOfPart })),
  );
  const marks = await store.markNamedDeliveries(seeds.flat().map(({ key }) => nameOfItem(key)));
  const times = marks.flatMap(({ eventTimeMs }) => eventTimeMs ?? []);
  if (times.length === 0) return [];
  const fromMs = secondOf(Math.min(...times));
  const { deliveries, undatedTypes } = await store.openDeliveries(streamId, { fromMs, limit: lookedAtOnce });
  // The last second may go on beyond what was read.
  const last = deliveries.length < lookedAtOnce ? undefined : deliveries.at(-1);
  const whole =
    last === undefined ? deliveries : deliveries.filter((one) => one.eventTimeMs < secondOf(last.eventTimeMs));
  const names = new Set(parts.map(({ part }) => part));
  const items = await store.namedJobItems(
    claimed.id,
    whole.map(({ eventId }) => itemKeyOf({ streamId, eventId })),
  );
  const waiting = new Set(
    items.filter(({ result, part }) => result === waitingResult && names.has(part)).map(({ key }) => key),
  );
  const dated = whole.map(({ eventId, eventType, eventTimeMs, state }) => {
    const isChosen = canRetry(state) && waiting.has(itemKeyOf({ streamId, eventId }));
    return { eventId, eventType, eventTimeMs, isChosen };
  });
  const undated = undatedTypes.map((eventType) => ({ eventId: '', eventType, eventTimeMs: null, isChosen: false }));
  return [...dated, ...undated];
}

type Requested = Partial<Sliced>;

async function requestPlanned(world: JobWorld, of: OfStream, plan: Plan): Promise<Requested> {
  const { streamId, claimed, signal } = of;
  const confirmed = await confirm(world, streamId, plan);
  if (confirmed === null) return singly(world, streamId);
  if (typeof confirmed === 'string') return { trouble: confirmed };
  const { slice, eventIds } = confirmed;
  const items = eventIds.map((eventId) => ({ eventId, itemKey: itemKeyOf({ streamId, eventId }) }));
  const all = (result: RedeliveryResult) => items.map(({ itemKey }) => ({ key: itemKey, result, reason: null }));
  const job = { id: claimed.id, owner: claimed.owner };
  try {
    const request = { streamId, slice, items, actor: claimed.job.createdBy, job, signal };
    const { outcome, askedAtMs, waitingMs } = await redeliverSlice({ ...world, ...request });
    const call = { streamId, ...slice, atMs: askedAtMs };
    if (outcome === 'rate_limited') return { waitingMs, changed: all(waitingResult) };
    if (outcome === 'not_claimed') return {};
    // What each of them came to is looked up, as after a crash.
    if (outcome === 'unsure') return { ...singly(world, streamId), call };
    return {
      call,
      changed: all('asked'),
      log: [{ what: 'asked', text: `${items.length} events requested by one filter` }],
    };
  } catch (error) {
    // No turn came before the step was ended: nothing was claimed.
    if (signal.aborted && !isManagementError(error)) return {};
    if (!isManagementError(error)) throw error;
    const changed = all(waitingResult);
    if (kindsForPeople.has(error.kind)) return { changed, refusal: error.message };
    return { changed, ...(isOfFilter(error.kind) ? singly(world, streamId) : { trouble: error.message }) };
  }
}

/** Looks at what the filter names at Auth0. Null where it does not fit, a sentence for trouble that may pass. */
async function confirm(
  { management }: JobWorld,
  streamId: string,
  { exact, bounds }: Plan,
): Promise<ExactSlice | string | null> {
  try {
    const listed = await listSlice(management, streamId, exact.slice);
    const confirmed = listed === null ? null : confirmedSlice(exact, listed, bounds);
    if (confirmed === null) log.info({ streamId }, 'A filter does not name exactly what a job is about');
    return confirmed;
  } catch (error) {
    if (!isManagementError(error)) throw error;
    return isOfFilter(error.kind) || kindsForPeople.has(error.kind) ? null : error.message;
  }
}

/** Auth0 refuses the filter, or knows no such event stream: single requests tell more. */
const isOfFilter = (kind: string) => kind === 'bad_request' || kind === 'not_found';

const singly = ({ store }: JobWorld, streamId: string): Requested => ({
  singlyUntilMs: { [streamId]: store.nowMs() + singlyMs },
});
