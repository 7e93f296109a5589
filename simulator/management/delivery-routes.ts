import type { Delivery, DeliveryFilter } from '../delivery/delivery-log.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { EVENT_ID } from '../ground/ids.ts';
import { isObject, textOf, textsOf } from '../ground/json.ts';
import { EVENT_TYPES } from '../samples/sample-data.ts';
import type { DeliveriesShape } from '../ground/settings.ts';
import type { Tenant } from '../world/tenant.ts';
import { badBody, badPath, badQuery, eventMissing, Fault } from './fault.ts';
import { pageToken, readPlace, readTake } from './paging.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';
import { outletOf } from './stream-routes.ts';

const DATE_LIMIT = 20;
const RFC_3339_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/i;
const DATE_ABOUT: Record<string, string> = {
  date_from: 'An RFC-3339 date-time for redelivery start, inclusive. Does not allow sub-second precision.',
  from_timestamp: 'RFC-3339 timestamp indicating where to start streaming events from.',
  date_to: 'An RFC-3339 date-time for redelivery end, exclusive. Does not allow sub-second precision.',
};

/** What is wrong with a date filter: Auth0 takes whole seconds and at most 20 characters. */
export function dateProblem(name: string, value: string): string | undefined {
  const where = `on property ${name} (${DATE_ABOUT[name] ?? ''})`;
  if (value.length > DATE_LIMIT) {
    return `'String is too long (${value.length} chars), maximum ${DATE_LIMIT}' ${where}`;
  }
  if (RFC_3339_SECONDS.test(value) && !Number.isNaN(Date.parse(value))) return undefined;
  return `'Object didn't pass validation for format date-time: ${value}' ${where}`;
}

function readDate(name: string, value: string | undefined, refuse: (problem: string) => Fault): number | undefined {
  if (value === undefined) return undefined;
  const problem = dateProblem(name, value);
  if (problem !== undefined) throw refuse(problem);
  return Date.parse(value);
}

const list = (value: string | null): string[] | undefined => (value ? value.split(',') : undefined);

function queryFilter(query: URLSearchParams): DeliveryFilter {
  return {
    statuses: list(query.get('statuses')),
    eventTypes: list(query.get('event_types')),
    fromMs: readDate('date_from', query.get('date_from') ?? undefined, badQuery),
    toMs: readDate('date_to', query.get('date_to') ?? undefined, badQuery),
  };
}

const redeliverBody: Schema = {
  kind: 'object',
  fields: {
    date_from: { kind: 'text' },
    date_to: { kind: 'text' },
    statuses: { kind: 'list', of: { kind: 'text' }, about: 'Filter by status' },
    event_types: { kind: 'list', of: { kind: 'text', choices: EVENT_TYPES }, about: 'Filter by event type' },
  },
};

function bodyFilter(body: unknown): DeliveryFilter {
  const given = requireBody(redeliverBody, body);
  return {
    statuses: textsOf(given.statuses),
    eventTypes: textsOf(given.event_types),
    fromMs: readDate('date_from', textOf(given.date_from), badBody),
    toMs: readDate('date_to', textOf(given.date_to), badBody),
  };
}

function publicDelivery(delivery: Delivery, streamId: string, shape: DeliveriesShape): object {
  const { event, stored, attempts } = delivery;
  const shown = shape.dataAsString && isObject(stored.data) ? { ...stored, data: JSON.stringify(stored.data) } : stored;
  // The whole stays "failed" while a redelivery is underway: `retrying` has only been seen on attempts.
  return {
    id: event.id,
    event_stream_id: streamId,
    status: 'failed',
    event_type: event.type,
    attempts,
    event: shown,
  };
}

function pageOf(shape: DeliveriesShape, deliveries: object[], token: string | undefined): unknown {
  if (shape.list === 'array') return deliveries;
  const next = token === undefined ? {} : { [shape.list === 'next' ? 'next' : 'nextPageToken']: token };
  return { deliveries, ...next };
}

function listDeliveries(tenant: Tenant, request: ApiRequest): Answer {
  const outlet = outletOf(tenant, request);
  const take = readTake(request.query);
  const before = readPlace(request.query);
  const shape = tenant.settings.deliveries;
  const selected = outlet.log.select(queryFilter(request.query), before);
  // A short page holds fewer rows than asked for although more follow, so its length says nothing.
  const length = shape.shortPages ? Math.min(take, Math.max(1, Math.ceil(selected.length / 2))) : take;
  const page = selected.slice(0, length);
  const last = page.at(-1);
  // A token comes with the last page too, however short (recorded).
  const token = last ? pageToken(last.seq) : shape.tokenOnEmptyPage ? pageToken(0) : undefined;
  const rows = page.map((delivery) => publicDelivery(delivery, outlet.stream.id, shape));
  return { status: 200, body: pageOf(shape, rows, token) };
}

function eventIdOf(request: ApiRequest): string {
  const id = request.params.event_id ?? '';
  if (EVENT_ID.test(id)) return id;
  throw badPath(
    `'Object didn't pass validation for format event-id: ${id}' on property event_id (Unique identifier for the event)`,
  );
}

function getDelivery(tenant: Tenant, request: ApiRequest): Answer {
  const outlet = outletOf(tenant, request);
  const delivery = outlet.log.get(eventIdOf(request));
  if (!delivery) throw eventMissing();
  return { status: 200, body: publicDelivery(delivery, outlet.stream.id, tenant.settings.deliveries) };
}

const ACCEPTED: Answer = { status: 202, body: {} };

function redeliverOne(outlet: StreamOutlet, request: ApiRequest): Answer {
  const result = outlet.redeliver(eventIdOf(request));
  if (result === 'missing') throw eventMissing();
  if (result === 'busy') throw new Fault(409, 'The event is not in a state that allows redelivery.');
  return ACCEPTED;
}

function redeliverMany(outlet: StreamOutlet, request: ApiRequest): Answer {
  if (outlet.redeliverMany(bodyFilter(request.body)) === 'busy') {
    throw new Fault(409, 'One or more events is not in a state that allows redelivery.');
  }
  return ACCEPTED;
}

export function deliveryRoutes(tenant: () => Tenant): Route[] {
  const one = '/api/v2/event-streams/:id';
  return [
    {
      method: 'GET',
      path: `${one}/deliveries`,
      scopes: ['read:event_streams', 'read:event_deliveries'],
      handle: (request) => listDeliveries(tenant(), request),
    },
    {
      method: 'GET',
      path: `${one}/deliveries/:event_id`,
      scopes: ['read:event_deliveries'],
      handle: (request) => getDelivery(tenant(), request),
    },
    {
      method: 'POST',
      path: `${one}/redeliver`,
      scopes: ['update:event_deliveries'],
      handle: (request) => redeliverMany(outletOf(tenant(), request), request),
    },
    {
      method: 'POST',
      path: `${one}/redeliver/:event_id`,
      scopes: ['update:event_deliveries'],
      handle: (request) => redeliverOne(outletOf(tenant(), request), request),
    },
  ];
}
