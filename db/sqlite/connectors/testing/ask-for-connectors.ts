import { backfillUsers } from '@/lib/connectors/connector';
import { type Store } from '@/lib/store';
import { claimOne, plan, settlementOf, start } from '../../../contract/connector-samples';
import { record, recordInTurn } from '../../../contract/world';

/** What is asked about records and reviews. */
async function askForRecords(store: Store, connectorId: number): Promise<void> {
  const by = { actor: 'ada', atMs: 1 };
  const [lane, heir] = ['auth0|linked', 'auth0|heir'];
  await recordInTurn(store, [{ userId: lane }, { userId: heir }]);
  await plan(store, connectorId);
  const link = {
    ...{ recordId: 'r1', role: 'writer' as const, state: 'active' as const, origin: 'created' as const, linkedAtMs: 1 },
    sent: {},
  };
  for (const claimed of await store.claimLanes(connectorId, 9, { holder: 'one', ms: 60_000 })) {
    await store.claimRecord(claimed, link);
    const handOver = claimed.key === lane ? { userId: 'auth0|third' } : null;
    const found = { link, isOpen: false, handOver };
    const settlement = { ...settlementOf(claimed, { kind: 'done' }, claimed.wantedSeq), record: found };
    await store.settlePushes([settlement], []);
  }
  await store.decideLane(connectorId, { key: heir, isEvent: false }, { act: 'make_writer' }, by);
  await store.recordLink(connectorId, lane);
  await store.lanesOfRecord(connectorId, 'r1');
  await store.linkCount(connectorId);
  await store.deactivatedSince(connectorId, 0);
  await store.reviewCounts();
  await store.reviewCounts(1);
  for (const page of [{ limit: 5 }, { limit: 5, after: 0 }]) {
    for (const query of [{}, { connectorId }, { reasons: ['keeps_failing' as const] }, { sinceMs: 1 }])
      await store.listReviews(query, page);
  }
  await record(store, { userId: lane, type: 'user.deleted', at: 9 });
  await store.emailsBefore(lane);
  await store.userWithIdentity(lane);
  await store.liveUserByEmail('a@x.test', lane);
}

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
  await askForRecords(store, id);
  await store.releaseLanes('nobody');
  for (const users of backfillUsers) await store.usersToFill(id, users, { after: 0, limit: 5 });
  await store.wakeUsers(id, ['auth0|lane'], { isRetrying: true });
  await store.namedLanes(id, ['auth0|lane']);
  await store.writerLanes(id, { after: '', limit: 5 });
  await store.lanesByKey(id, { after: '', limit: 5 });
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
