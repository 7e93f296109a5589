import { type ConnectorCheckAnswer, type TargetListAnswer } from '../../../connectors/connector-answers';
import { hourMs } from '../../../spans';
import { type Store } from '../../../store';
import { hubspotRefused } from '../../http/connector-problem';
import { checkHubspot, mendHubspot } from './check-hubspot';
import { readProperties } from './hubspot-account';
import { openHubspot } from './hubspot-deeds';
import { type HubspotResult } from './hubspot-request';
import { partsOf } from './hubspot-source';

interface Asked {
  store: Store;
  id: number;
}

/** Lists of properties that were read, by number of the connector. They are many, and change seldom. */
const lists = new Map<number, TargetListAnswer>();

/** A list older than this, in ms, is read again. */
const keptMs = hourMs;

function orRefused<T>(result: HubspotResult<T>): T {
  return result.kind === 'done' ? result.value : hubspotRefused(result.error);
}

/** The properties of contacts, of the last hour unless `isFresh`. Throws a problem where HubSpot does not tell them. */
export async function hubspotTargets({ store, id, isFresh }: Asked & { isFresh: boolean }): Promise<TargetListAnswer> {
  const opened = await openHubspot({ store, id }, 'targets');
  const known = lists.get(id);
  if (!isFresh && known !== undefined && store.nowMs() - known.readAtMs < keptMs) return known;
  const properties = orRefused(await readProperties(partsOf(opened)));
  const answer = { properties, readAtMs: store.nowMs() };
  lists.set(id, answer);
  return answer;
}

/** Looks at the key and the mapping. Writes nothing there. */
export async function checkHubspotConnector(asked: Asked): Promise<ConnectorCheckAnswer> {
  const opened = await openHubspot(asked, 'check');
  return checkHubspot(partsOf(opened), opened.config);
}

/** Makes the properties that the saved mapping needs and that are not there, on record. */
export async function makeProperties({ actor, ...asked }: Asked & { actor: string }): Promise<ConnectorCheckAnswer> {
  const opened = await openHubspot(asked, 'properties');
  const parts = partsOf(opened);
  const { portal } = opened.config;
  const entry = { atMs: asked.store.nowMs(), actor, action: 'connector_properties_made' } as const;
  await asked.store.recordAudit({ ...entry, target: `connector/${asked.id}`, detail: { portal: portal?.id ?? null } });
  orRefused(await mendHubspot(parts, opened.config));
  lists.delete(asked.id);
  return checkHubspot(parts, opened.config);
}
