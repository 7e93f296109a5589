import { and, asc, eq, gt } from 'drizzle-orm';
import { type ConnectorStore } from '@/lib/connectors/connector-store';
import { type ReadConnection } from '../engine/read-connection';
import { connectorLanes as lanes } from '../schema-connectors';
import { linkOf, toLane } from './connector-rows';

/** Lanes as a comparison with the other side walks them. */
export function verifyReads(connection: ReadConnection): Pick<ConnectorStore, 'writerLanes' | 'lanesByKey'> {
  const { orm } = connection;
  return {
    writerLanes: (connectorId, { after, limit }) =>
      connection.read(() => {
        const isWriter = and(eq(lanes.connectorId, connectorId), eq(lanes.role, 'writer'), gt(lanes.recordId, after));
        const rows = orm.select().from(lanes).where(isWriter).orderBy(asc(lanes.recordId)).limit(limit).all();
        return rows.flatMap((row) => {
          const link = linkOf(row);
          return link === null ? [] : [{ key: row.key, state: row.state, pushedAtMs: row.pushedAtMs, link }];
        });
      }),
    lanesByKey: (connectorId, { after, limit }) =>
      connection.read(() => {
        const isNext = and(eq(lanes.connectorId, connectorId), gt(lanes.key, after), eq(lanes.isEvent, false));
        return orm.select().from(lanes).where(isNext).orderBy(asc(lanes.key)).limit(limit).all().map(toLane);
      }),
  };
}
