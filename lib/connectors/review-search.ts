import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsStringLiteral,
} from 'nuqs/server';
import { reviewReasons } from './connector';
import { reviewSpans } from './review-span';

const filterParsers = {
  /** Number of a connector; on the page of one it is that one. */
  connector: parseAsInteger,
  reason: parseAsArrayOf(parseAsStringLiteral(reviewReasons)).withDefault([]),
  /** Only cases that wait since then; absent means any time. */
  since: parseAsStringLiteral(reviewSpans),
};

/** What the address of a list of reviews can say: the filters, and the case that is open, by the number of its lane. */
export const reviewParsers = { ...filterParsers, case: parseAsInteger };

export type ReviewFilters = inferParserType<typeof filterParsers>;

/** Reads a page's search parameters; a value we do not know counts as absent. */
export const loadReviewSearch = createLoader(reviewParsers);

/** The filters as a query string with its question mark, or nothing: what the API is asked with. */
export const reviewFilterQuery = createSerializer(filterParsers);

/** An address with the open case of it replaced. */
export const caseHref = createSerializer({ case: parseAsInteger });
