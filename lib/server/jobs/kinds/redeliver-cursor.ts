import { z } from 'zod';
import { type JsonObject } from '../../../json/json';
import { type ClaimedJob } from '../../../jobs/job-store';
import { redeliveryInput, type RedeliveryInput } from '../../../jobs/redelivery';
import { widest } from '../../../jobs/redelivery-rules';

const callSchema = z.object({
  streamId: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  types: z.array(z.string()),
  /** When its deliveries were claimed. */
  atMs: z.number(),
});

/** One request by filter. */
export type SliceCall = z.infer<typeof callSchema>;

const cursorSchema = z.object({
  /** Whether all items are on record; until then `after` says how far. */
  isCollected: z.boolean(),
  after: z.number(),
  /** Newest delivery at the start: what fails later is not included. */
  upTo: z.number(),
  /** Requests that may be without an outcome at a time. */
  window: z.number(),
  /** Parts of which the log tells that an event has arrived. */
  opened: z.array(z.string()),
  /** Failures since the last arrival, by part. */
  streaks: z.record(z.string(), z.number()),
  /** Requests that named a slice, oldest first, as long as what they brought besides is looked for. */
  calls: z.array(callSchema).default([]),
  /** Until when (epoch ms) an event stream takes single requests only, because a filter turned out not to fit. */
  singlyUntilMs: z.record(z.string(), z.number()).default({}),
  /** When it was last looked for what Auth0 redelivered besides, and up to which arrival, by event stream. */
  besides: z
    .object({
      lookedAtMs: z.number(),
      seen: z.record(z.string(), z.object({ receivedAtMs: z.number(), seq: z.number() })),
    })
    .default({ lookedAtMs: 0, seen: {} }),
});

/** What a bulk redelivery remembers between its steps. */
export type RedeliveryCursor = z.infer<typeof cursorSchema>;

/** The cursor of a job that begins, about deliveries numbered up to `upTo`. */
export function firstCursor(upTo: number): JsonObject {
  return {
    isCollected: false,
    after: 0,
    upTo,
    window: widest,
    opened: [],
    streaks: {},
    calls: [],
    singlyUntilMs: {},
    besides: { lookedAtMs: 0, seen: {} },
  } satisfies RedeliveryCursor;
}

/** Input and cursor of a claimed job; both were written by this program. */
export function readJob({ job, cursor }: ClaimedJob): { input: RedeliveryInput; cursor: RedeliveryCursor } {
  return { input: redeliveryInput.parse(job.input), cursor: cursorSchema.parse(cursor) };
}
