import { addressesOf, type Contact } from './contact.ts';
import { badInput, contactExists, valuesRefused, valueTaken } from './hubspot-error.ts';
import { mergedValues } from './merge-contacts.ts';
import type { PortalSettings } from './portal-settings.ts';
import type { PropertyStore } from './property-store.ts';
import { checkValues, isBackward } from './property-values.ts';
import { SearchIndex } from './search-index.ts';
import { UniqueValues } from './unique-values.ts';

interface StoreDeps {
  properties: PropertyStore;
  settings: Readonly<PortalSettings>;
  /** Unix time in milliseconds. */
  now: () => number;
}

type Given = Readonly<Record<string, string>>;
type Held = Pick<Contact, 'values' | 'additionalEmails'>;

/** What only a person in HubSpot can decide about a new record. */
interface ByHand {
  id?: string | undefined;
  additionalEmails?: readonly string[];
}

/** Ids that clients see begin here; smaller ones are for records somebody made before. */
const FIRST_ID = 101;

/** The contacts of the account. Every deed checks everything first and then happens whole; refusals are `HubspotError`s. */
export class ContactStore {
  readonly index = new SearchIndex();
  readonly #deps: StoreDeps;
  readonly #contacts = new Map<string, Contact>();
  #unique: UniqueValues;
  /** Where the records went that ended in a merge. */
  readonly #mergedInto = new Map<string, string>();
  readonly #erased = new Set<string>();
  #nextId = FIRST_ID;
  /** While a deed is under way that happens whole or not at all: the ways back, newest last. */
  #undo: (() => void)[] | undefined;

  constructor(deps: StoreDeps) {
    this.#deps = deps;
    this.#unique = this.#indexed();
  }

  /** To be called when a property has come or gone: its values count, or no longer count, as unique. */
  reindex(): void {
    this.#unique = this.#indexed();
  }

  /** In order of creation, archived ones among them. */
  list(): Contact[] {
    return [...this.#contacts.values()];
  }

  get erasedAddresses(): ReadonlySet<string> {
    return this.#erased;
  }

  /** The record of this id, or the one it went into while merged ids are followed. */
  get(id: string): Contact | undefined {
    const goal = this.#mergedInto.get(id);
    if (goal === undefined) return this.#contacts.get(id);
    return this.#deps.settings.mergedIds === 'follow' ? this.get(goal) : undefined;
  }

  wasMerged(id: string): boolean {
    return this.#mergedInto.has(id);
  }

  /** The live record that holds the address, or the value of a unique property. */
  holderOf(property: string, value: string): Contact | undefined {
    const id = this.#unique.ownerOf(property, value);
    return id === undefined ? undefined : this.#contacts.get(id);
  }

  create(given: Given, { id = String(this.#nextId), additionalEmails = [] }: ByHand = {}): Contact {
    const { properties, settings, now } = this.#deps;
    const written = this.#checked(given);
    const stage = settings.defaultLifecycleStage;
    const values = { ...(properties.get('lifecyclestage') && stage !== '' && { lifecyclestage: stage }), ...written };
    if (this.#contacts.has(id) || this.#mergedInto.has(id)) throw contactExists(id);
    const held = {
      values: withoutEmpty(values),
      additionalEmails: additionalEmails.map((email) => email.toLowerCase()),
    };
    this.#assertFree(id, held);
    this.#nextId = Math.max(this.#nextId, Number(id) + 1);
    const atMs = now();
    return this.#put({ id, createdAtMs: atMs, updatedAtMs: atMs, merged: [], ...held });
  }

  /** `additionalEmails` replaces the additional addresses, which the API cannot. */
  update(contact: Contact, given: Given, { additionalEmails }: Pick<ByHand, 'additionalEmails'> = {}): Contact {
    const { properties, settings, now } = this.#deps;
    const written = this.#checked(given);
    const { lifecyclestage: stage } = written;
    const { values: before } = contact;
    if (stage !== undefined && isBackward(properties, before.lifecyclestage, stage)) delete written.lifecyclestage;
    const values = withoutEmpty({ ...before, ...written });
    const stays = settings.formerEmailStays && before.email !== undefined ? [before.email] : [];
    const others = additionalEmails?.map((email) => email.toLowerCase()) ?? [...contact.additionalEmails, ...stays];
    const held = { values, additionalEmails: [...new Set(others)].filter((email) => email !== values.email) };
    this.#assertFree(contact.id, held);
    return this.#put({ ...contact, ...held, updatedAtMs: now() });
  }

  /** It keeps its id and values, but holds no address any more. */
  archive(contact: Contact): void {
    if (contact.archivedAtMs !== undefined) return;
    const atMs = this.#deps.now();
    this.#unique.release(contact);
    this.index.forget(contact.id);
    this.#contacts.set(contact.id, { ...contact, archivedAtMs: atMs, updatedAtMs: atMs });
  }

  /** As a person can in HubSpot, for 90 days; 409 when somebody else has the address by now. */
  restore(contact: Contact): Contact {
    const { id, createdAtMs, values, additionalEmails, merged } = contact;
    this.#assertFree(id, contact);
    return this.#put({ id, createdAtMs, values, additionalEmails, merged, updatedAtMs: this.#deps.now() });
  }

  /** Both ids end in a new record, or the other one's in the primary one, as the account is set. */
  merge(primary: Contact, other: Contact): Contact {
    if (primary.id === other.id) throw badInput('A record cannot be merged with itself');
    const { properties, settings, now } = this.#deps;
    const atMs = now();
    const id = settings.mergeKeepsPrimary ? primary.id : String(this.#nextId);
    const ended = settings.mergeKeepsPrimary ? [other.id] : [primary.id, other.id];
    this.#nextId = Math.max(this.#nextId, Number(id) + 1);
    const merged = [...primary.merged, ...other.merged, ...ended.map((former) => ({ id: former, atMs }))];
    for (const contact of [primary, other]) this.#remove(contact);
    for (const former of ended) this.#mergedInto.set(former, id);
    return this.#put({ id, merged, updatedAtMs: atMs, ...mergedValues(properties, primary, other) });
  }

  /** For good: the record is gone, and its addresses are blocked. */
  erase(contact: Contact): void {
    this.#remove(contact);
    for (const email of addressesOf(contact)) this.block(email);
  }

  block(email: string): void {
    this.#erased.add(email.toLowerCase());
  }

  /** Runs several creations and changes of which none counts when one is refused. */
  whole<T>(deed: () => T): T {
    this.#undo = [];
    try {
      return deed();
    } catch (error) {
      for (const back of this.#undo.reverse()) back();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  /** What search can show of a record by now. */
  searchable(contact: Contact): Readonly<Record<string, string>> | undefined {
    const { settings, now } = this.#deps;
    return contact.archivedAtMs === undefined ? this.index.asOf(contact.id, now() - settings.searchLagMs) : undefined;
  }

  #indexed(): UniqueValues {
    const unique = new UniqueValues((name) => this.#deps.properties.get(name)?.hasUniqueValue === true);
    for (const contact of this.#contacts.values()) if (contact.archivedAtMs === undefined) unique.claim(contact);
    return unique;
  }

  #checked(given: Given): Record<string, string> {
    const { properties, settings } = this.#deps;
    const { values, problems } = checkValues(properties, given);
    const { email } = values;
    if (email !== undefined && this.#erased.has(email) && settings.erasedAddresses === 'refused') {
      problems.push({ name: 'email', code: 'INVALID_EMAIL', message: 'email has been GDPR blacklisted' });
    }
    if (problems.length > 0) throw valuesRefused(problems, settings.portalId);
    return values;
  }

  #assertFree(id: string, { values, additionalEmails }: Held): void {
    const { properties, settings } = this.#deps;
    for (const email of values.email === undefined ? additionalEmails : [values.email, ...additionalEmails]) {
      const existingId = this.#unique.ownerOf('email', email);
      if (existingId !== undefined && existingId !== id) throw contactExists(existingId);
    }
    for (const [property, value] of Object.entries(values)) {
      if (properties.get(property)?.hasUniqueValue !== true) continue;
      const existingId = this.#unique.ownerOf(property, value);
      if (existingId === undefined || existingId === id) continue;
      throw valueTaken({ portalId: settings.portalId, property, value, id, existingId });
    }
  }

  #put(contact: Contact): Contact {
    const before = this.#contacts.get(contact.id);
    this.#undo?.push(this.#wayBack(contact, before));
    if (before && before.archivedAtMs === undefined) this.#unique.release(before);
    this.#contacts.set(contact.id, contact);
    this.#unique.claim(contact);
    this.index.note(contact, contact.updatedAtMs);
    return contact;
  }

  #wayBack(contact: Contact, before: Contact | undefined): () => void {
    const forgetVersion = this.index.bookmark(contact.id);
    return () => {
      this.#unique.release(contact);
      this.#contacts.delete(contact.id);
      if (before) {
        this.#contacts.set(contact.id, before);
        this.#unique.claim(before);
      }
      forgetVersion();
    };
  }

  #remove(contact: Contact): void {
    this.#unique.release(contact);
    this.index.forget(contact.id);
    this.#contacts.delete(contact.id);
  }
}

const withoutEmpty = (values: Given): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
