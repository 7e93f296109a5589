import { type UserIds } from './user-ids.ts';

interface Order {
  port: number;
  token: string;
  connections: number;
  userIds: UserIds;
}

/** What the generator is told: one run of load against one server, as fast as that answers. */
export interface LoadOrder extends Order {
  kind: 'load';
  /** Load before the measured window opens, in milliseconds. */
  leadInMs: number;
  windowMs: number;
}

/** The same at a pace of its own, however soon or late the answers come. */
export interface PacedOrder extends Order {
  kind: 'paced';
  eventsPerSecond: number;
  forMs: number;
  sampleMs: number;
}

/** What it found. Latencies are those of the answers that came within the window, in milliseconds. */
export interface LoadResult {
  /** All 204 answers of the run, those outside the window included: as many rows must be stored. */
  acknowledged: number;
  answersInWindow: number;
  windowMs: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Why the run is invalid; null when every answer was 204. */
  failure: string | null;
}

/** One stretch of a paced run. Latencies run from the moment an event was due, so that a late send is not forgotten. */
export interface PacedSample {
  /** Time since the run began, in milliseconds. */
  atMs: number;
  acknowledged: number;
  /** Answers by status other than 204, and "none" for a connection that broke. */
  others: Record<string, number>;
  windowMs: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Events that are due and not sent, because every connection waits for its answer. */
  overdue: number;
}

export type GeneratorMessage =
  | { kind: 'ready' }
  | { kind: 'window-opened' }
  | { kind: 'window-closed' }
  | { kind: 'done'; result: LoadResult }
  | { kind: 'sampled'; sample: PacedSample }
  | { kind: 'paced-done'; last: PacedSample };

export const isGeneratorMessage = (message: unknown): message is GeneratorMessage =>
  typeof message === 'object' && message !== null && 'kind' in message;
