import { badQuery } from './fault.ts';

interface OffsetPage {
  page: number;
  perPage: number;
}

interface Bounds {
  fallback: number;
  least: number;
  most: number;
}

function integer(query: URLSearchParams, name: string, bounds: Bounds): number {
  const given = query.get(name);
  if (given === null) return bounds.fallback;
  const value = Number(given);
  const where = `on property ${name}`;
  if (given === '' || !Number.isInteger(value)) {
    throw badQuery(`'Expected type integer but found type string' ${where}`);
  }
  if (value < bounds.least) throw badQuery(`'Value ${value} is less than minimum ${bounds.least}' ${where}`);
  if (value > bounds.most) throw badQuery(`'Value ${value} is greater than maximum ${bounds.most}' ${where}`);
  return value;
}

/** `page` (from 0) and `per_page` of the lists that are paged by number. */
export function readOffsetPage(query: URLSearchParams, perPage: { fallback: number; least?: number }): OffsetPage {
  const { fallback, least = 0 } = perPage;
  return {
    page: integer(query, 'page', { fallback: 0, least: 0, most: Infinity }),
    perPage: integer(query, 'per_page', { fallback, least, most: 100 }),
  };
}

/** `true`, `false` or absent; throws Auth0's 400 for anything else. */
export function readFlag(query: URLSearchParams, name: string): boolean | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  if (given !== 'true' && given !== 'false') {
    throw badQuery(`'Expected type boolean but found type string' on property ${name}`);
  }
  return given === 'true';
}
