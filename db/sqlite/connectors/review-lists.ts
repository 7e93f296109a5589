import { desc, inArray } from 'drizzle-orm';
import { type ReviewReason } from '@/lib/connectors/connector';
import { type ConnectorLane, type ReviewQuery } from '@/lib/connectors/connector-store';
import { type Page, type PageRequest } from '@/lib/page';
import { mergeNewest, mergeOldest, readPage, type SeqSource } from '../engine/keyset';
import { type ReadConnection } from '../engine/read-connection';
import { connectorLanes as lanes } from '../schema-connectors';
import { toConnectorLane } from './connector-rows';

const isThere = 'connector_id IN (SELECT id FROM connectors WHERE deleted_at_ms IS NULL)';

/** Prepares the lists of what waits for a person: each is a walk of one index, or of one for each connector and reason. */
export function reviewLists({
  sql,
  orm,
}: ReadConnection): (query: ReviewQuery, page: PageRequest) => Page<ConnectorLane> {
  const walks = (direction: 'ASC' | 'DESC') => {
    const rest = `AND ifnull(waiting_since_ms, 0) >= ? AND seq > ? AND seq < ? ORDER BY seq ${direction} LIMIT ?`;
    return {
      all: sql
        .prepare<[number, number, number, number], number>(
          `SELECT seq FROM connector_lanes INDEXED BY connector_lanes_reviews
           WHERE state = 'review' AND ${isThere} ${rest}`,
        )
        .pluck(),
      ofConnector: sql
        .prepare<[number, number, number, number, number], number>(
          `SELECT seq FROM connector_lanes INDEXED BY connector_lanes_state
           WHERE connector_id = ? AND state = 'review' AND ${isThere} ${rest}`,
        )
        .pluck(),
      ofReason: sql
        .prepare<[number, ReviewReason, number, number, number, number], number>(
          `SELECT seq FROM connector_lanes INDEXED BY connector_lanes_reason
           WHERE connector_id = ? AND state = 'review' AND reason = ? ${rest}`,
        )
        .pluck(),
    };
  };
  const [down, up] = [walks('DESC'), walks('ASC')];
  const there = sql.prepare<[], number>('SELECT id FROM connectors WHERE deleted_at_ms IS NULL').pluck();
  const ofReason = (id: number, reason: ReviewReason, sinceMs: number): SeqSource => ({
    newest: ({ above, below }, limit) => down.ofReason.all(id, reason, sinceMs, above, below, limit),
    oldest: ({ above, below }, limit) => up.ofReason.all(id, reason, sinceMs, above, below, limit),
  });
  const sourceOf = ({ connectorId, reasons, sinceMs = 0 }: ReviewQuery): SeqSource => {
    if (reasons !== undefined) {
      const ids = there.all().filter((id) => connectorId === undefined || id === connectorId);
      const sources = ids.flatMap((id) => reasons.map((reason) => ofReason(id, reason, sinceMs)));
      return {
        newest: (range, limit) => mergeNewest(sources, range, limit),
        oldest: (range, limit) => mergeOldest(sources, range, limit),
      };
    }
    if (connectorId === undefined) {
      return {
        newest: ({ above, below }, limit) => down.all.all(sinceMs, above, below, limit),
        oldest: ({ above, below }, limit) => up.all.all(sinceMs, above, below, limit),
      };
    }
    return {
      newest: ({ above, below }, limit) => down.ofConnector.all(connectorId, sinceMs, above, below, limit),
      oldest: ({ above, below }, limit) => up.ofConnector.all(connectorId, sinceMs, above, below, limit),
    };
  };
  return (query, page) =>
    readPage(sourceOf(query), page, (seqs) =>
      orm.select().from(lanes).where(inArray(lanes.seq, seqs)).orderBy(desc(lanes.seq)).all().map(toConnectorLane),
    );
}
