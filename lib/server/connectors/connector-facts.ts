import { type ConnectorFact } from '../../concerns/concern-facts';
import { type Connector } from '../../connectors/connector';
import { type Store } from '../../store';

/** Every connector but drafts, as far as it may need a person. */
export async function connectorFacts(store: Store): Promise<ConnectorFact[]> {
  const started = (await store.listConnectors()).filter(({ state }) => state !== 'draft');
  return Promise.all(started.map((connector) => factOf(store, connector)));
}

async function factOf(store: Store, { id, name, state, holdReason }: Connector): Promise<ConnectorFact> {
  const [lanes, oldestMs] = await Promise.all([store.laneCounts(id), store.oldestWaitingMs(id)]);
  const { review } = lanes;
  const waiting = lanes.waiting + lanes.running + lanes.retrying;
  return {
    id,
    name,
    state,
    holdReason,
    review,
    waiting,
    waitingMs: oldestMs === null ? null : store.nowMs() - oldestMs,
  };
}
