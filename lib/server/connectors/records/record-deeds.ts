import { type Connector } from '../../../connectors/connector';
import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { carries } from '../../../connectors/plan-wakes';
import { hasRecords, type RecordConfig } from '../../../connectors/record-kinds';
import { mostPreviewUsers, type RecordPreviewAnswer } from '../../../connectors/records/record-preview';
import { type Store } from '../../../store';
import { cannotSeal, connectorsOff, noSuchConnector, wrongKind } from '../../http/connector-problem';
import { env } from '../../process/env';
import { type AddressGuard, addressGuard } from '../address-guard';
import { openSecret, tokenSecret } from '../connector-secret';
import { hubspotSystem } from '../hubspot/push-hubspot';
import { restSystem } from '../rest/push-rest';
import { isGoneAtAuth0 } from './gone-at-auth0';
import { previewRecords } from './preview-records';
import { type RecordSystem } from './record-system';

/** What a system of records is asked with. */
interface RecordParts {
  token: string;
  guard: AddressGuard;
  nowMs: () => number;
}

/** Opens a connector to a system of records. Throws a problem where it is none, or its secret cannot be opened. */
export async function openRecords(
  { store, id }: { store: Store; id: number },
  act: string,
): Promise<RecordParts & { connector: Connector; config: RecordConfig }> {
  if (env().connectors.mode === 'off') connectorsOff();
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  const { config } = connector;
  if (!hasRecords(config)) wrongKind(act, connector);
  const sealed = (await store.connectorSecrets(id)).find(({ name }) => name === tokenSecret);
  const token = sealed === undefined ? null : openSecret(sealed);
  if (token === null) cannotSeal();
  return { connector, config, token, guard: addressGuard(env().connectors.allow), nowMs: () => store.nowMs() };
}

/** A system of records by its kind, as its records are asked for. */
function systemOf(config: RecordConfig, parts: RecordParts): RecordSystem {
  return config.kind === 'hubspot' ? hubspotSystem({ ...parts, config }) : restSystem({ ...parts, config });
}

/** Events that are looked at for users whose changes would be carried on. */
const eventsLookedAt = 500;

interface Preview {
  store: Store;
  id: number;
  /** In the place of the saved settings. */
  config?: RecordConfig | undefined;
  /** Ids of users; those of the newest events where none are named. */
  users?: readonly string[] | undefined;
}

/** What would be done for some users by these settings. Reads at the other side, and writes nothing. */
export async function previewConnector({ store, id, ...asked }: Preview): Promise<RecordPreviewAnswer> {
  const opened = await openRecords({ store, id }, 'preview');
  const { connector, config: saved, ...parts } = opened;
  const config = asked.config ?? saved;
  if (config.kind !== saved.kind) wrongKind('preview', connector);
  const times = asked.users === undefined ? await newestUsers(store, config) : new Map<string, number | null>();
  const userIds = asked.users ?? [...times.keys()];
  const known = inOrder(userIds, await store.carriedUsers(userIds));
  const users = known.map((user) => ({ ...user, eventAtMs: times.get(user.userId) ?? null }));
  const links = new Map<string, NonNullable<Awaited<ReturnType<Store['recordLink']>>>>();
  for (const { userId } of users) {
    const link = await store.recordLink(id, userId);
    if (link !== null) links.set(userId, link);
  }
  const world = { store, connector, isGoneAtAuth0 };
  return previewRecords(world, { users, links, system: systemOf(config, parts) });
}

function inOrder(userIds: readonly string[], users: readonly CarriedUser[]): CarriedUser[] {
  const byId = new Map(users.map((user) => [user.userId, user]));
  return userIds.flatMap((userId) => byId.get(userId) ?? []);
}

/** Users of the newest events that would be carried on, the newest first, with the time of that event. */
async function newestUsers(store: Store, config: ConnectorConfig): Promise<Map<string, number | null>> {
  const newest = await store.listEvents({}, { limit: 1 });
  const lastSeq = newest.items[0]?.seq ?? 0;
  const events = await store.eventsAfter(Math.max(0, lastSeq - eventsLookedAt), eventsLookedAt);
  const eventIds = new Map<string, string>();
  for (const event of events.toReversed()) {
    const { id, subjectId } = event;
    if (subjectId !== null && !eventIds.has(subjectId) && carries(config, event)) eventIds.set(subjectId, id);
    if (eventIds.size === mostPreviewUsers) break;
  }
  const times = new Map<string, number | null>();
  for (const [userId, id] of eventIds) times.set(userId, (await store.getEvent(id))?.timeMs ?? null);
  return times;
}
