import { type EventStream } from './stream';
import { fieldsOf, type StreamFields } from './stream-form';

/** One line of what saving would change. */
export interface FieldChange {
  field: string;
  removed: string[];
  added: string[];
}

/** What of an event stream the form would change, for a person to read. A secret is told as such, never shown. */
export function changesOf(stream: EventStream, now: StreamFields): FieldChange[] {
  const before = fieldsOf(stream);
  const texts: [field: string, removed: string, added: string][] = [
    ['name', before.name, now.name],
    ['status', before.status, now.status],
    ['endpoint', before.endpoint, now.endpoint],
    ['authorization', credentialOf(before), credentialOf(now)],
  ];
  const changed = texts.filter(([, removed, added]) => removed !== added);
  const removed = before.types.filter((type) => !now.types.includes(type));
  const added = now.types.filter((type) => !before.types.includes(type));
  return [
    ...changed.map(([field, was, is]) => ({ field, removed: listed(was), added: listed(is) })),
    ...(hasNewSecret(now) ? [{ field: 'secret', removed: ['the stored one'], added: [secretOf(now)] }] : []),
    ...(removed.length + added.length === 0 ? [] : [{ field: 'subscriptions', removed, added }]),
  ];
}

const listed = (text: string) => (text === '' ? [] : [text]);

const hasNewSecret = ({ kind, usesOwnSecret, secret }: StreamFields) =>
  kind === 'webhook' && (usesOwnSecret || secret !== '');

const secretOf = ({ usesOwnSecret }: StreamFields) => (usesOwnSecret ? 'the one of this app' : 'the one you typed');

function credentialOf({ kind, method, username, headerKey }: StreamFields): string {
  if (kind !== 'webhook') return '';
  if (method === 'basic') return `basic, user ${username}`;
  return method === 'custom_header' ? `custom header ${headerKey}` : 'bearer';
}
