import { randomUUID } from 'node:crypto';
import { isoTime } from '../ground/clock.ts';
import { type JsonObject, objectOr, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { STREAM_TRIGGER, type StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';

const NOTHING: Pick<StoredAction, 'name' | 'version' | 'secrets' | 'configuration'> = {
  name: 'An Action',
  version: 0,
  secrets: {},
  configuration: {},
};

function words(value: unknown, before: Record<string, string>): Record<string, string> {
  if (value === undefined) return before;
  const given = Object.entries(objectOr(value));
  return Object.fromEntries(given.map(([key, entry]): [string, string] => [key, textOf(entry) ?? '']));
}

/** `POST /__sim/actions`: stores and deploys an Action that streams can call, or the next version of a known one. */
export function putAction(tenant: Tenant, body: JsonObject): StoredAction {
  const id = textOf(body.id) ?? randomUUID();
  const known = tenant.actions.get(id);
  const { name, version, secrets, configuration } = known ?? NOTHING;
  const code = textOf(body.code) ?? known?.code;
  if (code === undefined) {
    throw new Fault(400, '"code" is needed: exports.onExecuteEventStream = async (event, api) => {…}');
  }
  const updatedAt = isoTime(tenant.clock.now());
  const action: StoredAction = {
    id,
    name: textOf(body.name) ?? name,
    trigger: STREAM_TRIGGER,
    code,
    version: version + 1,
    secrets: words(body.secrets, secrets),
    configuration: words(body.configuration, configuration),
    createdAt: known?.createdAt ?? updatedAt,
    updatedAt,
  };
  tenant.actions.put(action);
  return action;
}
