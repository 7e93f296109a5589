import { type Store } from '@/lib/store';
import { claimOne, plan, settlementOf, start } from '../../../contract/connector-samples';
import { record } from '../../../contract/world';

/** What the engine of connectors and their screens ask. */
export async function askForConnectors(store: Store): Promise<void> {
  const by = { actor: 'ada', atMs: 1 };
  const { id } = await start(store);
  await record(store, { id: 'evt_lane', userId: 'auth0|lane' });
  await plan(store, id);
  const lane = await claimOne(store, id);
  await store.laneEvents(lane, 0, 5);
  await store.laneEvents({ ...lane, isEvent: true }, 0, 5);
  const found = [{ connectorId: id, finding: { kind: 'answering' as const } }];
  await store.settlePushes([settlementOf(lane, { kind: 'review', reason: 'keeps_failing', error: 'x' })], found);
  await store.actOnLane(id, lane, 'skip', by);
  await store.nextPushes();
  await store.releaseLanes('nobody');
  await store.startFill(id, by);
  await store.fillLanes(id, 5);
  await store.carriedUsers(['auth0|lane']);
  await store.laneCounts(id);
  await store.oldestWaitingMs(id);
  await store.connectorHours(id, 0);
  await store.lanesOfUser('auth0|lane');
  for (const page of [{ limit: 5 }, { limit: 5, before: 10 }]) {
    for (const query of [{}, { states: ['review' as const] }, { q: 'auth0|l' }]) await store.listLanes(id, query, page);
    for (const query of [{}, { results: ['failed' as const] }, { laneKey: lane.key }])
      await store.listCalls(id, query, page);
  }
  await store.deleteConnector(id, by);
  while ((await store.forgetDeletedConnectors(5)) > 0);
}
