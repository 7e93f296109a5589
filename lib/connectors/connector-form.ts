import { type Connector } from './connector';
import { type WebhookConfig, webhookDefaults } from './connector-config';

/** What stands in the fields of a connector's form; nothing of it has been checked. */
export interface ConnectorFields {
  name: string;
  url: string;
  /** Null: all. */
  types: readonly string[] | null;
  body: WebhookConfig['body'];
  perSecond: string;
}

export const emptyFields: ConnectorFields = {
  name: '',
  url: '',
  types: webhookDefaults.types,
  body: webhookDefaults.body,
  perSecond: String(webhookDefaults.perSecond),
};

/** A saved webhook as its form shows it. */
export function fieldsOf(
  { name }: Pick<Connector, 'name'>,
  { url, types, body, perSecond }: WebhookConfig,
): ConnectorFields {
  return { name, url, types, body, perSecond: String(perSecond) };
}

/** What the API is given. A number that is none stays text, so that the API says so. */
export function inputOf({ name, url, types, body, perSecond }: ConnectorFields) {
  const number = perSecond.trim();
  return {
    name: name.trim(),
    config: {
      kind: 'webhook' as const,
      url: url.trim(),
      types,
      body,
      perSecond: /^\d+$/.test(number) ? Number(number) : number,
    },
  };
}

const fieldNames = ['name', 'url', 'types', 'body', 'perSecond'] as const;

export type ConnectorFieldName = (typeof fieldNames)[number];

/** Fields whose values differ, in the order of the form. The order in which types were chosen says nothing. */
export function changedFields(before: ConnectorFields, after: ConnectorFields): ConnectorFieldName[] {
  const text = (fields: ConnectorFields, name: ConnectorFieldName) =>
    name === 'types' ? JSON.stringify(fields.types?.toSorted() ?? null) : fields[name];
  return fieldNames.filter((name) => text(before, name) !== text(after, name));
}

/** The field of the form that the API means by `config.url` or `config.types.0`; null when it is none of them. */
export function fieldNamed(field: string | null): ConnectorFieldName | null {
  const [first, second] = field?.split('.') ?? [];
  const name = first === 'config' ? second : first;
  return fieldNames.find((known) => known === name) ?? null;
}
