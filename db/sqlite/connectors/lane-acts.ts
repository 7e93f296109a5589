import { and, asc, eq, gt } from 'drizzle-orm';
import { lanePriorities } from '@/lib/connectors/connector';
import { type ActedBy, type ConnectorStore, type LaneAct } from '@/lib/connectors/connector-store';
import { actOn, type LaneStand } from '@/lib/connectors/lane-steps';
import { type JsonObject } from '@/lib/json/json';
import { type Connection } from '../engine/connection';
import { events } from '../schema';
import { connectorCalls, connectorLanes as lanes } from '../schema-connectors';
import { connectorTopics, toLane } from './connector-rows';
import { writeAudit } from './connector-writes';

/** What a person does with a lane. */
export function laneActs(connection: Connection): Pick<ConnectorStore, 'actOnLane'> {
  return {
    actOnLane: (connectorId, lane, act, by) =>
      connection.write(() => {
        const acted = actOnLane(connection, { connectorId, ...lane, act }, by);
        return { value: acted, topics: acted?.isChanged === true ? connectorTopics : [] };
      }),
  };
}

interface Asked {
  connectorId: number;
  key: string;
  isEvent: boolean;
  act: LaneAct;
}

function actOnLane(connection: Connection, { connectorId, key, isEvent, act }: Asked, by: ActedBy) {
  const { orm } = connection;
  const isAsked = and(eq(lanes.connectorId, connectorId), eq(lanes.key, key), eq(lanes.isEvent, isEvent));
  const row = orm.select().from(lanes).where(isAsked).get();
  if (row === undefined) return null;
  const failing = act === 'skip' ? nextEvent(connection, row) : undefined;
  const after = actOn(row, act, { atMs: by.atMs, failingSeq: failing?.seq ?? null });
  if (after === null) return { lane: toLane(row), isChanged: false };
  const changed = orm
    .update(lanes)
    .set({ ...after, facts: null, prio: lanePriorities.live })
    .where(eq(lanes.seq, row.seq))
    .returning()
    .get();
  if (failing !== undefined) {
    const call = { connectorId, laneKey: key, eventId: failing.id, eventType: failing.type, atMs: by.atMs };
    const act = 'post' as const;
    const skipped = {
      ...call,
      act,
      tookMs: 0,
      status: null,
      result: 'skipped' as const,
      excerpt: `Passed over by ${by.actor}`,
    };
    orm.insert(connectorCalls).values(skipped).run();
  }
  const detail: JsonObject = failing === undefined ? {} : { event: failing.id };
  writeAudit(
    connection,
    { id: connectorId, action: act === 'push' ? 'lane_pushed' : 'lane_event_skipped', detail },
    by,
  );
  return { lane: toLane(changed), isChanged: true };
}

/** The event that comes after everything that was carried on. */
function nextEvent({ orm }: Connection, lane: LaneStand & { key: string; isEvent: boolean }) {
  const { key, isEvent, doneSeq } = lane;
  return orm
    .select({ seq: events.seq, id: events.id, type: events.type })
    .from(events)
    .where(isEvent ? eq(events.id, key) : and(eq(events.subjectId, key), gt(events.seq, doneSeq)))
    .orderBy(asc(events.seq))
    .limit(1)
    .get();
}
