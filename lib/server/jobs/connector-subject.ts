import { type Connector, laneStates } from '../../connectors/connector';
import { hasRecords } from '../../connectors/record-kinds';
import { type Store } from '../../store';
import { connectorsOff, noSuchConnector, wrongConnectorState, wrongKind } from '../http/connector-problem';
import { env } from '../process/env';

/** What a job about a connector is about, as `jobsAbout` knows it. */
export const aboutConnector = (id: number): string => `connector/${id}`;

/** A connector whose users are kept in step, not a draft. Throws a problem that says why it is none. */
export async function startedConnector(store: Store, id: number, act: string): Promise<Connector> {
  if (env().connectors.mode === 'off') connectorsOff();
  const connector = (await store.getConnector(id)) ?? noSuchConnector();
  if (connector.config.kind === 'webhook') wrongKind(act, connector);
  if (connector.state === 'draft') wrongConnectorState(act, connector);
  return connector;
}

/** About how many records or rows a comparison looks at. */
export async function recordsToCompare(store: Store, { id, config }: Connector): Promise<number> {
  if (hasRecords(config)) return store.linkCount(id);
  const lanes = await store.laneCounts(id);
  return laneStates.reduce((sum, state) => sum + lanes[state], 0);
}
