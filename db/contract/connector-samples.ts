import { type Connector } from '@/lib/connectors/connector';
import { webhookDefaults } from '@/lib/connectors/connector-config';
import { type ClaimedLane, type FoundOut, type Settlement } from '@/lib/connectors/connector-store';
import { type PushEnd } from '@/lib/connectors/lane-steps';
import { planWakes } from '@/lib/connectors/plan-wakes';
import { type Store } from '@/lib/store';

export const eve = 'auth0|eve';
export const by = { actor: 'admin@example.test', atMs: 1_000 };
export const config = { ...webhookDefaults, url: 'https://crm.example.test/hook' };
export const none: readonly FoundOut[] = [];

export async function create(store: Store, name = 'CRM'): Promise<Connector> {
  const secrets = [{ name: 'signing', sealed: 'sealed-1' }];
  const made = await store.createConnector({ kind: 'webhook', name, config, secrets }, by);
  if (made === null) throw new Error('The connector was not made');
  return made;
}

export async function start(store: Store, name?: string): Promise<Connector> {
  const { id } = await create(store, name);
  const switched = await store.switchConnector(id, 'running', by);
  if (switched === null) throw new Error('The connector is not there');
  return switched.connector;
}

/** Does what the engine does: reads the log after the cursor, and wakes lanes. Returns how many plans were taken. */
export async function plan(store: Store, id: number): Promise<number> {
  const connector = await store.getConnector(id);
  if (connector === null) return 0;
  const events = await store.eventsAfter(connector.cursorSeq, 1_000);
  const toSeq = events.at(-1)?.seq ?? connector.cursorSeq;
  const wakes = planWakes(connector.config, events);
  return store.planPushes([{ connectorId: id, fromSeq: connector.cursorSeq, toSeq, wakes }]);
}

export function settlementOf(lane: ClaimedLane, end: PushEnd, doneSeq = lane.doneSeq): Settlement {
  const { connectorId, seq: laneSeq, key: laneKey, token } = lane;
  const isDone = end.kind === 'done';
  const call = {
    ...{
      eventId: 'evt_1',
      eventType: 'user.updated',
      act: 'post' as const,
      targets: null,
      atMs: Date.now(),
      tookMs: 12,
    },
    ...{ status: isDone ? 204 : 500, result: isDone ? ('done' as const) : ('failed' as const), excerpt: null },
  };
  return { connectorId, laneSeq, laneKey, token, doneSeq, end, calls: [call] };
}

export async function claimOne(store: Store, id: number): Promise<ClaimedLane> {
  const [lane] = await store.claimLanes(id, 1, { holder: 'one', ms: 60_000 });
  if (lane === undefined) throw new Error('No lane is due');
  return lane;
}

export const lanesOf = async (store: Store, id: number) => (await store.listLanes(id, {}, { limit: 50 })).items;
