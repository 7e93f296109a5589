import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { type JsonObject, objectOr, textOf } from '../ground/json.ts';
import { Fault, streamMissing } from '../management/fault.ts';
import { readAuthorization } from '../management/stream-input.ts';
import type { Destination, HttpTarget } from '../tenant/event-stream.ts';
import type { Tenant } from '../world/tenant.ts';
import { outletNamed } from './emit-events.ts';

const NO_CREDENTIAL: HttpTarget['authorization'] = { method: 'bearer', token: 'none' };

function changedTarget(before: HttpTarget | undefined, body: JsonObject): HttpTarget | undefined {
  const endpoint = textOf(body.url) ?? before?.endpoint ?? '';
  if (endpoint === '') return undefined;
  const token = textOf(body.token);
  const wanted = token === undefined ? body.authorization : { method: 'bearer', token };
  const authorization = wanted === undefined ? (before?.authorization ?? NO_CREDENTIAL) : readAuthorization(wanted);
  return { endpoint, authorization };
}

/** A webhook's own address, or the one that stands in for the API destination behind an EventBridge bus. */
function changedDestination(destination: Destination, body: JsonObject): Destination {
  if (destination.type === 'webhook') return { ...destination, ...changedTarget(destination, body) };
  if (destination.type === 'action') {
    return { ...destination, actionId: textOf(body.actionId) ?? destination.actionId };
  }
  const { bus: before, ...rest } = destination;
  const bus = changedTarget(before, body);
  return bus ? { ...rest, bus } : rest;
}

/** Changes what only the tenant's owner could: address, credential and tricks of one stream (default: the first). */
export function changeStream(tenant: Tenant, body: JsonObject): void {
  const outlets: StreamOutlet[] = tenant.outlets();
  const named = body.id === undefined && body.stream === undefined ? outlets[0] : outletNamed(tenant, body);
  if (!named) throw streamMissing();
  named.stream.destination = changedDestination(named.stream.destination, body);
  if (body.status === 'disabled') named.disable();
  if (body.status === 'enabled' && !named.enable()) throw new Fault(409, 'Too many failed deliveries.');
  named.changeTricks(objectOr(body.tricks));
}
