import {
  anyNumber,
  changeMembers,
  flag,
  members,
  notNegative,
  oneOf,
  positive,
  type Reader,
  texts,
  words,
} from '../ground/setting-readers.ts';

/** Where a 403 names the scopes: the guide's example has the first, the API description the second. */
type ScopeNaming = 'requiredGranularScopes' | 'missingScopes' | 'both';

/** Everything of the account's manners that can be changed while it runs (`PATCH /__sim/hubspot/config`). */
export interface PortalSettings {
  portalId: number;
  /** IANA name; the daily limit ends at its midnight. */
  timeZone: string;
  /** Milliseconds by which the account's clock runs ahead of (or, negative, behind) the true time. */
  clockSkewMs: number;
  /** Milliseconds by which the search index lags behind writes. */
  searchLagMs: number;
  /** Milliseconds added to every call before it is carried out. */
  latencyMs: number;
  limits: { perTenSeconds: number; perDay: number; searchPerSecond: number };
  /** A 429 says when to come back, which HubSpot does not promise. */
  retryAfter: boolean;
  scopeNaming: ScopeNaming;
  /** A merge keeps the id of the primary record (a public beta of HubSpot's) instead of making a new one. */
  mergeKeepsPrimary: boolean;
  /** What the id of a merged record answers: the record it went into, or 404. */
  mergedIds: 'follow' | 'gone';
  /** After a change of address the former one stays as an additional address. */
  formerEmailStays: boolean;
  /** Whether the API takes an address again whose contact was permanently deleted. */
  erasedAddresses: 'refused' | 'taken';
  /** What `lifecyclestage` a new contact has that was created without one; empty: none. */
  defaultLifecycleStage: string;
  /** Properties that a new contact needs, as the account's admin has set them; from 2026-09 on they bind the API. */
  requiredOnCreate: string[];
}

export const defaultPortalSettings = (): PortalSettings => ({
  portalId: 40_404_040,
  timeZone: 'UTC',
  clockSkewMs: 0,
  searchLagMs: 5000,
  latencyMs: 0,
  limits: { perTenSeconds: 100, perDay: 250_000, searchPerSecond: 5 },
  retryAfter: false,
  scopeNaming: 'both',
  mergeKeepsPrimary: false,
  mergedIds: 'follow',
  formerEmailStays: false,
  erasedAddresses: 'refused',
  defaultLifecycleStage: 'lead',
  requiredOnCreate: [],
});

const timeZone: Reader = (value) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) });
    return String(value);
  } catch {
    return undefined;
  }
};

const readers: Record<keyof PortalSettings, Reader> = {
  portalId: positive,
  timeZone,
  clockSkewMs: anyNumber,
  searchLagMs: notNegative,
  latencyMs: notNegative,
  limits: members({ perTenSeconds: positive, perDay: positive, searchPerSecond: positive }),
  retryAfter: flag,
  scopeNaming: oneOf('requiredGranularScopes', 'missingScopes', 'both'),
  mergeKeepsPrimary: flag,
  mergedIds: oneOf('follow', 'gone'),
  formerEmailStays: flag,
  erasedAddresses: oneOf('refused', 'taken'),
  defaultLifecycleStage: words,
  requiredOnCreate: texts,
};

/** Changes the settings in place, all or nothing; answers with what was wrong. */
export const changePortalSettings = (settings: PortalSettings, patch: unknown): string | undefined =>
  changeMembers(readers, settings, patch);
