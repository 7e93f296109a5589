import { isObject, type JsonObject } from '../ground/json.ts';
import { Ring } from '../ground/ring.ts';
import { CrmError } from './crm-error.ts';
import { CrmTroubles } from './crm-troubles.ts';

/** One person in the CRM. Fields that nobody has set are null. */
export interface CrmContact extends JsonObject {
  id: number;
  email: string | null;
}

/** One call of the API, as tests want to count them. */
export interface CrmCall {
  method: string;
  /** Below `/crm`, without the query. */
  path: string;
  query: string;
  body?: unknown;
  /** What the client got; 0 when it got no answer. */
  status: number;
  /** What was done and would have been answered, when the answer was lost. */
  done?: number;
}

export const CRM_TOKEN = 'crm-sim-token';

const CALLS_KEPT = 5_000;
const FIRST_ID = 101;

type Kind = 'text' | 'number' | 'boolean';

/** What a contact has. Any other field is refused, as strict APIs do. */
export const CRM_FIELDS: Readonly<Record<string, Kind>> = {
  email: 'text',
  first_name: 'text',
  last_name: 'text',
  phone: 'text',
  company: 'text',
  auth0_user_id: 'text',
  auth0_status: 'text',
  score: 'number',
  newsletter: 'boolean',
};

/** No two contacts have the same. */
const UNIQUE = ['email', 'auth0_user_id'];

const isOf = (kind: Kind, value: unknown): boolean =>
  value === null || (kind === 'text' ? typeof value === 'string' : typeof value === kind);

interface Refused {
  field: string;
  message: string;
}

function refusalOf([field, value]: [string, unknown]): Refused[] {
  const kind = Object.hasOwn(CRM_FIELDS, field) ? CRM_FIELDS[field] : undefined;
  if (kind === undefined) return [{ field, message: 'is not a field of contacts' }];
  if (!isOf(kind, value)) return [{ field, message: `must be ${kind} or null` }];
  const isAddress = field !== 'email' || typeof value !== 'string' || /^[^@\s]+@[^@\s]+$/.test(value);
  return isAddress ? [] : [{ field, message: 'must be an e-mail address' }];
}

/** How it speaks: an object around records, and lists, such as `data`; null: none. */
interface CrmSettings {
  envelope: string | null;
}

/** A small CRM: contacts, one token, and what was asked to go wrong. */
export class Crm {
  readonly calls = new Ring<CrmCall>(CALLS_KEPT);
  readonly troubles = new CrmTroubles();
  readonly settings: CrmSettings = { envelope: null };
  isRevoked = false;
  #contacts = new Map<number, CrmContact>();
  #nextId = FIRST_ID;

  reset(): void {
    this.calls.clear();
    this.troubles.clear();
    this.settings.envelope = null;
    this.isRevoked = false;
    this.#contacts = new Map();
    this.#nextId = FIRST_ID;
  }

  list(): CrmContact[] {
    return [...this.#contacts.values()];
  }

  get(id: string): CrmContact {
    const contact = /^\d{1,9}$/.test(id) ? this.#contacts.get(Number(id)) : undefined;
    if (contact === undefined) throw new CrmError(404, 'not_found', 'There is no such contact.');
    return contact;
  }

  /** Contacts with exactly these values; addresses whatever their case. */
  find(wanted: readonly (readonly [string, string])[]): CrmContact[] {
    const same = (contact: CrmContact, [field, value]: readonly [string, string]) =>
      typeof contact[field] === 'string' && contact[field].toLowerCase() === value.toLowerCase();
    return this.list().filter((contact) => wanted.every((pair) => same(contact, pair)));
  }

  create(given: unknown, id?: number): CrmContact {
    const values = this.#checked(given, null);
    const contact: CrmContact = { ...empty(), ...values, id: id ?? this.#nextId };
    this.#nextId = Math.max(this.#nextId, contact.id + 1);
    this.#contacts.set(contact.id, contact);
    return contact;
  }

  update(id: string, given: unknown): CrmContact {
    const contact = this.get(id);
    Object.assign(contact, this.#checked(given, contact.id));
    return contact;
  }

  remove(id: string): void {
    this.#contacts.delete(this.get(id).id);
  }

  #checked(given: unknown, ownId: number | null): JsonObject {
    if (!isObject(given)) throw new CrmError(400, 'bad_request', 'A contact is a JSON object.');
    const refused = Object.entries(given).flatMap(refusalOf);
    if (refused.length > 0) throw new CrmError(422, 'invalid', 'Some fields are refused.', { fields: refused });
    for (const field of UNIQUE) {
      const value = given[field];
      if (typeof value !== 'string') continue;
      const holder = this.find([[field, value]]).find(({ id }) => id !== ownId);
      if (holder) throw new CrmError(409, 'exists', `Another contact has this ${field}.`, { id: holder.id });
    }
    return given;
  }
}

const empty = (): { email: null } & JsonObject => ({
  email: null,
  ...Object.fromEntries(Object.keys(CRM_FIELDS).map((field) => [field, null])),
});
