import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { type PageRequest } from '../page';
import { type EventFilter } from './event-record';
import { outcomes } from './outcome';
import { parseAsInstant } from '../instant';
import { dayMs, hourMs } from '../spans';
import { paths } from '../paths';

/** Relative time ranges that a URL may carry, with their length in milliseconds. */
export const lastRanges = { '1h': hourMs, '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs } as const;

export type LastRange = keyof typeof lastRanges;

const lastNames = ['1h', '24h', '7d', '30d'] as const satisfies readonly LastRange[];
const testChoices = ['hide', 'only'] as const;

const parseAsSeq = createParser<number>({
  parse: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null),
  serialize: String,
});

const parseAsText = createParser<string>({ parse: (text) => (text === '' ? null : text), serialize: String });

/** A list in which every part must be understood, so that a mistyped one is an error and not silently "any". */
const parseAsOutcomes = createParser({
  parse: (text) => {
    const parts = text.split(',').map((part) => outcomes.find((outcome) => outcome === part));
    const known = parts.filter((part) => part !== undefined);
    return known.length === parts.length ? known : null;
  },
  serialize: (value) => value.join(','),
  eq: (a, b) => a.join() === b.join(),
});

/** Everything in a URL that narrows the list of events. The keys are the names of the URL's parameters. */
export const eventFilterParsers = {
  /** An event id, a subject, or what users are found by. */
  q: parseAsText,
  type: parseAsArrayOf(parseAsString),
  outcome: parseAsOutcomes,
  stream: parseAsArrayOf(parseAsString),
  subject: parseAsText,
  last: parseAsStringLiteral(lastNames),
  from: parseAsInstant,
  to: parseAsInstant,
  test: parseAsStringLiteral(testChoices),
};

/** The filters plus the keyset cursor: all that decides which rows a list shows. */
export const eventSearchParsers = { ...eventFilterParsers, before: parseAsSeq, after: parseAsSeq };

/** The same with the page size, as `/api/events` takes it. */
export const eventQueryParsers = { ...eventSearchParsers, limit: parseAsInteger };

/** Filters as a URL carries them; null where one is not set. */
export type EventFilters = inferParserType<typeof eventFilterParsers>;

export type EventSearch = inferParserType<typeof eventSearchParsers>;

/** No filter at all. */
export const noEventFilters: EventFilters = {
  q: null,
  type: null,
  outcome: null,
  stream: null,
  subject: null,
  last: null,
  from: null,
  to: null,
  test: null,
};

/** Reads filters and cursor from the parameters of a page; what is not understood counts as not set. */
export const readEventSearch = createLoader(eventSearchParsers);

const writeSearch = createSerializer(eventSearchParsers);
const writeFilters = createSerializer(eventFilterParsers);

/** The query string of a search with its "?", or "" when nothing is set. Equal searches give equal strings. */
export function eventSearchQuery(search: Partial<EventSearch>): string {
  return writeSearch(search);
}

/** The same without the cursor, for links that lead into or out of one event. */
export function eventFiltersQuery(filters: Partial<EventFilters>): string {
  return writeFilters(filters);
}

/** Tabs of one event, in their order. */
export const eventTabs = ['summary', 'changes', 'payload', 'request', 'receipts'] as const;

export type EventTab = (typeof eventTabs)[number];

export const eventTabParser = parseAsStringLiteral(eventTabs).withDefault('summary');

const writePlace = createSerializer({ ...eventSearchParsers, tab: eventTabParser });

/** Where a person stands: the list's filters and cursor, and the open tab of the open event. */
export function eventPlaceQuery(search: Partial<EventSearch>, tab: EventTab): string {
  return writePlace({ ...search, tab });
}

/** Address of one event; `query` holds the filters it was reached under. */
export function eventHref(id: string, query = ''): string {
  return `${paths.event(id)}${query}`;
}

const nonEmpty = <T>(values: T[] | null): T[] | undefined => (values?.length ? values : undefined);

/** The filter as the store takes it, without the search, which needs the store to resolve. A relative range is resolved against `nowMs` and wins over fixed bounds. */
export function eventFilterOf(filters: EventFilters, nowMs: number): EventFilter {
  const spanMs = filters.last === null ? null : lastRanges[filters.last];
  return {
    types: nonEmpty(filters.type),
    outcomes: nonEmpty(filters.outcome),
    streamIds: nonEmpty(filters.stream),
    subjectIds: filters.subject === null ? undefined : [filters.subject],
    fromMs: spanMs === null ? (filters.from ?? undefined) : nowMs - spanMs,
    toMs: spanMs === null ? (filters.to ?? undefined) : undefined,
    test: filters.test ?? undefined,
  };
}

/** Rows on one page of the list. */
export const eventsPerPage = 50;

/** The keyset request of a search; `before` wins when both cursors are given. `limit` is held between 1 and 200. */
export function eventPageOf(cursor: Pick<EventSearch, 'before' | 'after'>, limit: number | null = null): PageRequest {
  const size = Math.min(200, Math.max(1, limit ?? eventsPerPage));
  if (cursor.before !== null) return { limit: size, before: cursor.before };
  return cursor.after === null ? { limit: size } : { limit: size, after: cursor.after };
}

/** How many filters are set; a range counts as one. */
export function countSetFilters(filters: EventFilters): number {
  const range = filters.last !== null || filters.from !== null || filters.to !== null;
  const others = [
    filters.q,
    filters.type?.length,
    filters.outcome?.length,
    filters.stream?.length,
    filters.subject,
    filters.test,
  ];
  return others.filter(Boolean).length + (range ? 1 : 0);
}
