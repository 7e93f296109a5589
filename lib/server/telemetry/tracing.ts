import { singleton } from '../process/singleton';

/** Ids, codes, sizes and our own names only: never bodies, tokens, addresses of people or their ids. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/**
 * `entry`: a request that came in; it begins a trace, or goes on with the one that this program has carried here. `turn`: one
 * turn of the background work, always a trace of its own. `step` and `call`: part of a trace, and nothing outside of one;
 * a `call` asks another program.
 */
export type SpanKind = 'entry' | 'turn' | 'step' | 'call';

export interface SpanOptions {
  kind: SpanKind;
  attributes?: SpanAttributes;
  /** The `traceparent` of a stranger: noted beside the trace, never joined, because it would decide what is recorded. */
  stranger?: string | null;
}

/** A span while its work runs. */
export interface OpenSpan {
  /** Whether anybody will see it: what is costly to say is said only then. */
  readonly isRecorded: boolean;
  set(attributes: SpanAttributes): void;
  /** Notes the status of the answer. */
  answered(status: number): void;
  /** Names the span by method and route. */
  routed(method: string, route: string): void;
}

/** What records spans (tracing-sdk.ts). */
export interface Tracer {
  span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  carry(): string | undefined;
  within<T>(carried: string | undefined, work: () => T): T;
  aside<T>(work: () => T): T;
  stop(): Promise<void>;
}

const nothing = (): void => undefined;

const noSpan: OpenSpan = { isRecorded: false, set: nothing, answered: nothing, routed: nothing };

/** One for the process: Next gives its routes copies of this module. */
const slot = singleton<{ tracer: Tracer | null }>('tracer', () => ({ tracer: null }));

/** From now on `tracer` records; null ends it. */
export function provideTracer(tracer: Tracer | null): void {
  slot.tracer = tracer;
}

/** Does `work` as a span of this name, which must not name what differs by request. Without a tracer it only does `work`. */
export function span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  return slot.tracer === null ? work(noSpan) : slot.tracer.span(name, options, work);
}

/** The present span as text that another process of this program can go on from; undefined where there is none. */
export function carry(): string | undefined {
  return slot.tracer?.carry();
}

/** Does `work` in the trace that was carried here, or in none. */
export function within<T>(carried: string | undefined, work: () => T): T {
  return slot.tracer === null ? work() : slot.tracer.within(carried, work);
}

/** Does `work` in no trace: what a request has only set off would otherwise belong to it for ever. */
export function aside<T>(work: () => T): T {
  return slot.tracer === null ? work() : slot.tracer.aside(work);
}

/** Sends what is recorded, for two seconds at most. Never rejects. */
export async function stopTracing(): Promise<void> {
  await slot.tracer?.stop();
}
