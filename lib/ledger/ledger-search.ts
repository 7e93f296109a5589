import { parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { z } from 'zod';
import { hourMs } from '../spans';
import { type StreamRange, streamRanges } from '../streams/stream-search';
import { combinations, oddCombinations } from './combination';

/** Length of each range in milliseconds, and of one bar in it. */
export const ledgerRanges: Record<StreamRange, { lengthMs: number; bucketMs: number }> = {
  '24h': { lengthMs: 24 * hourMs, bucketMs: hourMs / 4 },
  '7d': { lengthMs: 7 * 24 * hourMs, bucketMs: 2 * hourMs },
  '14d': { lengthMs: 14 * 24 * hourMs, bucketMs: 4 * hourMs },
};

/** What the address says of the ledger besides tab and range: the chosen combination, or the chosen gap of it. */
export const ledgerParsers = {
  combination: parseAsStringLiteral(oddCombinations),
  gap: parseAsInteger,
};

/** Query of `GET /api/streams/[id]/ledger`. */
export const ledgerQuery = z.object({ range: z.enum(streamRanges).default('24h') });

const instant = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** Query of `GET /api/streams/[id]/ledger/items`: event times in epoch ms, `from` inclusive, `to` exclusive. */
export const ledgerItemsQuery = z.object({
  combination: z.enum(oddCombinations),
  from: instant,
  to: instant,
  cursor: instant.default(0),
});

/** Longest note, in UTF-16 units. */
export const longestNote = 500;

/** Body of `POST /api/streams/[id]/ledger/ignores`: event times in epoch ms, both inclusive. */
export const ignoreBody = z
  .strictObject({
    combination: z.enum(combinations).refine((name) => name !== 'normal', 'nothing is wrong with these'),
    from: z.int().nonnegative(),
    to: z.int().nonnegative(),
    note: z.string().trim().min(1, 'say why').max(longestNote),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' });
