import { type JsonObject, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { happening, requestContext } from '../tenant/cloud-event.ts';
import { directoryActs, isDirectoryEvent } from '../tenant/directory-acts.ts';
import type { Tenant } from '../world/tenant.ts';

function roleOf(tenant: Tenant, wanted: string | undefined): { id: string; name: string } {
  const { roles } = tenant.roles;
  const role = roles.find(({ id, name }) => id === wanted || name === wanted) ?? roles[0];
  return { id: role?.id ?? '', name: role?.name ?? '' };
}

/** `POST /__sim/directory`: lets the thing happen that an event type tells of, and tells of it. */
export function directoryAct(tenant: Tenant, body: JsonObject): object {
  const type = textOf(body.type) ?? '';
  if (!isDirectoryEvent(type)) throw new Fault(400, '"type" is an event of an organization, group or connection.');
  const atMs = tenant.clock.now();
  const user = textOf(body.user) ?? tenant.users.list().at(-1)?.user_id ?? 'auth0|nobody';
  const role = roleOf(tenant, textOf(body.role));
  const told = directoryActs[type]({ directory: tenant.directory, body, atMs, user, role });
  if (!told) throw new Fault(409, 'Nothing changed: there is no such thing, or one like it exists.');
  const { object, previous_object } = told;
  const { settings } = tenant;
  const data = {
    object,
    ...(settings.previousObject && previous_object && { previous_object }),
    ...(settings.context && { context: requestContext() }),
  };
  const event = happening({ type, data, atMs });
  tenant.emit(event);
  return { id: event.id, object };
}
