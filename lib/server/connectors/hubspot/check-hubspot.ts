import { type PortalFacts } from '../../../connectors/hubspot/hubspot-account';
import { type CheckFinding } from '../../../connectors/check-finding';
import { type ConnectorCheckAnswer, type HubspotCheck } from '../../../connectors/connector-answers';
import { checkMapping } from '../../../connectors/records/check-mapping';
import { type HubspotConfig } from '../../../connectors/records/record-config';
import { accountDetails, createGroup, createProperty, keyScopes, readProperties, tryReading } from './hubspot-account';
import { type HubspotParts, type HubspotResult } from './hubspot-request';

/** The scopes of a key, as HubSpot's page names them. */
const scope = {
  read: 'crm.objects.contacts.read',
  write: 'crm.objects.contacts.write',
  readSchema: 'crm.schemas.contacts.read',
  writeSchema: 'crm.schemas.contacts.write',
} as const;

type Mapped = Pick<HubspotConfig, 'mapping' | 'policies'>;

/** Looks whether the key is taken, what it may do, and whether the mapping fits. Writes nothing there. Never rejects. */
export async function checkHubspot(parts: HubspotParts, config: Mapped): Promise<ConnectorCheckAnswer> {
  const account = await accountDetails(parts);
  if (account.kind === 'stopped') return answerOf([bad(troubleWords(account))]);
  const portal = account.value;
  const inZone = { ...parts, timeZone: portal.timeZone };
  const [told, reading, properties] = await Promise.all([
    keyScopes(inZone),
    tryReading(inZone),
    readProperties(inZone),
  ]);
  const connected = ok(`Connected to the HubSpot account ${portal.id} (${portal.timeZone}).`);
  const scopes = scopesOf({ told, reading, properties });
  const scopeFindings = [...scopes.flatMap(scopeFinding), ...troubleFindings([reading, properties])];
  const { findings, missing } =
    properties.kind === 'done' ? checkMapping(config, properties.value) : { findings: [], missing: [] };
  const named = missing.map(({ name, label, isUnique }) => ({ name, label, isUnique }));
  return answerOf([connected, ...scopeFindings, ...findings], { portal, scopes, missing: named });
}

const ok = (text: string): CheckFinding => ({ tone: 'ok', text });
const warn = (text: string): CheckFinding => ({ tone: 'warn', text });
const bad = (text: string): CheckFinding => ({ tone: 'bad', text });

function answerOf(
  findings: CheckFinding[],
  hubspot: HubspotCheck & { portal: PortalFacts | null } = { portal: null, scopes: [], missing: [] },
): ConnectorCheckAnswer {
  return { isReady: findings.every(({ tone }) => tone !== 'bad'), findings, statement: null, columns: [], hubspot };
}

type Stopped = Extract<HubspotResult<unknown>, { kind: 'stopped' }>;

const isRefusedKey = ({ judgement }: Stopped) => judgement.kind === 'hold' && judgement.reason === 'credential_refused';

/** Why nothing can be asked, in words that say what to do. */
function troubleWords(stopped: Stopped): string {
  const { judgement, error } = stopped;
  if (isRefusedKey(stopped)) return 'HubSpot refused the key. Copy it anew: Development → Keys → Service keys.';
  if (judgement.kind === 'quiet') return `HubSpot asks for a pause (${error}). Check again later.`;
  return `HubSpot could not be asked: ${error}.`;
}

interface Looked {
  told: HubspotResult<string[]>;
  reading: HubspotResult<true>;
  properties: HubspotResult<unknown>;
}

/**
 * What was tried counts more than what is told. Writing is not tried: where HubSpot does not tell the scopes of a key, the first
 * push shows whether it may write.
 */
function scopesOf({ told, reading, properties }: Looked): HubspotCheck['scopes'] {
  const isTold = (name: string) => (told.kind === 'done' ? told.value.includes(name) : null);
  const isTried = (name: string, tried: HubspotResult<unknown>) => {
    if (tried.kind === 'done') return true;
    return tried.judgement.kind === 'hold' && tried.judgement.reason === 'scope_missing' ? false : isTold(name);
  };
  return [
    { name: scope.read, isGranted: isTried(scope.read, reading), isNeeded: true },
    { name: scope.write, isGranted: isTold(scope.write), isNeeded: true },
    { name: scope.readSchema, isGranted: isTried(scope.readSchema, properties), isNeeded: true },
    { name: scope.writeSchema, isGranted: isTold(scope.writeSchema), isNeeded: false },
  ];
}

function scopeFinding({ name, isGranted, isNeeded }: HubspotCheck['scopes'][number]): CheckFinding[] {
  if (isGranted === true) return [ok(`The key has ${name}.`)];
  if (isGranted === false && isNeeded) return [bad(`The key lacks ${name}.`)];
  if (isGranted === false)
    return [warn(`The key lacks ${name}: properties that are missing are made in HubSpot by hand.`)];
  return isNeeded
    ? [warn(`HubSpot does not tell whether the key has ${name}, and nothing is written to find out.`)]
    : [];
}

/** What went wrong with a request for another reason than its scope. */
function troubleFindings(results: readonly HubspotResult<unknown>[]): CheckFinding[] {
  const words = results.flatMap((result) => {
    if (result.kind === 'done') return [];
    const { judgement } = result;
    return judgement.kind === 'hold' && judgement.reason === 'scope_missing' ? [] : [troubleWords(result)];
  });
  return [...new Set(words)].map(bad);
}

/** Makes the properties that the mapping needs and that are not there, in a group of ours. May be done again. */
export async function mendHubspot(parts: HubspotParts, config: Mapped): Promise<HubspotResult<string[]>> {
  const properties = await readProperties(parts);
  if (properties.kind === 'stopped') return properties;
  const { missing } = checkMapping(config, properties.value);
  if (missing.length === 0) return { kind: 'done', value: [] };
  const group = await createGroup(parts);
  if (group.kind === 'stopped') return group;
  for (const property of missing) {
    const made = await createProperty(parts, property);
    if (made.kind === 'stopped') return made;
  }
  return { kind: 'done', value: missing.map(({ name }) => name) };
}
