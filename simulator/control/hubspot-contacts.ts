import { isObject, type JsonObject, listOf, objectOr, textOf, textsOf } from '../ground/json.ts';
import { allProperties, type Contact } from '../hubspot/contact.ts';
import type { Portal } from '../hubspot/portal.ts';
import { Fault } from '../management/fault.ts';

/** A contact as tests want to see it: every property, archived ones too. */
export const wholeContact = (contact: Contact): object => ({
  id: contact.id,
  archived: contact.archivedAtMs !== undefined,
  properties: allProperties(contact),
  additionalEmails: contact.additionalEmails,
  merged: contact.merged.map(({ id }) => id),
});

function textValues(value: unknown): Record<string, string> {
  const entries = Object.entries(objectOr(value));
  return Object.fromEntries(
    entries.map(([name, entry]): [string, string] => [name, textOf(entry) ?? JSON.stringify(entry)]),
  );
}

/** The contact of this id, archived or not. */
export function contactOf(portal: Portal, id: unknown): Contact {
  const contact = portal.contacts.list().find((entry) => entry.id === String(id));
  if (!contact) throw new Fault(404, `There is no contact ${String(id)}.`);
  return contact;
}

function putOne(portal: Portal, given: JsonObject): Contact {
  const id = textOf(given.id) ?? (typeof given.id === 'number' ? String(given.id) : undefined);
  if (id !== undefined && !/^\d+$/.test(id)) throw new Fault(400, 'The id of a contact is a number.');
  const contact = portal.contacts.create(textValues(given.properties), {
    id,
    additionalEmails: textsOf(given.additionalEmails) ?? [],
  });
  if (given.archived === true) portal.contacts.archive(contact);
  return contactOf(portal, contact.id);
}

/** `{contacts: [{id?, properties, additionalEmails?, archived?}]}`, or one of them: all or none. */
export function putContacts(portal: Portal, body: JsonObject): object[] {
  const given = listOf(body.contacts) ?? [body];
  return portal.contacts.whole(() =>
    given.map((entry) => {
      if (!isObject(entry)) throw new Fault(400, 'A contact is a JSON object with "properties".');
      return wholeContact(putOne(portal, entry));
    }),
  );
}

const splitEmails = (value: unknown): string[] | undefined =>
  textOf(value)
    ?.split(/[;,\s]+/)
    .filter((email) => email !== '');

/** As a person in HubSpot edits a record; additional addresses, a list or a text with `;`, can be set here alone. */
export function editContact(portal: Portal, id: string, body: JsonObject): object {
  const additionalEmails = textsOf(body.additionalEmails) ?? splitEmails(body.additionalEmails);
  const contact = contactOf(portal, id);
  if (contact.archivedAtMs !== undefined) throw new Fault(409, `Contact ${id} is archived.`);
  const given = textValues(body.properties);
  return wholeContact(portal.contacts.update(contact, given, additionalEmails ? { additionalEmails } : {}));
}

/** What a person in HubSpot does with a whole record. */
export function contactAct(portal: Portal, id: string, act: string): object {
  const contact = contactOf(portal, id);
  if (act === 'archive') portal.contacts.archive(contact);
  else if (act === 'restore') portal.contacts.restore(contact);
  else if (act === 'erase') portal.contacts.erase(contact);
  else throw new Fault(404, `"${act}" is no act; archive, restore and erase are.`);
  return { contacts: portal.contacts.list().length };
}

export function mergeContacts(portal: Portal, body: JsonObject): object {
  const [primary, other] = [body.primary, body.other].map((id) => contactOf(portal, id));
  if (!primary || !other || primary.archivedAtMs !== undefined || other.archivedAtMs !== undefined) {
    throw new Fault(409, 'Only live contacts can be merged.');
  }
  return wholeContact(portal.contacts.merge(primary, other));
}
