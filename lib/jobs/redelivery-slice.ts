import { secondMs } from '../spans';

/**
 * What one filtered request of Auth0 names (`POST /event-streams/{id}/redeliver`): everything failed of these types whose event
 * time lies in a range of whole seconds, which is all that the filter can say.
 */
export interface RedeliverySlice {
  /** Epoch ms at a whole second, inclusive. */
  fromMs: number;
  /** Epoch ms at a whole second, exclusive. */
  toMs: number;
  /** Sorted; never empty, because none would name all. */
  types: string[];
}

/** A failed delivery of one event stream, as far as a filter can tell it from others. */
export interface SliceCandidate {
  eventId: string;
  eventType: string;
  /** Null where Auth0 told none that can be read: whether a range holds it is not known. */
  eventTimeMs: number | null;
  /**
   * Whether the job may request it now: it waits in the job, and the event of its cause that was tried first has arrived. A
   * filter must name nothing else.
   */
  isChosen: boolean;
}

export interface SliceBounds {
  /** Most that may be requested at once. */
  most: number;
  /** A slice that has this many grows no further. */
  enough: number;
}

/** A slice and what it names. */
export interface ExactSlice {
  slice: RedeliverySlice;
  eventIds: string[];
}

/** Below so many single requests cost less: a filtered one is preceded by a look at what Auth0 lists, in pages. */
export const fewestBySlice = 10;

/** Whether a slice names a delivery; false where the event time is not known. */
export function isNamedBy(
  { fromMs, toMs, types }: RedeliverySlice,
  { eventType, eventTimeMs }: Pick<SliceCandidate, 'eventType' | 'eventTimeMs'>,
): boolean {
  return eventTimeMs !== null && eventTimeMs >= fromMs && eventTimeMs < toMs && types.includes(eventType);
}

/** The second that an instant lies in, in epoch ms. */
export function secondOf(atMs: number): number {
  return Math.floor(atMs / secondMs) * secondMs;
}

/**
 * A slice that names only chosen ones of everything known to have failed at an event stream, and at most `most` of them: the
 * oldest that has `enough`, else the largest. Null where there is none worth it: what is left goes by single requests.
 */
export function exactSlice(known: readonly SliceCandidate[], bounds: SliceBounds): ExactSlice | null {
  const found = typeSets(known).map((types) => largestRun(known, { ...bounds, types }));
  const [best] = found.flatMap((run) => run ?? []).sort((a, b) => b.eventIds.length - a.eventIds.length);
  return best === undefined || best.eventIds.length < fewestBySlice ? null : best;
}

/** A delivery that Auth0 lists for the filter of a slice. */
export type ListedBySlice = Pick<SliceCandidate, 'eventId' | 'eventType' | 'eventTimeMs'>;

/**
 * What may be requested of a slice once Auth0 has listed what its filter names at present: all of it where that was chosen, else a
 * part without what failed since the last poll. What is not listed any more is left out. Null where too little is left, or where
 * Auth0's filter turns out to mean something else by its dates than event times, which no document says.
 */
export function confirmedSlice(
  { slice, eventIds }: ExactSlice,
  listed: readonly ListedBySlice[],
  bounds: SliceBounds,
): ExactSlice | null {
  if (!listed.every((one) => isNamedBy(slice, one))) return null;
  const chosen = new Set(eventIds);
  const found = listed.map((one) => ({ ...one, isChosen: chosen.has(one.eventId) }));
  if (found.some(({ isChosen }) => !isChosen)) return exactSlice(found, bounds);
  if (found.length < fewestBySlice || found.length > bounds.most) return null;
  return { slice, eventIds: found.map(({ eventId }) => eventId) };
}

/**
 * Sets of types worth a try: all that may be named, those that no other delivery has, and each alone. A type of which one has no
 * event time is never named: nobody can tell where it lies.
 */
function typeSets(known: readonly SliceCandidate[]): string[][] {
  const typesOf = (candidates: readonly SliceCandidate[]) => new Set(candidates.map(({ eventType }) => eventType));
  const undated = typesOf(known.filter(({ eventTimeMs }) => eventTimeMs === null));
  const others = typesOf(known.filter(({ isChosen }) => !isChosen));
  const chosen = [...typesOf(known.filter(({ isChosen }) => isChosen))].filter((type) => !undated.has(type)).sort();
  const clean = chosen.filter((type) => !others.has(type));
  return [chosen, clean, ...chosen.map((type) => [type])].filter((types) => types.length > 0);
}

interface Run {
  seconds: number[];
  eventIds: string[];
}

/** The first run of seconds with `enough` chosen ones and nothing else of these types, else the largest one. */
function largestRun(
  known: readonly SliceCandidate[],
  { types, most, enough }: SliceBounds & { types: string[] },
): ExactSlice | null {
  let best: Run = { seconds: [], eventIds: [] };
  let run: Run = { seconds: [], eventIds: [] };
  for (const { atMs, of } of bySecond(known.filter(({ eventType }) => types.includes(eventType)))) {
    const isForeign = of.length > most || of.some(({ isChosen }) => !isChosen);
    if (isForeign || run.eventIds.length + of.length > most) run = { seconds: [], eventIds: [] };
    if (isForeign) continue;
    run.seconds.push(atMs);
    run.eventIds.push(...of.map(({ eventId }) => eventId));
    if (run.eventIds.length > best.eventIds.length) best = run;
    if (run.eventIds.length >= enough) break;
  }
  const [first] = best.seconds;
  if (first === undefined) return null;
  const toMs = Math.max(...best.seconds) + secondMs;
  return { slice: { fromMs: first, toMs, types }, eventIds: best.eventIds };
}

/** What has an event time, by the second that it lies in, oldest second first. */
function bySecond(known: readonly SliceCandidate[]): { atMs: number; of: SliceCandidate[] }[] {
  const seconds = new Map<number, SliceCandidate[]>();
  for (const candidate of known) {
    if (candidate.eventTimeMs === null) continue;
    const atMs = secondOf(candidate.eventTimeMs);
    const of = seconds.get(atMs);
    if (of === undefined) seconds.set(atMs, [candidate]);
    else of.push(candidate);
  }
  return [...seconds].map(([atMs, of]) => ({ atMs, of })).sort((a, b) => a.atMs - b.atMs);
}
