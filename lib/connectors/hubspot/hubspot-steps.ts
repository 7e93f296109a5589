import { type ConnectorCheckAnswer, type HubspotCheck } from '../connector-answers';

/** The scopes of a service key, as HubSpot's page names them, and what each is for. */
export const hubspotScopes = [
  { name: 'crm.objects.contacts.read', use: 'find and read contacts' },
  { name: 'crm.objects.contacts.write', use: 'create and update contacts' },
  { name: 'crm.schemas.contacts.read', use: 'list properties and their types' },
  { name: 'crm.schemas.contacts.write', use: 'make missing properties for you' },
] as const;

/** Scopes that the key needs and is known not to have. */
export const missingScopes = ({ scopes }: Pick<HubspotCheck, 'scopes'>): string[] =>
  scopes.filter(({ isNeeded, isGranted }) => isNeeded && isGranted === false).map(({ name }) => name);

/** Whether the key is taken and has every scope that it needs, as far as HubSpot tells. */
export function isKeyReady({ hubspot }: ConnectorCheckAnswer): boolean {
  return hubspot !== undefined && hubspot.portal !== null && missingScopes(hubspot).length === 0;
}

/** What the check of a key has found, as a title: what is missing, or that nothing is. */
export function keyTitle({ hubspot }: ConnectorCheckAnswer): string {
  if (hubspot === undefined || hubspot.portal === null) return 'The key is not accepted yet';
  const missing = missingScopes(hubspot).length;
  if (missing === 0) return 'The key has every scope it needs';
  return missing === 1 ? 'One scope is missing' : `${missing} scopes are missing`;
}

/** Why the next step is closed; null when it is open. */
export function keyReason(check: ConnectorCheckAnswer): string | null {
  const { hubspot } = check;
  if (hubspot === undefined || hubspot.portal === null) return 'Next opens when HubSpot accepts the key';
  const missing = missingScopes(hubspot).length;
  if (missing === 0) return null;
  return missing === 1 ? 'Next opens when the scope is there' : 'Next opens when the scopes are there';
}

/** Why the step after the portal is closed; null when it is open. `check` is undefined until there is one. */
export function portalReason(check: ConnectorCheckAnswer | undefined): string | null {
  if (check?.hubspot === undefined) return 'Next opens when the portal was looked at';
  const missing = check.hubspot.missing.length;
  if (missing === 0) return null;
  return missing === 1 ? 'Next opens when the property is there' : 'Next opens when the properties are there';
}

/** Findings that are about the mapping, the one that says all is well included. */
export const mappingFindings = ({ findings }: ConnectorCheckAnswer): ConnectorCheckAnswer['findings'] =>
  findings.filter(({ target }) => target !== undefined);
