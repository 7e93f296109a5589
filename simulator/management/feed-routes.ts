import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import type { Tenant } from '../world/tenant.ts';
import { dateProblem } from './delivery-routes.ts';
import { badQuery, Fault } from './fault.ts';
import { FeedConnection } from './feed-connection.ts';

export const FEED_PATH = '/api/v2/events';
const LONGEST_CURSOR = 1024;

function placeOfCursor(tenant: Tenant, cursor: string): number {
  if (cursor.length > LONGEST_CURSOR) {
    throw badQuery(`'String is too long (${cursor.length} chars), maximum ${LONGEST_CURSOR}' on property from`);
  }
  const place = tenant.journal.placeOf(cursor);
  // Auth0 publishes the words of these two and the codes of the frames that say the same.
  if (place === 'malformed') throw new Fault(400, 'Invalid cursor format.', 'invalid_cursor');
  if (place === 'expired') {
    throw new Fault(410, 'Cursor points to data no longer available in the stream.', 'cursor_expired');
  }
  return place.seq;
}

/** Where reading begins: the header of a reconnecting client beats what its URL still says. */
function startOf(tenant: Tenant, { query, headers }: ApiRequest): number {
  const from = query.get('from');
  const timestamp = query.get('from_timestamp');
  const header = headers['last-event-id'];
  if (typeof header === 'string' && header !== '') return placeOfCursor(tenant, header);
  if (from !== null && timestamp !== null) {
    throw badQuery("'from and from_timestamp are mutually exclusive' on property from_timestamp");
  }
  if (from !== null) return placeOfCursor(tenant, from);
  if (timestamp === null) return tenant.journal.lastSeq;
  const problem = dateProblem('from_timestamp', timestamp);
  if (problem !== undefined) throw badQuery(problem);
  return tenant.journal.placeAt(Date.parse(timestamp));
}

function typesOf({ query }: ApiRequest): readonly string[] {
  const types = query.getAll('event_type');
  if (!types.every((type) => EVENT_TYPES.includes(type))) throw new Fault(400, 'Unsupported event type.');
  return types.length > 0 ? types : EVENT_TYPES;
}

function subscribe(tenant: Tenant, open: Set<FeedConnection>, request: ApiRequest): Answer {
  const types = typesOf(request);
  const start = startOf(tenant, request);
  if (open.size >= tenant.settings.sse.connections) {
    throw new Fault(
      403,
      'Maximum concurrent event stream connections reached. Please close existing connections.',
      'too_many_connections',
    );
  }
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
    stream: (response) => {
      const connection = new FeedConnection({ tenant, response, start, types });
      open.add(connection);
      response.once('close', () => open.delete(connection));
      connection.begin();
    },
  };
}

/** `GET /events`: the tenant's events for readers who pull, as server-sent events. */
export function feedRoutes(tenant: () => Tenant): Route[] {
  const open = new Set<FeedConnection>();
  return [
    {
      method: 'GET',
      path: FEED_PATH,
      scopes: ['read:events'],
      handle: (request) => subscribe(tenant(), open, request),
    },
  ];
}
