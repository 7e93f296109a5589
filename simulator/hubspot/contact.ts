import { isoTime } from '../ground/clock.ts';

/** A record, as it stands or as it was archived. */
export interface Contact {
  readonly id: string;
  createdAtMs: number;
  updatedAtMs: number;
  /** Absent: live. */
  archivedAtMs?: number;
  /** What was written; empty values are not kept. */
  values: Readonly<Record<string, string>>;
  /** Lower-cased, without the primary one. */
  additionalEmails: readonly string[];
  /** The records that ended in this one, oldest first. */
  merged: readonly { id: string; atMs: number }[];
}

/** What a contact answers when a call names no properties. */
const DEFAULT_NAMES = ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'];
/** What a contact answers whatever a call names. */
const ALWAYS = ['createdate', 'hs_object_id', 'lastmodifieddate'];

/** Everything a contact holds, what HubSpot works out included. */
export function allProperties(contact: Contact): Record<string, string> {
  const { id, values, additionalEmails, merged, createdAtMs, updatedAtMs } = contact;
  const domain = values.email?.split('@')[1];
  return {
    ...values,
    ...(domain !== undefined && { hs_email_domain: domain }),
    ...(additionalEmails.length > 0 && { hs_additional_emails: additionalEmails.join(';') }),
    ...(merged.length > 0 && {
      hs_merged_object_ids: merged.map((entry) => entry.id).join(';'),
      hs_calculated_merged_vids: merged.map((entry) => `${entry.id}:${entry.atMs}`).join(';'),
    }),
    hs_all_contact_vids: [id, ...merged.map((entry) => entry.id)].join(';'),
    hs_is_contact: 'true',
    hs_object_id: id,
    hs_object_source: 'INTEGRATION',
    hs_object_source_label: 'INTEGRATION',
    createdate: isoTime(createdAtMs),
    lastmodifieddate: isoTime(updatedAtMs),
  };
}

/** All addresses of a contact, the primary one first. */
export const addressesOf = ({ values, additionalEmails }: Contact): string[] =>
  values.email === undefined ? [...additionalEmails] : [values.email, ...additionalEmails];

export interface ContactBody {
  id: string;
  properties: Record<string, string | null>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
}

interface Shown {
  /** Properties asked for; those that are defined and empty answer `null`, those that are not defined nothing. */
  names?: readonly string[] | undefined;
  isDefined: (name: string) => boolean;
  /** In place of the present ones: those of an earlier moment. */
  values?: Readonly<Record<string, string>>;
}

/** A contact as the API answers it: texts throughout. */
export function contactBody(contact: Contact, { names, isDefined, values }: Shown): ContactBody {
  const held = values ?? allProperties(contact);
  const wanted = [...new Set([...(names && names.length > 0 ? names : DEFAULT_NAMES), ...ALWAYS])].filter(isDefined);
  return {
    id: contact.id,
    properties: Object.fromEntries(wanted.sort().map((name) => [name, held[name] ?? null])),
    createdAt: isoTime(contact.createdAtMs),
    updatedAt: isoTime(contact.updatedAtMs),
    archived: contact.archivedAtMs !== undefined,
    ...(contact.archivedAtMs !== undefined && { archivedAt: isoTime(contact.archivedAtMs) }),
  };
}
