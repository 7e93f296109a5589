import { type Connector } from '../../../connectors/connector';
import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { carries } from '../../../connectors/plan-wakes';
import { type HubspotConfig } from '../../../connectors/records/record-config';
import { mostPreviewUsers, type RecordPreviewAnswer } from '../../../connectors/records/record-preview';
import { type Store } from '../../../store';
import { cannotSeal, connectorsOff, noSuchConnector, wrongKind } from '../../http/connector-problem';
import { env } from '../../process/env';
import { type AddressGuard, addressGuard } from '../address-guard';
import { openSecret, tokenSecret } from '../connector-secret';
import { previewRecords } from '../records/preview-records';
import { isGoneAtAuth0 } from '../records/gone-at-auth0';
import { hubspotSystem } from './push-hubspot';

interface Asked {
  store: Store;
  id: number;
}

/** A HubSpot connector with what it is asked with. */
export interface OpenedHubspot {
  connector: Connector;
  config: HubspotConfig;
  token: string;
  guard: AddressGuard;
  nowMs: () => number;
}

/** Opens a HubSpot connector. Throws a problem where it is none, or its key cannot be opened. */
export async function openHubspot({ store, id }: Asked, act: string): Promise<OpenedHubspot> {
  if (env().connectors.mode === 'off') connectorsOff();
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  const { config } = connector;
  if (config.kind !== 'hubspot') wrongKind(act, connector);
  const sealed = (await store.connectorSecrets(id)).find(({ name }) => name === tokenSecret);
  const token = sealed === undefined ? null : openSecret(sealed);
  if (token === null) cannotSeal();
  return { connector, config, token, guard: addressGuard(env().connectors.allow), nowMs: () => store.nowMs() };
}

/** Events that are looked at for users whose changes would be carried on. */
const eventsLookedAt = 500;

interface Preview extends Asked {
  /** In the place of the saved settings. */
  config?: HubspotConfig | undefined;
  /** Ids of users; those of the newest events where none are named. */
  users?: readonly string[] | undefined;
}

/** What would be done for some users by these settings. Reads at the other side, and writes nothing. */
export async function previewHubspot({ store, id, ...asked }: Preview): Promise<RecordPreviewAnswer> {
  const opened = await openHubspot({ store, id }, 'preview');
  const config = asked.config ?? opened.config;
  const userIds = asked.users ?? (await newestUsers(store, config));
  const users = inOrder(userIds, await store.carriedUsers(userIds));
  const links = new Map<string, NonNullable<Awaited<ReturnType<Store['recordLink']>>>>();
  for (const { userId } of users) {
    const link = await store.recordLink(id, userId);
    if (link !== null) links.set(userId, link);
  }
  const world = { store, connector: opened.connector, isGoneAtAuth0 };
  return previewRecords(world, { users, links, system: hubspotSystem({ ...opened, config }) });
}

function inOrder(userIds: readonly string[], users: readonly CarriedUser[]): CarriedUser[] {
  const byId = new Map(users.map((user) => [user.userId, user]));
  return userIds.flatMap((userId) => byId.get(userId) ?? []);
}

/** Users of the newest events that would be carried on, the newest first. */
async function newestUsers(store: Store, config: ConnectorConfig): Promise<string[]> {
  const newest = await store.listEvents({}, { limit: 1 });
  const lastSeq = newest.items[0]?.seq ?? 0;
  const events = await store.eventsAfter(Math.max(0, lastSeq - eventsLookedAt), eventsLookedAt);
  const ids = events
    .toReversed()
    .filter((event) => carries(config, event))
    .flatMap(({ subjectId }) => subjectId ?? []);
  return [...new Set(ids)].slice(0, mostPreviewUsers);
}
