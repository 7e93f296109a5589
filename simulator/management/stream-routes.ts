import { isoTime } from '../ground/clock.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { partnerSource, STREAM_ID, streamId } from '../ground/ids.ts';
import { isObject, type JsonObject, listOf, textOf } from '../ground/json.ts';
import { TENANT_NAME } from '../tenant/cloud-event.ts';
import { type Destination, type EventStream, publicStream } from '../tenant/event-stream.ts';
import { STREAM_TRIGGER } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';
import { actionMissing, badBody, badPath, Fault, streamMissing } from './fault.ts';
import { pageToken, readPlace, readTake } from './paging.ts';
import { readDestination, requireBody, streamFields } from './stream-input.ts';

const newPartnerSource = () => partnerSource(TENANT_NAME);

/** The id of the path when it is well formed; throws the recorded 400 otherwise. */
function streamIdOf(request: ApiRequest): string {
  const id = request.params.id ?? '';
  if (STREAM_ID.test(id)) return id;
  throw badPath(
    `'Object didn't pass validation for format event-stream-id: ${id}' on property id (Unique identifier for the event stream)`,
  );
}

export function outletOf(tenant: Tenant, request: ApiRequest): StreamOutlet {
  const outlet = tenant.outlet(streamIdOf(request));
  if (!outlet) throw streamMissing();
  return outlet;
}

const subscriptionsOf = (value: unknown): string[] =>
  (listOf(value) ?? []).flatMap((entry) => (isObject(entry) ? (textOf(entry.event_type) ?? []) : []));

function requireFreeName(tenant: Tenant, name: string, except?: EventStream): void {
  const taken = tenant.outlets().some(({ stream }) => stream !== except && stream.name === name);
  if (taken) throw new Fault(409, 'Event stream name already in use.');
}

/** The Action has to exist, be made for event streams, and be deployed before a stream can call it. */
function requireCallable(tenant: Tenant, destination: Destination): void {
  if (destination.type !== 'action') return;
  const action = tenant.actions.get(destination.actionId);
  if (!action) throw actionMissing();
  if (action.trigger !== STREAM_TRIGGER) {
    throw new Fault(400, `The action does not support the ${STREAM_TRIGGER} trigger.`, 'invalid_body');
  }
  if (action.deployed === 0) throw new Fault(400, 'The action must be deployed.', 'invalid_body');
}

function listStreams(tenant: Tenant, request: ApiRequest): Answer {
  const take = readTake(request.query);
  const start = readPlace(request.query) ?? 0;
  const streams = tenant.outlets().map((outlet) => publicStream(outlet.stream));
  const more = streams.length > start + take;
  return {
    status: 200,
    body: { eventStreams: streams.slice(start, start + take), ...(more && { next: pageToken(start + take) }) },
  };
}

function createStream(tenant: Tenant, request: ApiRequest): Answer {
  const body = requireBody({ kind: 'object', fields: streamFields, required: ['destination'] }, request.body);
  if (listOf(body.subscriptions)?.length === 0) {
    throw badBody("'Array is too short (0), minimum 1' on property subscriptions");
  }
  // How many streams a real tenant may have is not published; the refusal is.
  if (tenant.outlets().length >= tenant.settings.maxStreams) {
    throw new Fault(409, 'You have reached the maximum number of event streams for your account.');
  }
  const id = streamId();
  const name = textOf(body.name) ?? id;
  const destination = readDestination(body.destination, newPartnerSource);
  requireCallable(tenant, destination);
  requireFreeName(tenant, name);
  const at = isoTime(tenant.clock.now());
  const stream: EventStream = {
    id,
    name,
    status: body.status === 'disabled' ? 'disabled' : 'enabled',
    subscriptions: subscriptionsOf(body.subscriptions),
    createdAt: at,
    updatedAt: at,
    destination,
  };
  tenant.addStream(stream);
  return { status: 201, body: publicStream(stream) };
}

function changedDestination({ destination }: EventStream, value: unknown): Destination {
  if (value === undefined) return destination;
  if (isObject(value) && value.type !== destination.type) {
    throw new Fault(400, 'The destination type of an event stream cannot be changed.', 'invalid_body');
  }
  if (destination.type !== 'webhook') {
    throw new Fault(400, `The destination of an ${destination.type} event stream cannot be changed.`, 'invalid_body');
  }
  return readDestination(value, newPartnerSource, destination);
}

function patchStatus(outlet: StreamOutlet, status: unknown): void {
  if (status === outlet.stream.status) return;
  if (status === 'disabled') outlet.disable();
  // What Auth0 answers here is not published; that it refuses is.
  else if (!outlet.enable()) throw new Fault(409, 'The event stream has too many failed deliveries to be enabled.');
}

function applyPatch(tenant: Tenant, outlet: StreamOutlet, body: JsonObject): void {
  const { stream } = outlet;
  const name = textOf(body.name);
  if (name !== undefined) requireFreeName(tenant, name, stream);
  const destination = changedDestination(stream, body.destination);
  if (body.status !== undefined) patchStatus(outlet, body.status);
  stream.destination = destination;
  if (name !== undefined) stream.name = name;
  if (body.subscriptions !== undefined) stream.subscriptions = subscriptionsOf(body.subscriptions);
  stream.updatedAt = isoTime(tenant.clock.now());
}

function patchStream(tenant: Tenant, request: ApiRequest): Answer {
  const outlet = outletOf(tenant, request);
  applyPatch(tenant, outlet, requireBody({ kind: 'object', fields: streamFields }, request.body));
  return { status: 200, body: publicStream(outlet.stream) };
}

export function streamRoutes(tenant: () => Tenant): Route[] {
  const one = '/api/v2/event-streams/:id';
  return [
    {
      method: 'GET',
      path: '/api/v2/event-streams',
      scopes: ['read:event_streams'],
      handle: (request) => listStreams(tenant(), request),
    },
    {
      method: 'POST',
      path: '/api/v2/event-streams',
      scopes: ['create:event_streams'],
      handle: (request) => createStream(tenant(), request),
    },
    {
      method: 'GET',
      path: one,
      scopes: ['read:event_streams'],
      handle: (request) => ({ status: 200, body: publicStream(outletOf(tenant(), request).stream) }),
    },
    {
      method: 'PATCH',
      path: one,
      scopes: ['update:event_streams'],
      handle: (request) => patchStream(tenant(), request),
    },
    {
      method: 'DELETE',
      path: one,
      scopes: ['delete:event_streams'],
      // 204 whether or not the stream exists, as recorded.
      handle: (request) => {
        tenant().removeStream(streamIdOf(request));
        return { status: 204 };
      },
    },
  ];
}
