import { type ClaimedLane, type SettledRecord } from '@/lib/connectors/connector-store';
import { type PushEnd } from '@/lib/connectors/lane-steps';
import { type RecordLink } from '@/lib/connectors/records/record';
import { type Store } from '@/lib/store';
import { lanesOf, none, plan, settlementOf, start } from './connector-samples';
import { recordInTurn } from './world';

export const done: PushEnd = { kind: 'done' };

export const linkTo = (recordId: string, over: Partial<RecordLink> = {}): RecordLink => ({
  ...{ recordId, role: 'writer', state: 'active', origin: 'created', linkedAtMs: 5, sent: { email: 'a@x.test' } },
  ...over,
});

/** Settles what was claimed, with what the push has found out about the record. */
export async function settle(store: Store, lane: ClaimedLane, end: PushEnd, found?: SettledRecord): Promise<void> {
  const settlement = settlementOf(lane, end, lane.wantedSeq);
  await store.settlePushes([found === undefined ? settlement : { ...settlement, record: found }], none);
}

/** A running connector with a due lane for each of these users, claimed in this order. */
export async function claimAll(
  store: Store,
  userIds: readonly string[],
): Promise<{ id: number; lanes: ClaimedLane[] }> {
  const { id } = await start(store);
  await recordInTurn(
    store,
    userIds.map((userId) => ({ userId })),
  );
  await plan(store, id);
  const lanes = await store.claimLanes(id, userIds.length, { holder: 'one', ms: 60_000 });
  return { id, lanes: userIds.flatMap((userId) => lanes.filter(({ key }) => key === userId)) };
}

/** A lane as lists show it. */
export async function laneOf(store: Store, id: number, userId: string) {
  const lane = (await lanesOf(store, id)).find(({ key }) => key === userId);
  if (lane === undefined) throw new Error('No such lane');
  return lane;
}
