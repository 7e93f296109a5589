import { z } from 'zod';
import { type JsonObject } from '../../../json/json';

/** What such a job remembers: whether all its events are on record as items, and until then how far. */
export const applyCursor = z.object({ isCollected: z.boolean(), after: z.number() });

export type ApplyCursor = z.infer<typeof applyCursor>;

/** The cursor of a job that begins. */
export const firstApplyCursor: JsonObject = { isCollected: false, after: 0 } satisfies ApplyCursor;
