import { z } from 'zod';
import { type JsonObject } from '../../../json/json';

/**
 * What a backfill remembers: up to where its users are on record as items (null: all of them), and the number of the item up to
 * which it has looked where woken ones stand (0: it begins anew).
 */
export const backfillCursor = z.object({ after: z.number().nullable(), lookedAfter: z.number() });

export type BackfillCursor = z.infer<typeof backfillCursor>;

/** The cursor of a job that begins. */
export const firstBackfillCursor: JsonObject = { after: 0, lookedAfter: 0 } satisfies BackfillCursor;
