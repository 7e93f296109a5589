import type { TenantUser } from '../tenant/tenant-user.ts';
import { badQuery, Fault } from './fault.ts';

const MOST_PER_PAGE = 100;
const REACHABLE = 1000;

interface UserPage {
  page: number;
  perPage: number;
}

function integer(query: URLSearchParams, name: string, fallback: number): number {
  const given = query.get(name);
  if (given === null) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 0) {
    throw badQuery(`'Expected type integer but found type string' on property ${name}`);
  }
  return value;
}

/** `page` and `per_page`; no more than the first 1,000 users can be reached, as in Auth0. */
export function readUserPage(query: URLSearchParams): UserPage {
  const page = integer(query, 'page', 0);
  const perPage = integer(query, 'per_page', 50);
  if (perPage > MOST_PER_PAGE) {
    throw badQuery(`'Value ${perPage} is greater than maximum ${MOST_PER_PAGE}' on property per_page`);
  }
  if ((page + 1) * perPage > REACHABLE) {
    throw new Fault(
      400,
      'You can only page through the first 1000 records. See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation',
      'invalid_paging',
    );
  }
  return { page, perPage };
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

function valueAt(user: TenantUser, path: string): string {
  let value: unknown = user;
  for (const key of path.split('.')) value = typeof value === 'object' && value ? Reflect.get(value, key) : undefined;
  return asText(value).toLowerCase();
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** One term of a query: `field:value`, with quotes and `*`, or a bare word that is looked for everywhere. */
function termMatches(user: TenantUser, term: string): boolean {
  const [, path, raw = ''] = /^([\w.]+):(.+)$/.exec(term) ?? [];
  if (path === undefined) {
    const word = term.replaceAll('"', '').replaceAll('*', '').toLowerCase();
    return [user.email, user.name, user.nickname, user.user_id].some((text) => text?.toLowerCase().includes(word));
  }
  return wildcard(raw.replaceAll('"', '').toLowerCase()).test(valueAt(user, path));
}

/** The part of Auth0's Lucene syntax that consoles use: terms joined by AND. */
export function userMatcher(q: string | null): (user: TenantUser) => boolean {
  if (!q) return () => true;
  const terms = q
    .split(/\s+AND\s+/)
    .map((term) => term.trim())
    .filter(Boolean);
  return (user) => terms.every((term) => termMatches(user, term));
}

/** `sort=field:1` or `field:-1`. */
export function userOrder(sort: string | null): (a: TenantUser, b: TenantUser) => number {
  if (sort === null) return () => 0;
  const [, path, direction] = /^([\w.]+):(-?1)$/.exec(sort) ?? [];
  if (path === undefined) {
    throw badQuery(`'String does not match pattern ^(((\\w+|(\\w+\\.)+)\\w+):(1|-1))$: ${sort}' on property sort`);
  }
  return (a, b) => valueAt(a, path).localeCompare(valueAt(b, path)) * Number(direction);
}

/** Keeps (or, with `include_fields=false`, drops) the named fields. */
export function userFields(query: URLSearchParams): (user: TenantUser) => object {
  const names = query.get('fields')?.split(',');
  if (!names) return (user) => user;
  const keep = query.get('include_fields') !== 'false';
  return (user) => Object.fromEntries(Object.entries(user).filter(([key]) => names.includes(key) === keep));
}
