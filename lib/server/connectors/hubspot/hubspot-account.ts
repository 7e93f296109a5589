import {
  type DayUsage,
  type PortalFacts,
  readAccount,
  readPropertyList,
  readScopes,
  readUsage,
} from '../../../connectors/hubspot/hubspot-account';
import { type MissingProperty, type PropertyFacts } from '../../../connectors/records/check-mapping';
import { askHubspot, contactsPath, type HubspotParts, type HubspotResult } from './hubspot-request';

const propertiesPath = '/crm/properties/2026-09/contacts';

/** An account has hundreds of properties, some with a list of all countries. */
const mostPropertyBytes = 8 * 1_024 * 1_024;

/** The group in which our properties are shown there. */
const ownGroup = { name: 'auth0', label: 'Auth0' };

/** Whose key it is. Every key may ask. */
export const accountDetails = (parts: HubspotParts): Promise<HubspotResult<PortalFacts>> =>
  askHubspot(parts, { method: 'GET', path: '/account-info/2026-09/details' }, readAccount);

/** How many requests of the account's day are used. Every key may ask. */
export const dayUsage = (parts: HubspotParts): Promise<HubspotResult<DayUsage>> =>
  askHubspot(parts, { method: 'GET', path: '/account-info/2026-09/api-usage/daily/private-apps' }, readUsage);

/**
 * The scopes of the key. Named by HubSpot's guide to private apps; it changes nothing, although it is a POST, since the key
 * stands in its body.
 */
export const keyScopes = (parts: HubspotParts): Promise<HubspotResult<string[]>> =>
  askHubspot(
    parts,
    { method: 'POST', path: '/oauth/v2/private-apps/get/access-token-info', body: { tokenKey: parts.token } },
    readScopes,
  );

/** Whether contacts can be read: looks for one. */
export const tryReading = (parts: HubspotParts): Promise<HubspotResult<true>> =>
  askHubspot(
    parts,
    { method: 'GET', path: contactsPath, query: { limit: '1', properties: 'hs_object_id' } },
    () => true,
  );

/** The properties of contacts. */
export const readProperties = (parts: HubspotParts): Promise<HubspotResult<PropertyFacts[]>> =>
  askHubspot(parts, { method: 'GET', path: propertiesPath, mostBytes: mostPropertyBytes }, readPropertyList);

/** Makes the group of our properties, unless it is there. */
export async function createGroup(parts: HubspotParts): Promise<HubspotResult<true>> {
  const request = { method: 'POST', path: `${propertiesPath}/groups`, body: ownGroup } as const;
  return unlessThere(await askHubspot(parts, request, () => true as const));
}

/** Makes a property in our group, unless it is there. */
export async function createProperty(
  parts: HubspotParts,
  { name, label, type, isUnique }: MissingProperty,
): Promise<HubspotResult<true>> {
  const shape = { name, label, type, fieldType: 'text', groupName: ownGroup.name, hasUniqueValue: isUnique };
  const request = {
    method: 'POST',
    path: propertiesPath,
    body: { ...shape, description: 'Kept in step by Streamgauge.' },
  } as const;
  return unlessThere(await askHubspot(parts, request, () => true as const));
}

const unlessThere = (result: HubspotResult<true>): HubspotResult<true> =>
  result.kind === 'stopped' && result.status === 409 ? { kind: 'done', value: true } : result;
