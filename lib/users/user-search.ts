import { z } from 'zod';
import { type UserFilter } from './user';

/** What the list does with tombstones, as it stands in the URL. */
export const deletedFilters = ['hide', 'only', 'include'] as const;

export type DeletedFilter = (typeof deletedFilters)[number];

/** Everything that decides what the users list shows. Cursors are `seq` numbers of a former page. */
export interface UserSearch {
  q: string;
  deleted: DeletedFilter;
  before: number | null;
  after: number | null;
}

const cursor = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
  .nullable()
  .default(null);

/** Query string of `GET /api/users`. A bad value is an error there; pages fall back to the default instead. */
export const userSearchSchema = z.object({
  q: z.string().trim().max(200, 'must have at most 200 letters').default(''),
  deleted: z.enum(deletedFilters, `must be one of ${deletedFilters.join(', ')}`).default('hide'),
  before: cursor,
  after: cursor,
});

/** Reads a page's URL without refusing anything: what is not understood counts as absent. */
export function readUserSearch(params: Record<string, string | string[] | undefined>): UserSearch {
  const { q, deleted, before, after } = userSearchSchema.shape;
  const one = (name: string) => [params[name]].flat()[0];
  return {
    q: orDefault(q, one('q'), ''),
    deleted: orDefault(deleted, one('deleted'), 'hide'),
    before: orDefault(before, one('before'), null),
    after: orDefault(after, one('after'), null),
  };
}

/** The address of a list or its API, without what is default: `/users?q=ada`. */
export function userSearchHref(path: string, search: Partial<UserSearch>): string {
  const query = new URLSearchParams();
  if (search.q) query.set('q', search.q);
  if (search.deleted !== undefined && search.deleted !== 'hide') query.set('deleted', search.deleted);
  if (typeof search.before === 'number') query.set('before', String(search.before));
  if (typeof search.after === 'number') query.set('after', String(search.after));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The part of a search that the store filters by. */
export function userFilterOf({ q, deleted }: UserSearch): UserFilter {
  return q === '' ? { deleted } : { q, deleted };
}

function orDefault<T>(schema: z.ZodType<T, string | null | undefined>, value: string | undefined, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
