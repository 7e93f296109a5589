import { isRedeliveryMarker } from '../../../deliveries/attempts';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { besidesResult } from '../../../jobs/redelivery';
import { isNamedBy } from '../../../jobs/redelivery-slice';
import { minuteMs, secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { type RedeliveryCursor, type SliceCall } from './redeliver-cursor';
import { itemKeyOf, nameOfItem, partOf } from './redelivery-subject';

/** So long (ms) after a request by filter it is looked for what it brought besides: one poll of the list more than the idle pace. */
const besidesWithinMs = 6 * minuteMs;

/** How often it is looked for, in ms: within a minute after the newest request most of it arrives. */
const soonEveryMs = 5 * secondMs;
const laterEveryMs = minuteMs;

/** Arrivals that one page reads, and pages that one step reads. */
const pageSize = 500;
const mostPages = 20;

/** Auth0's clock and ours may differ by this much (ms), and its mark of a request comes at once. */
const skewMs = 5 * secondMs;
const markedWithinMs = 30 * secondMs;

type Besides = RedeliveryCursor['besides'];

export interface FoundBesides {
  added: NonNullable<JobStep['added']>;
  /** What the cursor remembers from now on. */
  remembered: Pick<RedeliveryCursor, 'calls' | 'besides'>;
}

/** When it is looked again, in epoch ms; null when nothing is looked for any more. */
export function nextLookAtMs({ calls, besides }: Pick<RedeliveryCursor, 'calls' | 'besides'>): number | null {
  const newest = calls.at(-1);
  if (newest === undefined) return null;
  const isSoon = besides.lookedAtMs < newest.atMs + minuteMs;
  return besides.lookedAtMs + (isSoon ? soonEveryMs : laterEveryMs);
}

/**
 * Looks for what Auth0 redelivered besides what a filter was meant to name: it had failed after we looked, so that nobody knew of it.
 * It shows when it arrives, which nobody asked for, or when the list of failed deliveries has it with Auth0's mark of our request.
 * Of an event that Auth0 delivers for the first time so late the arrival alone looks the same.
 */
export async function findBesides(
  store: Store,
  claimed: ClaimedJob,
  { calls, besides }: Pick<RedeliveryCursor, 'calls' | 'besides'>,
): Promise<FoundBesides> {
  const nowMs = store.nowMs();
  const seen: Besides['seen'] = { ...besides.seen };
  const names: { streamId: string; eventId: string; reason: string | null }[] = [];
  for (const [streamId, of] of Map.groupBy(calls, (call) => call.streamId)) {
    const arrived = await arrivalsOf(store, { streamId, calls: of, after: seen[streamId] });
    seen[streamId] = arrived.seen;
    names.push(...arrived.eventIds.map((eventId) => ({ streamId, eventId, reason: 'arrived' })));
    const marked = await markedOf(store, streamId, of);
    names.push(...marked.map((eventId) => ({ streamId, eventId, reason: null })));
  }
  return {
    added: await itemsOf(store, claimed.id, names),
    remembered: {
      calls: calls.filter(({ atMs }) => atMs + besidesWithinMs > nowMs),
      besides: { lookedAtMs: nowMs, seen },
    },
  };
}

interface OfStream {
  streamId: string;
  calls: readonly SliceCall[];
  after: Besides['seen'][string] | undefined;
}

/** Events that arrived for the first time in the range of a request, after it. */
async function arrivalsOf(store: Store, { streamId, calls, after }: OfStream) {
  const atMs = calls.map((call) => call.atMs);
  const range = {
    streamId,
    untilMs: Math.max(...atMs) + besidesWithinMs,
    timeFromMs: Math.min(...calls.map(({ fromMs }) => fromMs)),
    timeToMs: Math.max(...calls.map(({ toMs }) => toMs)),
    limit: pageSize,
  };
  const eventIds: string[] = [];
  let seen = after ?? { receivedAtMs: Math.min(...atMs), seq: 0 };
  for (let page = 0; page < mostPages; page += 1) {
    const arrivals = await store.listArrivals({ ...range, after: seen });
    for (const { id, type: eventType, timeMs: eventTimeMs, receivedAtMs } of arrivals) {
      const isOf = (call: SliceCall) =>
        isNamedBy(call, { eventType, eventTimeMs }) &&
        receivedAtMs >= call.atMs &&
        receivedAtMs < call.atMs + besidesWithinMs;
      if (calls.some(isOf)) eventIds.push(id);
    }
    const last = arrivals.at(-1);
    if (last !== undefined) seen = { receivedAtMs: last.receivedAtMs, seq: last.seq };
    if (arrivals.length < pageSize) break;
  }
  return { eventIds, seen };
}

/** Open deliveries of a call that are looked at for Auth0's mark. */
const lookedAtOnce = 1_000;

/** Failed deliveries in the range of a request that bear Auth0's mark of it, though nobody here has asked for them. */
async function markedOf(store: Store, streamId: string, calls: readonly SliceCall[]): Promise<string[]> {
  const found = new Set<string>();
  for (const call of calls) {
    const { deliveries } = await store.openDeliveries(streamId, { ...call, limit: lookedAtOnce });
    const suspects = deliveries.filter(
      (one) => one.askedAtMs === null && one.markerCount > 0 && isNamedBy(call, one) && !found.has(one.eventId),
    );
    const names = suspects.slice(0, 100).map(({ eventId }) => ({ streamId, eventId }));
    for (const { eventId, attempts } of await store.namedDeliveries(names)) {
      if (attempts.some((one) => isRedeliveryMarker(one) && isOfCall(one.atMs, call))) found.add(eventId);
    }
  }
  return [...found];
}

function isOfCall(atMs: number | null, call: SliceCall): boolean {
  return atMs !== null && atMs >= call.atMs - skewMs && atMs <= call.atMs + markedWithinMs;
}

interface Name {
  streamId: string;
  eventId: string;
  reason: string | null;
}

/** Those that are no item of the job, and that nobody has asked for by themselves. */
async function itemsOf(store: Store, jobId: number, names: readonly Name[]): Promise<FoundBesides['added']> {
  const added: FoundBesides['added'] = [];
  for (let start = 0; start < names.length; start += pageSize) {
    const byKey = new Map(names.slice(start, start + pageSize).map((name) => [itemKeyOf(name), name]));
    const known = await store.namedJobItems(jobId, [...byKey.keys()]);
    for (const { key } of known) byKey.delete(key);
    const marks = await store.markNamedDeliveries([...byKey.keys()].map(nameOfItem));
    for (const mark of marks) if (mark.askedAtMs !== null) byKey.delete(itemKeyOf(mark));
    for (const [key, { streamId, reason }] of byKey) {
      added.push({ key, part: partOf({ streamId, causeKey: besidesResult }), result: besidesResult, reason });
    }
  }
  return added;
}
