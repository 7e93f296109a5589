import { type Management as Auth0 } from 'auth0';
import { type ListedDelivery } from '../../deliveries/delivery';
import { type ListedPage, parseDelivery, parseDeliveryPage } from '../../deliveries/parse-deliveries';
import { type RedeliverySlice, secondOf } from '../../jobs/redelivery-slice';
import { secondMs } from '../../spans';
import { type Management } from './client';
import { isManagementError, ManagementError } from './errors';
import { type Priority } from './rate-budget';
import { wholeSeconds } from './streams';

/** Narrows a look at the failed deliveries of one event stream; times in milliseconds, whole seconds are sent. */
export interface DeliveryQuery {
  /** Inclusive. */
  fromMs?: number;
  /** Exclusive. */
  toMs?: number;
  eventTypes?: string[];
  /** Auth0's own words for where a delivery stands. */
  statuses?: string[];
  priority?: Priority;
}

export interface FailedDeliveries {
  deliveries: ListedDelivery[];
  /** True when there may be more than we read: past the cap of 50 pages, or full pages that repeat. */
  capped: boolean;
  /** True when the first page was full and named no next one, as an answer without page tokens does that was cut. */
  mayBeCut: boolean;
}

/** The only status that Auth0's filter knows (its OpenAPI description). */
const failedStatus = 'failed';

const pageSize = 100;
const maxPages = 50;

/**
 * Everything Auth0 lists as failed for one event stream. Auth0 sends a page token even when nothing follows, and short pages
 * in the middle, so only an empty page, a missing token, or a token or first entry seen before ends the list.
 */
export async function listFailedDeliveries(
  management: Management,
  streamId: string,
  query: DeliveryQuery = {},
): Promise<FailedDeliveries> {
  const byId = new Map<string, ListedDelivery>();
  const seen = new Set<string>();
  const fixed = queryOf(query);
  let from: { from?: string } = {};
  for (let number = 0; number < maxPages; number += 1) {
    const page = await readPage(management, streamId, { query: { ...fixed, ...from }, priority: query.priority });
    for (const delivery of page.deliveries) byId.set(delivery.eventId, delivery);
    const end = endOf(page, seen);
    if (end !== null) {
      const mayBeCut = number === 0 && page.next === null && page.size >= pageSize;
      return { deliveries: [...byId.values()], capped: end === 'unsure', mayBeCut };
    }
    from = { from: page.next ?? '' };
  }
  return { deliveries: [...byId.values()], capped: true, mayBeCut: false };
}

async function readPage(
  management: Management,
  streamId: string,
  ask: { query: Record<string, string>; priority: Priority | undefined },
): Promise<ListedPage> {
  const path = `event-streams/${encodeURIComponent(streamId)}/deliveries`;
  const page = parseDeliveryPage(await management.read(ask.priority ?? 'background', path, ask.query), streamId);
  if (page === null) throw new ManagementError('unavailable', 'Auth0 listed the deliveries in an unknown shape.');
  return page;
}

/** Whether the list ends with this page; `unsure` when full pages repeat, so that more may be hidden behind them. */
function endOf(page: ListedPage, seen: Set<string>): 'complete' | 'unsure' | null {
  if (page.size === 0 || page.next === null) return 'complete';
  const marks = [`token ${page.next}`, ...page.deliveries.slice(0, 1).map((delivery) => `first ${delivery.eventId}`)];
  const repeated = marks.some((mark) => seen.has(mark));
  for (const mark of marks) seen.add(mark);
  if (!repeated) return null;
  return page.size >= pageSize ? 'unsure' : 'complete';
}

/** A delivery of an event stream that is looked for. */
export type SoughtDelivery = Pick<ListedDelivery, 'eventId' | 'eventTimeMs'>;

/**
 * Those of these deliveries that Auth0 lists, by event id: one request for a hundred, instead of one for each. Null where that list
 * may go on, or an event time is not known.
 */
export async function listSought(
  management: Management,
  streamId: string,
  sought: readonly SoughtDelivery[],
): Promise<ReadonlyMap<string, ListedDelivery> | null> {
  const times = sought.flatMap(({ eventTimeMs }) => eventTimeMs ?? []);
  if (times.length < sought.length || times.length === 0) return null;
  const range = { fromMs: secondOf(Math.min(...times)), toMs: secondOf(Math.max(...times)) + secondMs };
  const { deliveries, capped, mayBeCut } = await listFailedDeliveries(management, streamId, range);
  return capped || mayBeCut ? null : new Map(deliveries.map((delivery) => [delivery.eventId, delivery]));
}

/** One delivery, by its event id; null when Auth0 no longer lists it (404). Needs the scope read:event_deliveries. */
export async function getListedDelivery(
  management: Management,
  streamId: string,
  eventId: string,
): Promise<ListedDelivery | null> {
  try {
    // Not through the SDK: it rounds the numbers of the event.
    const path = `event-streams/${encodeURIComponent(streamId)}/deliveries/${encodeURIComponent(eventId)}`;
    const delivery = parseDelivery(await management.read('background', path), streamId);
    if (delivery === null)
      throw new ManagementError('unavailable', 'Auth0 described the delivery in an unknown shape.');
    return delivery;
  } catch (error) {
    if (isManagementError(error) && error.kind === 'not_found') return null;
    throw error;
  }
}

/** Asks Auth0 to deliver one event again: 202 means asked, no more. Unaudited: routes use `redeliver`. */
export async function requestRedelivery(
  management: Management,
  { streamId, eventId }: { streamId: string; eventId: string },
  priority: Priority,
): Promise<void> {
  await management.call(priority, (sdk) => sdk.eventStreams.redeliveries.createById(streamId, eventId));
}

/** What Auth0's filter names at present, as its list takes the same filter as its redelivery; null where that list may go on. */
export async function listSlice(
  management: Management,
  streamId: string,
  { fromMs, toMs, types }: RedeliverySlice,
): Promise<ListedDelivery[] | null> {
  const filter = { fromMs, toMs, eventTypes: types, statuses: [failedStatus] };
  const { deliveries, capped, mayBeCut } = await listFailedDeliveries(management, streamId, filter);
  return capped || mayBeCut ? null : deliveries;
}

/**
 * Asks Auth0 to deliver everything again that a slice names, in one request. 202 means asked, no more: it tells neither what nor
 * how many. Unaudited: `redeliverSlice` claims first. Fails with `conflict` where one of them cannot be redelivered now.
 */
export async function requestSlice(
  management: Management,
  { streamId, slice: { fromMs, toMs, types } }: { streamId: string; slice: RedeliverySlice },
  priority: Priority,
): Promise<void> {
  await management.call(priority, (sdk) =>
    sdk.eventStreams.redeliveries.create(streamId, {
      date_from: wholeSeconds(fromMs),
      date_to: wholeSeconds(toMs),
      statuses: [failedStatus],
      // Types that are newer than the SDK come from Auth0's own list.
      event_types: types as Auth0.EventStreamEventTypeEnum[],
    }),
  );
}

function queryOf({ fromMs, toMs, eventTypes, statuses }: DeliveryQuery): Record<string, string> {
  const query: Record<string, string> = { take: String(pageSize) };
  if (fromMs !== undefined) query.date_from = wholeSeconds(fromMs);
  if (toMs !== undefined) query.date_to = wholeSeconds(toMs);
  if (eventTypes !== undefined && eventTypes.length > 0) query.event_types = eventTypes.join(',');
  if (statuses !== undefined) query.statuses = statuses.join(',');
  return query;
}
