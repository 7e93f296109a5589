import { and, eq, sql } from 'drizzle-orm';
import { type Settlement } from '@/lib/connectors/connector-store';
import { type LaneStand } from '@/lib/connectors/lane-steps';
import { type ReviewFacts } from '@/lib/connectors/records/record';
import { type Connection } from '../engine/connection';
import { connectorLanes as lanes } from '../schema-connectors';
import { type LaneRow } from './connector-rows';

/** What of a lane every settlement writes. */
export interface SettledLane {
  seq: number;
  after: LaneStand;
  isOpen: boolean;
  decision: LaneRow['decision'];
  facts: ReviewFacts | null;
  pushedAtMs: number | null;
}

/** The rows that a settlement reads and writes: for each push, so that their statements are made once. */
export interface SettlementRows {
  /** The lane while it is in the hands of the push with this token. */
  inHand: (laneSeq: number, token: string) => LaneRow | undefined;
  saveLane: (lane: SettledLane) => void;
  removeLane: (laneSeq: number) => void;
  addCall: (of: Pick<Settlement, 'connectorId' | 'laneKey'>, call: Settlement['calls'][number]) => void;
  countHour: (connectorId: number, hourMs: number, made: { pushed: number; failed: number }) => void;
  /** Forgets the hours of a connector before a moment. */
  dropHours: (connectorId: number, beforeMs: number) => void;
}

/** Prepares them. To be called in transactions. */
export function settlementRows({ sql: database, orm }: Connection): SettlementRows {
  const isOurs = and(
    eq(lanes.seq, sql.placeholder('seq')),
    eq(lanes.leaseToken, sql.placeholder('token')),
    eq(lanes.state, 'running'),
  );
  const find = orm.select().from(lanes).where(isOurs).prepare();
  const save = database.prepare(
    `UPDATE connector_lanes SET state = ?, due_ms = ?, wanted_seq = ?, done_seq = ?, attempts = ?, reason = ?, error = ?,
       waiting_since_ms = ?, open = ?, decision = ?, facts = ?, lease_token = NULL, again = 0, pushed_at_ms = ?
     WHERE seq = ?`,
  );
  const remove = database.prepare('DELETE FROM connector_lanes WHERE seq = ?');
  const addCall = database.prepare(
    `INSERT INTO connector_calls (connector_id, lane_key, event_id, event_type, act, targets, at_ms, took_ms, status, result, excerpt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const countHour = database.prepare(
    `INSERT INTO connector_hours (connector_id, hour_ms, pushed, failed) VALUES (?, ?, ?, ?)
     ON CONFLICT (connector_id, hour_ms) DO UPDATE SET pushed = pushed + excluded.pushed, failed = failed + excluded.failed`,
  );
  const dropHours = database.prepare('DELETE FROM connector_hours WHERE connector_id = ? AND hour_ms < ?');
  return {
    inHand: (seq, token) => find.get({ seq, token }),
    saveLane: ({ seq, after, isOpen, decision, facts, pushedAtMs }) => {
      const { state, dueMs, wantedSeq, doneSeq, attempts, reason, error, waitingSinceMs } = after;
      const stand = [state, dueMs, wantedSeq, doneSeq, attempts, reason, error, waitingSinceMs];
      save.run(...stand, Number(isOpen), decision, jsonOf(facts), pushedAtMs, seq);
    },
    removeLane: (seq) => void remove.run(seq),
    addCall: ({ connectorId, laneKey }, call) => {
      const { eventId, eventType, act, targets, atMs, tookMs, status, result, excerpt } = call;
      const about = [connectorId, laneKey, eventId, eventType, act, jsonOf(targets)];
      addCall.run(...about, atMs, tookMs, status, result, excerpt);
    },
    countHour: (connectorId, hourMs, { pushed, failed }) => void countHour.run(connectorId, hourMs, pushed, failed),
    dropHours: (connectorId, beforeMs) => void dropHours.run(connectorId, beforeMs),
  };
}

const jsonOf = (value: object | null) => (value === null ? null : JSON.stringify(value));
