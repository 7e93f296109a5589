import { isDeepStrictEqual } from 'node:util';
import { type Connector } from '../../connectors/connector';
import { type ConnectorCheckAnswer, type ConnectorTestAnswer } from '../../connectors/connector-answers';
import { type ConnectorConfig, isTable } from '../../connectors/connector-config';
import { tableNameOf } from '../../connectors/table-config';
import { type Store } from '../../store';
import {
  cannotSeal,
  connectorsOff,
  missingSecret,
  needsAdmin,
  secretAgain,
  secretBeforeIsThere,
  nameTaken,
  noSuchConnector,
  outdated,
  refusedAddress,
  tableRefused,
  wrongConnectorState,
  wrongKind,
} from '../http/connector-problem';
import { env } from '../process/env';
import { OwnLinkError } from '../process/own-link';
import { newSigningSecret } from '../process/signed-webhook';
import { addressGuard, RefusedAddressError } from './address-guard';
import {
  canSeal,
  openSecret,
  passwordSecret,
  sealSecret,
  secretOfKind,
  signingSecret,
  signingSecretBefore,
} from './connector-secret';
import { checkHubspotConnector } from './hubspot/hubspot-targets';
import { sendTest } from './push-webhook';
import { checkRestConnector } from './rest/rest-deeds';
import { placeOf } from './tables/guarded-socket';
import { checkDatabase, mendDatabase } from './tables/table-kinds';

interface Deed {
  store: Store;
  /** The person who acts. */
  actor: string;
}

interface DeedOn extends Deed {
  id: number;
}

/** Secrets that a person gives, by name. */
interface GivenSecrets {
  password?: string | undefined;
  token?: string | undefined;
}

/** Makes a draft: a webhook with a new signing secret, others with what a person gives. Throws a problem that says what to do. */
export async function createConnector({
  store,
  actor,
  name,
  config,
  ...given
}: Deed & GivenSecrets & { name: string; config: ConnectorConfig }): Promise<{
  connector: Connector;
  secret: string | null;
}> {
  if (!canSeal()) cannotSeal();
  requireAllowed(config);
  const secretName = secretOfKind[config.kind];
  const secret = secretName === signingSecret ? newSigningSecret() : null;
  const text = secretName === signingSecret ? secret : (given[secretName] ?? missingSecret(secretName));
  const secrets = text === null ? [] : [{ name: secretName, sealed: sealSecret(secretName, text) }];
  const by = { actor, atMs: store.nowMs() };
  const connector = await store.createConnector({ kind: config.kind, name, config, secrets }, by);
  return { connector: connector ?? nameTaken(name), secret };
}

/** Saves what has changed, unless somebody else has saved since. Throws a problem that says what to do. */
export async function changeConnector({
  store,
  actor,
  id,
  change,
}: DeedOn & {
  change: {
    name?: string | undefined;
    config?: ConnectorConfig | undefined;
    ifVersion: number;
  } & GivenSecrets;
}): Promise<void> {
  const known = (await store.getConnector(id)) ?? noSuchConnector();
  const name = change.name ?? known.name;
  const config = change.config ?? known.config;
  if (config.kind !== known.config.kind) wrongKind('change', known);
  requireAllowed(config);
  const secrets = secretsOfChange(known, config, change);
  const changed = [...(name === known.name ? [] : ['name']), ...differing(known.config, config)];
  const saved = await store.changeConnector(
    id,
    { name, config, ifVersion: change.ifVersion, changed, secrets },
    { actor, atMs: store.nowMs() },
  );
  if (saved === null) noSuchConnector();
  if (saved.result === 'outdated') outdated(saved.connector);
  if (saved.result === 'name_taken') nameTaken(name);
}

/** The secrets that are saved with a change. Throws a problem where one is needed that was not given. */
function secretsOfChange(known: Connector, config: ConnectorConfig, given: GivenSecrets) {
  const name = secretOfKind[config.kind];
  for (const other of ['password', 'token'] as const) {
    if (given[other] !== undefined && other !== name) wrongKind(other, known);
  }
  const text = name === signingSecret ? undefined : given[name];
  if (text === undefined) return isAnotherServer(known.config, config) ? secretAgain(name) : [];
  if (!canSeal()) cannotSeal();
  return [{ name, sealed: sealSecret(name, text) }];
}

/** Less encryption counts as another one: the password would go where it was not meant to. */
const tlsOrder = ['off', 'encrypt', 'verify'] as const;

/** A secret belongs to its server: it is not sent to another one that somebody has set in its place. */
function isAnotherServer(before: ConnectorConfig, after: ConnectorConfig): boolean {
  if (before.kind === 'rest' && after.kind === 'rest') {
    return new URL(before.baseUrl).origin !== new URL(after.baseUrl).origin;
  }
  if (!isTable(before) || !isTable(after)) return false;
  const isElsewhere = (['host', 'port', 'user', 'database'] as const).some((name) => before[name] !== after[name]);
  return isElsewhere || tlsOrder.indexOf(after.tls) < tlsOrder.indexOf(before.tls);
}

function differing(before: ConnectorConfig, after: ConnectorConfig): string[] {
  const values = new Map(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) => (isDeepStrictEqual(values.get(name), value) ? [] : [name]));
}

/** What can be told before anything is sent. A name that leads to an inner address is found out by the push. */
function requireAllowed(config: ConnectorConfig): void {
  let field = '';
  try {
    // HubSpot's host is no setting of a connector.
    if (config.kind === 'hubspot') return;
    field = addressField[config.kind];
    addressGuard(env().connectors.allow).refuse(addressOf(config));
  } catch (error) {
    if (error instanceof RefusedAddressError || error instanceof OwnLinkError) refusedAddress(field);
    throw error;
  }
}

const addressField = {
  webhook: 'config.url',
  rest: 'config.baseUrl',
  postgres: 'config.host',
  mysql: 'config.host',
} as const;

function addressOf(config: Exclude<ConnectorConfig, { kind: 'hubspot' }>): URL {
  if (isTable(config)) return placeOf(config);
  return new URL(config.kind === 'webhook' ? config.url : config.baseUrl);
}

/** Starts a draft, pauses or resumes. A state that is reached already is no change. */
export async function switchConnector({
  store,
  actor,
  id,
  act,
  mayConfirm,
}: DeedOn & { act: 'start' | 'pause' | 'resume'; mayConfirm: boolean }): Promise<void> {
  const known = (await store.getConnector(id)) ?? noSuchConnector();
  const isDraft = known.state === 'draft';
  const isRunning = known.state === 'running';
  const isMeant = {
    start: isDraft || isRunning,
    pause: !isDraft && known.state !== 'held',
    resume: !isDraft,
  };
  if (!isMeant[act]) wrongConnectorState(act, known);
  const to = act === 'pause' ? 'paused' : 'running';
  const by = { actor, atMs: store.nowMs() };
  const { connector } =
    (await store.switchConnector(id, to, by, mayConfirm ? undefined : 'mass_deletion')) ?? noSuchConnector();
  if (connector.holdReason === 'mass_deletion' && act === 'resume') needsAdmin();
}

/** Makes a new signing secret. The one before goes on signing beside it until it is removed. */
export async function replaceSecret({ store, actor, id }: DeedOn): Promise<string> {
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  if (connector.config.kind !== 'webhook') wrongKind('signing', connector);
  if (!canSeal()) cannotSeal();
  const secret = newSigningSecret();
  const known = await store.connectorSecrets(id);
  // A receiver may know no other: a third secret would shut it out.
  if (known.some(({ name }) => name === signingSecretBefore)) secretBeforeIsThere();
  const present = known.find(({ name }) => name === signingSecret);
  const opened = present === undefined ? null : openSecret(present);
  const set = [
    { name: signingSecret, sealed: sealSecret(signingSecret, secret) },
    ...(opened === null ? [] : [{ name: signingSecretBefore, sealed: sealSecret(signingSecretBefore, opened) }]),
  ];
  // One that cannot be opened any more signs nothing.
  const drop = opened === null ? [signingSecretBefore] : [];
  await store.setConnectorSecrets(id, { set, drop }, { actor, atMs: store.nowMs() });
  return secret;
}

/** Ends the replacement: from now on only the present secret signs. */
export async function dropSecretBefore({ store, actor, id }: DeedOn): Promise<void> {
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  if (connector.config.kind !== 'webhook') wrongKind('signing_before', connector);
  await store.setConnectorSecrets(id, { set: [], drop: [signingSecretBefore] }, { actor, atMs: store.nowMs() });
}

/** Secrets by name, opened. Throws a problem when `CONNECTORS_KEY` opens none. */
async function openedSecrets(store: Store, id: number): Promise<Map<string, string>> {
  const known = await store.connectorSecrets(id);
  const opened = known.flatMap((secret): [string, string][] => {
    const text = openSecret(secret);
    return text === null ? [] : [[secret.name, text]];
  });
  return opened.length === 0 ? cannotSeal() : new Map(opened);
}

async function databaseOf({ store, id }: Pick<DeedOn, 'store' | 'id'>, act: string) {
  if (env().connectors.mode === 'off') connectorsOff();
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  const { config } = connector;
  if (!isTable(config)) wrongKind(act, connector);
  const password = (await openedSecrets(store, id)).get(passwordSecret) ?? cannotSeal();
  return { config, password, guard: addressGuard(env().connectors.allow) };
}

/** Looks whether the other side can be reached, and takes what would be carried on. Writes nothing. */
export async function checkConnector({ store, id }: Pick<DeedOn, 'store' | 'id'>): Promise<ConnectorCheckAnswer> {
  const known = await store.getConnector(id);
  if (known?.kind === 'hubspot') return checkHubspotConnector({ store, id });
  if (known?.kind === 'rest') return checkRestConnector({ store, id });
  return checkDatabase(await databaseOf({ store, id }, 'check'));
}

/** Makes the table of a connector, or adds the columns that it lacks, on record. */
export async function mendConnectorTable({ store, actor, id }: DeedOn): Promise<ConnectorCheckAnswer> {
  const database = await databaseOf({ store, id }, 'table');
  const entry = { atMs: store.nowMs(), actor, action: 'connector_table_made', target: `connector/${id}` } as const;
  await store.recordAudit({ ...entry, detail: { table: tableNameOf(database.config) } });
  const refusal = await mendDatabase(database);
  if (refusal !== null) tableRefused(refusal);
  return checkDatabase(database);
}

/** Sets the password of a database, or the token of a system of records. */
export async function giveSecret({
  store,
  actor,
  id,
  name,
  given,
}: DeedOn & { name: 'password' | 'token'; given: GivenSecrets }): Promise<void> {
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  if (secretOfKind[connector.kind] !== name) wrongKind(name, connector);
  const text = given[name] ?? missingSecret(name);
  if (!canSeal()) cannotSeal();
  const set = [{ name, sealed: sealSecret(name, text) }];
  await store.setConnectorSecrets(id, { set, drop: [] }, { actor, atMs: store.nowMs() });
}

/** Sends a message that is no event, on record. */
export async function testConnector({ store, actor, id }: DeedOn): Promise<ConnectorTestAnswer> {
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  const { name, config } = connector;
  if (config.kind !== 'webhook') wrongKind('test', connector);
  if (env().connectors.mode === 'off') connectorsOff();
  const secrets = await openedSecrets(store, id);
  const atMs = store.nowMs();
  await store.recordAudit({ atMs, actor, action: 'connector_tested', target: `connector/${id}`, detail: {} });
  const guard = addressGuard(env().connectors.allow);
  return sendTest({ config, secrets, guard }, { id: `msg_test_${id}_${atMs}`, name, atMs });
}
