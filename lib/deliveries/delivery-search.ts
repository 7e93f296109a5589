import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { z } from 'zod';
import { instantOf, parseAsInstant } from '../instant';
import { deliveryStates } from './delivery';
import { type DeliveryFilter } from './delivery-record';
import { isTimeZone } from '../text/format';

const deliveryViews = ['cause', 'list'] as const;

/** The part of an address that decides which deliveries are shown. */
const filterParsers = {
  stream: parseAsArrayOf(parseAsString).withDefault([]),
  type: parseAsArrayOf(parseAsString).withDefault([]),
  state: parseAsArrayOf(parseAsStringLiteral(deliveryStates)).withDefault([]),
  cause: parseAsString,
  /** First failed at or after, and before. */
  from: parseAsInstant,
  to: parseAsInstant,
};

/** What the address of the failed deliveries can say: the filters, the view, the open row, the folded groups. */
export const deliveryParsers = {
  ...filterParsers,
  view: parseAsStringLiteral(deliveryViews).withDefault('cause'),
  /** Key of the row whose attempts are shown, from `deliveryKey`: an event may have failed through several event streams. */
  open: parseAsString,
  /** Keys of the groups that are folded. */
  folded: parseAsArrayOf(parseAsString).withDefault([]),
  /** Key of the cause that is explained, and of the delivery whose attempt is shown; the latter alone explains one delivery. */
  explain: parseAsString,
  attempt: parseAsString,
};

export type DeliverySearch = inferParserType<typeof deliveryParsers>;

/** Reads a page's search parameters; a value we do not know counts as absent. */
export const loadDeliverySearch = createLoader(deliveryParsers);

/** The filter part of a search as a query string with its question mark, or nothing: what the API is asked with. */
export const deliveryFilterQuery = createSerializer(filterParsers);

/** The part of a search that changes which deliveries are shown. */
export type DeliveryFilters = inferParserType<typeof filterParsers>;

/** The filters of a search, without what only changes how they are shown. */
export function filtersOf({ stream, type, state, cause, from, to }: DeliverySearch): DeliveryFilters {
  return { stream, type, state, cause, from, to };
}

/** Whether anything narrows the list. */
export function isFiltered({ stream, type, state, cause, from, to }: DeliveryFilters): boolean {
  return [stream, type, state].some((list) => list.length > 0) || [cause, from, to].some((one) => one !== null);
}

/** The store's filter for a search; what is not set is left out. */
export function deliveryFilterOf({ stream, type, state, cause, from, to }: DeliveryFilters): DeliveryFilter {
  return {
    ...(stream.length > 0 && { streamIds: stream }),
    ...(type.length > 0 && { types: type }),
    ...(state.length > 0 && { states: state }),
    ...(cause !== null && { causeKey: cause }),
    ...(from !== null && { fromMs: from }),
    ...(to !== null && { toMs: to }),
  };
}

const list = z
  .string()
  .default('')
  .transform((value) => value.split(',').filter((part) => part !== ''));

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

const instant = z
  .string()
  .transform((text, check) => {
    const ms = instantOf(text);
    if (ms === null) check.addIssue('must be an ISO time or epoch milliseconds');
    return ms;
  })
  .nullable()
  .default(null);

/** Query of `GET /api/deliveries` and `GET /api/deliveries/causes`; unlike a page, the API refuses what it does not know. */
export const deliveryQuery = z.object({
  stream: list,
  type: list,
  state: list.pipe(z.array(z.enum(deliveryStates))),
  cause: z.string().min(1).nullable().default(null),
  from: instant,
  to: instant,
  before: whole.optional(),
});

/** Rows of one page of the flat list. */
export const deliveriesPerPage = 50;

/** Query of `GET /api/deliveries/explain`: a cause, one delivery (`stream/event`), or a cause with the delivery to show. */
export const explainQuery = z
  .object({
    cause: z.string().min(1).optional(),
    stream: list,
    delivery: z
      .string()
      .regex(/^[^/]+\/.+$/, 'must be an event stream and an event, with a slash between them')
      .transform((text) => ({ streamId: text.slice(0, text.indexOf('/')), eventId: text.slice(text.indexOf('/') + 1) }))
      .optional(),
    /** Zone of the times in the sentences. */
    zone: z.string().refine(isTimeZone, 'must be the name of a time zone').default('UTC'),
  })
  .refine(({ cause, delivery }) => cause !== undefined || delivery !== undefined, {
    path: ['cause'],
    error: 'or delivery has to say what is to be explained',
  });
