import { randomUUID } from 'node:crypto';
import { isoTime } from '../ground/clock.ts';
import { type JsonObject, objectOr, textOf } from '../ground/json.ts';
import { Fault } from '../management/fault.ts';
import { deploy, runnable, type RunnableAction, STREAM_TRIGGER, type StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';

type Known = Pick<StoredAction, 'name' | 'secrets' | 'configuration' | 'versions' | 'deployed'> & Partial<StoredAction>;

const NOTHING: Known = { name: 'An Action', secrets: {}, configuration: {}, versions: [], deployed: 0 };

function words(value: unknown): Record<string, string> {
  const given = Object.entries(objectOr(value));
  return Object.fromEntries(given.map(([key, entry]): [string, string] => [key, textOf(entry) ?? '']));
}

function secretsOf(value: unknown, updatedAt: string): StoredAction['secrets'] {
  const given = Object.entries(words(value));
  return Object.fromEntries(given.map(([name, secret]) => [name, { value: secret, updatedAt }]));
}

/** `POST /__sim/actions`: stores and deploys an Action that streams can call, or the next version of a known one. */
export function putAction(tenant: Tenant, body: JsonObject): RunnableAction | undefined {
  const id = textOf(body.id) ?? randomUUID();
  const known: Known = tenant.actions.get(id) ?? NOTHING;
  const { name, secrets, configuration, versions, deployed } = known;
  const code = textOf(body.code) ?? known.code;
  if (code === undefined) {
    throw new Fault(400, '"code" is needed: exports.onExecuteEventStream = async (event, api) => {…}');
  }
  const now = tenant.clock.now();
  const updatedAt = isoTime(now);
  const action: StoredAction = {
    id,
    name: textOf(body.name) ?? name,
    trigger: STREAM_TRIGGER,
    code,
    secrets: body.secrets === undefined ? secrets : secretsOf(body.secrets, updatedAt),
    configuration: body.configuration === undefined ? configuration : words(body.configuration),
    versions: [...versions],
    deployed,
    hasChanges: false,
    createdAt: known.createdAt ?? updatedAt,
    updatedAt,
    builtAtMs: now,
  };
  deploy(action, { id: randomUUID(), at: updatedAt });
  tenant.actions.put(action);
  return runnable(action);
}
