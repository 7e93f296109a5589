import { createLoader, parseAsBoolean, parseAsStringLiteral } from 'nuqs/server';
import { z } from 'zod';
import { hourMs } from '../spans';
import { wayBackSteps } from './way-back';

/** Spans the outcomes of one event stream can be looked at over; Auth0 keeps its statistics for about 14 days. */
export const streamRanges = ['24h', '7d', '14d'] as const;

export type StreamRange = (typeof streamRanges)[number];

export const streamTabs = ['health', 'ledger', 'configuration', 'history'] as const;

/** Length of each span in milliseconds, and of one bucket of our own counts in it. */
export const rangeLengths: Record<StreamRange, { lengthMs: number; bucketMs: number }> = {
  '24h': { lengthMs: 24 * hourMs, bucketMs: hourMs / 2 },
  '7d': { lengthMs: 7 * 24 * hourMs, bucketMs: 4 * hourMs },
  '14d': { lengthMs: 14 * 24 * hourMs, bucketMs: 8 * hourMs },
};

/** What the address of one event stream's page can say. */
export const streamParsers = {
  tab: parseAsStringLiteral(streamTabs).withDefault('health'),
  range: parseAsStringLiteral(streamRanges).withDefault('24h'),
  /** The open step of the way back from being disabled. */
  back: parseAsStringLiteral(wayBackSteps),
  /** Its settings are being changed. */
  edit: parseAsBoolean.withDefault(false),
};

/** Reads a page's search parameters; a value we do not know counts as the default. */
export const loadStreamSearch = createLoader(streamParsers);

/** Query of `GET /api/streams/[id]`. */
export const streamQuery = z.object({ range: z.enum(streamRanges).default('24h') });

/** Query of `GET /api/streams/[id]/history`. */
export const streamHistoryQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .optional(),
});

/** Changes on one page of a history. */
export const changesPerPage = 50;
