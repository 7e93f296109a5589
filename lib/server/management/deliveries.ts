import { type ListedDelivery } from '../../deliveries/delivery';
import { type ListedPage, parseDelivery, parseDeliveryPage } from '../../deliveries/parse-deliveries';
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
  priority?: Priority;
}

export interface FailedDeliveries {
  deliveries: ListedDelivery[];
  /** True when there may be more than we read: past the cap of 50 pages, or full pages that repeat. */
  capped: boolean;
}

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
    if (end !== null) return { deliveries: [...byId.values()], capped: end === 'unsure' };
    from = { from: page.next ?? '' };
  }
  return { deliveries: [...byId.values()], capped: true };
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

function queryOf({ fromMs, toMs, eventTypes }: DeliveryQuery): Record<string, string> {
  const query: Record<string, string> = { take: String(pageSize) };
  if (fromMs !== undefined) query.date_from = wholeSeconds(fromMs);
  if (toMs !== undefined) query.date_to = wholeSeconds(toMs);
  if (eventTypes !== undefined && eventTypes.length > 0) query.event_types = eventTypes.join(',');
  return query;
}
