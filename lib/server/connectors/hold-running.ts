import { type ConnectorFinding } from '../../connectors/connector-finding';
import { type Store } from '../../store';

/** Stops every connector that runs, for a database that came from a backup: what was sent since is not in it. */
export async function holdRunning(store: Pick<Store, 'listConnectors' | 'settlePushes'>): Promise<void> {
  const running = (await store.listConnectors()).filter(({ state }) => state === 'running');
  const finding: ConnectorFinding = { kind: 'hold', reason: 'restored' };
  const found = running.map(({ id }) => ({ connectorId: id, finding }));
  if (found.length > 0) await store.settlePushes([], found);
}
