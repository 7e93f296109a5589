export const CONTACT_SCOPES = ['crm.objects.contacts.read', 'crm.objects.contacts.write'] as const;
export const SCHEMA_SCOPES = ['crm.schemas.contacts.read', 'crm.schemas.contacts.write'] as const;

/** A credential of the account: sent as a bearer token, with the scopes it was given. */
export interface ServiceKey {
  token: string;
  name: string;
  scopes: readonly string[];
  /** A key that was rotated or deleted is refused like an unknown one. */
  revoked: boolean;
}

/** The key a newcomer pastes, and one to see what happens without write access. */
export const defaultKeys = (): ServiceKey[] => [
  { token: 'pat-sim-hubspot', name: 'Streamgauge', scopes: [...CONTACT_SCOPES, ...SCHEMA_SCOPES], revoked: false },
  {
    token: 'pat-sim-hubspot-read-only',
    name: 'Read only',
    scopes: [CONTACT_SCOPES[0], SCHEMA_SCOPES[0]],
    revoked: false,
  },
];

/** The service keys of the account. */
export class ServiceKeys {
  readonly #keys = new Map(defaultKeys().map((key) => [key.token, key]));

  list(): ServiceKey[] {
    return [...this.#keys.values()];
  }

  put(key: ServiceKey): void {
    this.#keys.set(key.token, key);
  }

  remove(token: string): void {
    this.#keys.delete(token);
  }

  get(token: string): ServiceKey | undefined {
    return this.#keys.get(token);
  }

  /** The key of an `Authorization` header; `undefined` when it is none, unknown or revoked. */
  ofHeader(authorization: string | undefined): ServiceKey | undefined {
    const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    const key = token === undefined ? undefined : this.#keys.get(token);
    return key?.revoked === false ? key : undefined;
  }
}
