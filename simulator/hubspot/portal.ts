import { isoTime } from '../ground/clock.ts';
import type { JsonObject } from '../ground/json.ts';
import { Ring } from '../ground/ring.ts';
import { CallLimits } from './call-limits.ts';
import { ContactStore } from './contact-store.ts';
import type { PropertyDefinition } from './property-definition.ts';
import { defaultPortalSettings, type PortalSettings } from './portal-settings.ts';
import { PropertyStore } from './property-store.ts';
import { ServiceKeys } from './service-keys.ts';
import { Troubles } from './troubles.ts';

/** One call of the API, as tests want to count them. */
export interface PortalCall {
  at: string;
  tookMs: number;
  method: string;
  /** Below `/hubspot`, without the query. */
  path: string;
  query: string;
  body?: unknown;
  /** What the client got; 0 when it got no answer. */
  status: number;
  /** What was done and would have been answered, when the answer was lost. */
  done?: number;
  /** Name of the key; absent when it was refused. */
  key?: string;
  correlationId: string;
}

const CALLS_KEPT = 10_000;

/** What begins anew at a reset. */
interface Parts {
  properties: PropertyStore;
  contacts: ContactStore;
  keys: ServiceKeys;
  limits: CallLimits;
  sentinelsMet: Set<string>;
}

/** One HubSpot account: its contacts, their properties, who may call, and how it behaves. */
export class Portal {
  readonly settings: PortalSettings = defaultPortalSettings();
  readonly calls = new Ring<PortalCall>(CALLS_KEPT);
  readonly troubles = new Troubles();
  readonly #clock: () => number;
  #parts: Parts;

  /** `clock` gives Unix time in milliseconds. */
  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
    this.#parts = this.#begin();
  }

  get properties(): PropertyStore {
    return this.#parts.properties;
  }

  get contacts(): ContactStore {
    return this.#parts.contacts;
  }

  get keys(): ServiceKeys {
    return this.#parts.keys;
  }

  get limits(): CallLimits {
    return this.#parts.limits;
  }

  /** Addresses that have had the trouble that they ask for once. */
  get sentinelsMet(): Set<string> {
    return this.#parts.sentinelsMet;
  }

  /** The account's time: its limits, its index and its records go by it. */
  now(): number {
    return this.#clock() + this.settings.clockSkewMs;
  }

  /** An empty account with the manners of the first day. */
  reset(): void {
    Object.assign(this.settings, defaultPortalSettings());
    this.calls.clear();
    this.troubles.clear();
    this.#parts = this.#begin();
  }

  createProperty(body: JsonObject): PropertyDefinition {
    const property = this.properties.create(body, isoTime(this.now()));
    this.contacts.reindex();
    return property;
  }

  archiveProperty(name: string): void {
    this.properties.archive(name, isoTime(this.now()));
    this.contacts.reindex();
  }

  #begin(): Parts {
    const properties = new PropertyStore(isoTime(this.now()));
    const contacts = new ContactStore({ properties, settings: this.settings, now: () => this.now() });
    return {
      properties,
      contacts,
      keys: new ServiceKeys(),
      limits: new CallLimits(),
      sentinelsMet: new Set<string>(),
    };
  }
}
