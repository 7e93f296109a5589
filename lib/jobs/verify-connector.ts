import { z } from 'zod';
import { findingKinds, settledFindings } from '../connectors/finding';
import { type JsonObject } from '../json/json';
import { type JobCounts } from './job';

/** What an item of a comparison is: a finding, by its kind, until a person has done something about it. */
export const verifyResults = [...findingKinds, ...settledFindings] as const;

export type VerifyResult = (typeof verifyResults)[number];

/** Input of a job of kind `verify_connector`: the number of the connector whose other side is compared with the mirror. */
export const verifyInput = z.strictObject({ connector: z.int().min(1) });

export type VerifyInput = z.infer<typeof verifyInput>;

/** What such a job remembers: where it stands (null before the first look), and how many it has compared, of about how many. */
export const verifyCursor = z.object({
  place: z.object({ part: z.string(), after: z.string() }).nullable(),
  compared: z.number(),
  skipped: z.number(),
  expected: z.number(),
});

export type VerifyCursor = z.infer<typeof verifyCursor>;

/** What an item tells besides: see `FindingFacts`. */
export const findingFacts = z.object({
  userId: z.string().nullable(),
  recordId: z.string().nullable(),
  fields: z.array(z.object({ target: z.string(), ours: z.string().nullable(), theirs: z.string().nullable() })),
});

/** The counts of such a job: items are findings alone, so how far it is stands in its cursor. Findings are no failures. */
export function verifyCounts(byResult: Readonly<Record<string, number>>, cursor: JsonObject): JobCounts {
  const { compared, skipped, expected } = verifyCursor.parse(cursor);
  const total = Math.max(expected, compared + skipped);
  const waiting = total - compared - skipped;
  const counts: JobCounts = { total, done: compared, failed: 0, skipped, compared, waiting };
  for (const result of verifyResults) counts[result] = byResult[result] ?? 0;
  return counts;
}
