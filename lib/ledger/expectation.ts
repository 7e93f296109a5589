import { type DisabledWindow, type StreamChange } from '../streams/stream-history';

/** What is known of an event stream from a change on. Oldest first wherever there are several. */
export type StreamMoment = Pick<StreamChange, 'atMs' | 'sinceMs' | 'status' | 'subscriptions'>;

/** A time in which an event stream was certainly subscribed to these types, enabled or not. */
export interface SubscribedSpan {
  fromMs: number;
  toMs: number;
  types: string[];
}

interface Stream {
  /** Present subscriptions. */
  subscriptions: readonly string[];
  /** When Auth0 made it; null where that is not known. */
  createdAtMs: number | null;
}

interface Range {
  fromMs: number;
  toMs: number;
}

/** A state of the event stream, and the change that ends it. */
interface Stretch {
  /** From then on it is certain. */
  fromMs: number;
  /** Until then it is certain: the change came between here and the next stretch. */
  toMs: number;
  types: readonly string[];
}

/**
 * Which event types were expected at an event stream, and when. A change that was found by a poll came at some time since the
 * poll before: in between only what held before and after it is certain. The status plays no part: what was emitted while
 * the event stream was disabled is exactly what a ledger has to tell.
 */
export function subscribedSpans(moments: readonly StreamMoment[], stream: Stream, range: Range): SubscribedSpan[] {
  const stretches = stretchesOf(moments, stream, range);
  const spans = stretches.flatMap((stretch, index) => {
    const next = stretches[index + 1];
    const between = next === undefined ? [] : stretch.types.filter((type) => next.types.includes(type));
    return [
      { fromMs: stretch.fromMs, toMs: stretch.toMs, types: [...stretch.types] },
      ...(next === undefined ? [] : [{ fromMs: stretch.toMs, toMs: next.fromMs, types: between }]),
    ];
  });
  return joined(spans.map((span) => clipped(span, range)).filter(isSpan));
}

function stretchesOf(moments: readonly StreamMoment[], stream: Stream, range: Range): Stretch[] {
  const bornMs = stream.createdAtMs ?? range.fromMs;
  const [first] = moments;
  let latestMs = -Infinity;
  const known = moments.map((moment, index) => {
    // A clock that was set back must not make stretches overlap: each event would count twice.
    latestMs = Math.max(latestMs, moment.atMs);
    return { ...moment, atMs: latestMs, types: typesFrom(moments, index, stream) };
  });
  const endOf = (index: number) => {
    const next = known[index + 1];
    return next === undefined ? Infinity : Math.max(known[index]?.atMs ?? 0, next.sinceMs ?? next.atMs);
  };
  // What it was before anybody looked is not known: it is taken for what was seen first.
  const before = { fromMs: bornMs, toMs: first?.atMs ?? Infinity, types: known[0]?.types ?? stream.subscriptions };
  const rest = known.map(({ atMs, types }, index) => ({ fromMs: Math.max(bornMs, atMs), toMs: endOf(index), types }));
  return [before, ...rest].map((one) => ({ ...one, toMs: Math.max(one.fromMs, one.toMs) }));
}

/** The subscriptions from a change on: told by it, or by the next change that tells any. One that is gone has none. */
function typesFrom(moments: readonly StreamMoment[], index: number, stream: Stream): readonly string[] {
  if (moments[index]?.status === 'gone') return [];
  const told = moments.slice(index).find(({ subscriptions }) => subscriptions !== null);
  return told?.subscriptions ?? stream.subscriptions;
}

function clipped({ fromMs, toMs, types }: SubscribedSpan, range: Range): SubscribedSpan {
  return { fromMs: Math.max(range.fromMs, fromMs), toMs: Math.min(range.toMs, toMs), types };
}

const isSpan = ({ fromMs, toMs, types }: SubscribedSpan) => toMs > fromMs && types.length > 0;

/** Neighbours with the same types are one span. */
function joined(spans: readonly SubscribedSpan[]): SubscribedSpan[] {
  const result: SubscribedSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.toMs === span.fromMs && isSame(last.types, span.types)) last.toMs = span.toMs;
    else result.push({ ...span });
  }
  return result;
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((type) => other.includes(type));

/** Whether an event of `type` at `timeMs` was certainly subscribed to. */
export function isExpected(spans: readonly SubscribedSpan[], type: string, timeMs: number): boolean {
  return spans.some(({ fromMs, toMs, types }) => timeMs >= fromMs && timeMs < toMs && types.includes(type));
}

/** A window in which an event stream was, or may have been, disabled. */
export interface DisabledStretch extends DisabledWindow {
  /** Who disabled it here; null where that was done elsewhere. */
  by: string | null;
}

/**
 * The windows in which an event stream may have been disabled: from the last time that it was seen enabled to the first time
 * that it was again. They explain what was never delivered.
 */
export function maybeDisabled(
  moments: readonly (StreamMoment & Pick<StreamChange, 'by'>)[],
  { fromMs, toMs }: Range,
): DisabledStretch[] {
  return moments.flatMap((moment, index) => {
    if (moment.status !== 'disabled' || moments[index - 1]?.status === 'disabled') return [];
    const end = moments.slice(index).find(({ status }) => status !== 'disabled');
    const window = {
      fromMs: Math.max(fromMs, moment.sinceMs ?? moment.atMs),
      toMs: Math.min(toMs, end?.atMs ?? Infinity),
      by: moment.by,
    };
    return window.toMs > window.fromMs ? [window] : [];
  });
}
