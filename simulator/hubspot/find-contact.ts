import { addressesOf, type Contact } from './contact.ts';
import { badInput, notANumber, recordMissing } from './hubspot-error.ts';
import type { HubspotCall } from './hubspot-route.ts';
import { crmSentinelOf } from './sentinels.ts';

/** Which record a call means. */
export interface RecordKey {
  key: string;
  /** Absent: `key` is the record's id. */
  idProperty?: string | undefined;
  /** Archived records are found only when they are asked for, and then no others. */
  archived?: boolean;
}

function holder({ portal }: HubspotCall, { key, idProperty, archived }: RecordKey): Contact | undefined {
  const { contacts, properties } = portal;
  if (idProperty === undefined || idProperty === 'hs_object_id') {
    if (!/^\d+$/.test(key)) throw notANumber(key);
    return contacts.get(key);
  }
  if (idProperty === 'email' && crmSentinelOf(key)?.taken) return undefined;
  if (idProperty !== 'email' && !properties.get(idProperty)?.hasUniqueValue) {
    throw badInput(`Property ${idProperty} is not a unique identifier property of CONTACT`);
  }
  if (!archived) return contacts.holderOf(idProperty, key);
  const held = (contact: Contact) => (idProperty === 'email' ? addressesOf(contact) : [contact.values[idProperty]]);
  const value = idProperty === 'email' ? key.toLowerCase() : key;
  return contacts.list().findLast((contact) => contact.archivedAtMs !== undefined && held(contact).includes(value));
}

/** The record that a call means, `undefined` when there is none; throws when the key is none. */
export function findContact(call: HubspotCall, key: RecordKey): Contact | undefined {
  const contact = holder(call, key);
  if (!contact || call.hidden.has(contact.id)) return undefined;
  return (contact.archivedAtMs !== undefined) === (key.archived ?? false) ? contact : undefined;
}

/** The record that a call means, or a 404. */
export function requireContact(call: HubspotCall, key: RecordKey): Contact {
  const contact = findContact(call, key);
  if (!contact) throw recordMissing();
  return contact;
}
