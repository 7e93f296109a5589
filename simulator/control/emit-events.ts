import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { userDigits } from '../ground/ids.ts';
import { isObject, type JsonObject, numberOf, objectOr, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { isEventType, sampleData } from '../samples/sample-data.ts';
import type { Settings } from '../ground/settings.ts';
import { happening, type Happening, onStream, requestContext } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';

const MOST_EVENTS = 20_000;

/** The sample of a type; user events get a person of their own, so that a burst is many users and not one. */
function freshData(type: string): object {
  const data = isEventType(type) ? sampleData[type] : { object: {} };
  if (!type.startsWith('user.')) return data;
  const digits = userDigits();
  const object = objectOr({ ...data }.object);
  const person = { user_id: `auth0|${digits}`, email: `user.${digits.slice(-8)}@burst.example` };
  return { ...data, object: { ...object, ...person } };
}

function dataOf(type: string, body: JsonObject, settings: Settings): object {
  if (isObject(body.data)) return body.data;
  if (!isObject(body.object)) return { ...freshData(type), ...(settings.context && { context: requestContext() }) };
  return { object: body.object, ...(isObject(body.previous_object) && { previous_object: body.previous_object }) };
}

/** Builds one event as the body of `POST /__sim/events` or `/__sim/deliveries` asks for it. */
export function eventFrom(tenant: Tenant, body: JsonObject): Happening {
  const type = textOf(body.type);
  if (type === undefined) throw new Fault(400, '"type" is needed, for example "user.created".');
  const event = happening({
    type,
    data: dataOf(type, body, tenant.settings),
    atMs: tenant.clock.now(),
    id: textOf(body.id),
  });
  const time = textOf(body.time);
  return time === undefined ? event : { ...event, time };
}

export function outletNamed(tenant: Tenant, body: JsonObject): StreamOutlet | undefined {
  const wanted = textOf(body.stream) ?? textOf(body.id);
  return tenant.outlets().find(({ stream }) => stream.id === wanted || stream.name === wanted);
}

/** Emits `count` events, at once or at `ratePerSecond`; with `stream`, to that stream whatever it subscribed to. */
export function emitEvents(tenant: Tenant, body: JsonObject): string[] {
  const count = Math.floor(numberOf(body.count) ?? 1);
  if (count < 1 || count > MOST_EVENTS) throw new Fault(400, `"count" must be 1 to ${MOST_EVENTS}.`);
  const outlet = outletNamed(tenant, { stream: body.stream });
  if (body.stream !== undefined && !outlet) throw new Fault(404, `There is no stream ${JSON.stringify(body.stream)}.`);
  const rate = numberOf(body.ratePerSecond);
  const purpose = body.test === true ? 'test' : undefined;
  return Array.from({ length: count }, (_, index) => {
    const event = eventFrom(tenant, index === 0 ? body : { ...body, id: undefined });
    const emit = () => {
      if (outlet) tenant.emitTo(outlet, onStream(event, outlet.stream.id, purpose));
      else tenant.emit(event);
    };
    if (rate) tenant.clock.after((index * 1000) / rate, emit);
    else emit();
    return event.id;
  });
}
