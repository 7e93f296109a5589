import { isObject, listOf, textOf } from '../ground/json.ts';
import type { ActionSecret, StoredAction } from '../tenant/action-store.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';

// All that the Management API's description names; a trigger nobody has an Action for is still a good question.
export const TRIGGERS: readonly string[] = (
  'post-login credentials-exchange pre-user-registration post-user-registration post-change-password ' +
  'send-phone-message custom-phone-provider custom-email-provider password-reset-post-challenge ' +
  'custom-token-exchange event-stream password-hash-migration login-post-identifier signup-post-identifier'
).split(' ');

const trigger: Schema = {
  kind: 'object',
  required: ['id'],
  open: true,
  fields: { id: { kind: 'text', choices: TRIGGERS, about: 'An actions extensibility point.' } },
};

const secret: Schema = {
  kind: 'object',
  open: true,
  required: ['name'],
  fields: {
    name: { kind: 'text', min: 1, about: 'The name of the particular secret, e.g. API_KEY.' },
    value: { kind: 'text', about: 'The value of the particular secret, e.g. secret123.' },
  },
};

const fields: Record<string, Schema> = {
  name: { kind: 'text', min: 1, about: 'The name of an action.' },
  supported_triggers: { kind: 'list', min: 1, of: trigger, about: 'The list of triggers that this action supports.' },
  code: { kind: 'text', about: 'The source code of the action.' },
  dependencies: { kind: 'list', of: { kind: 'object', fields: {}, open: true } },
  runtime: { kind: 'text', about: 'The Node runtime.' },
  secrets: { kind: 'list', of: secret, about: 'The list of secrets that are included in an action.' },
};

/** What a body changes of an Action; absent members stay as they are. */
interface ActionPatch {
  name?: string;
  trigger?: string;
  code?: string;
  secrets?: Record<string, ActionSecret>;
}

/** The list as given; a secret without a value keeps the one it has. */
function secretsOf(given: unknown, before: StoredAction['secrets'], updatedAt: string): StoredAction['secrets'] {
  const entries = (listOf(given) ?? []).flatMap((entry): [string, ActionSecret][] => {
    const name = isObject(entry) ? textOf(entry.name) : undefined;
    const value = isObject(entry) ? textOf(entry.value) : undefined;
    if (name === undefined) return [];
    return [[name, value === undefined ? (before[name] ?? { value: '', updatedAt }) : { value, updatedAt }]];
  });
  return Object.fromEntries(entries);
}

/** The body of `POST` and `PATCH`, checked; throws Auth0's 400. */
export function readAction(body: unknown, { before, at }: { before?: StoredAction; at: string }): ActionPatch {
  const required = before ? [] : ['name', 'supported_triggers'];
  const given = requireBody({ kind: 'object', fields: { ...fields, deploy: { kind: 'flag' } }, required }, body);
  const [first] = listOf(given.supported_triggers) ?? [];
  const name = textOf(given.name);
  const triggerId = isObject(first) ? textOf(first.id) : undefined;
  const code = textOf(given.code);
  return {
    ...(name !== undefined && { name }),
    ...(triggerId !== undefined && { trigger: triggerId }),
    ...(code !== undefined && { code }),
    ...(given.secrets !== undefined && { secrets: secretsOf(given.secrets, before?.secrets ?? {}, at) }),
  };
}
