import { and, count, desc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { type AuditAction } from '@/lib/audit/audit';
import { type HoldReason } from '@/lib/connectors/connector';
import { type ActedBy, type ConnectorStore } from '@/lib/connectors/connector-store';
import { type JsonObject } from '@/lib/json/json';
import { type Connection } from '../engine/connection';
import { audit, events } from '../schema';
import { connectors, connectorSecrets } from '../schema-connectors';
import { type ConnectorRow, connectorTopics, toConnector } from './connector-rows';

type ConnectorWrites = Pick<
  ConnectorStore,
  'createConnector' | 'changeConnector' | 'switchConnector' | 'deleteConnector' | 'setConnectorSecrets'
>;

/** As many as one page can show, and as one turn of the engine can serve. */
const mostConnectors = 100;

/** Everything that a person changes of connectors. */
export function connectorWrites(connection: Connection): ConnectorWrites {
  return {
    createConnector: (connector, by) =>
      connection.write(() => {
        const made = create(connection, connector, by);
        return { value: made, topics: made === null ? [] : connectorTopics };
      }),
    changeConnector: (id, change, by) =>
      connection.write(() => {
        const changed = save(connection, { id, ...change }, by);
        return { value: changed, topics: changed?.result === 'saved' ? connectorTopics : [] };
      }),
    switchConnector: (id, to, by, unless) =>
      connection.write(() => {
        const switched = switchTo(connection, { id, to, unless }, by);
        return { value: switched, topics: switched?.isChanged === true ? connectorTopics : [] };
      }),
    deleteConnector: (id, by) =>
      connection.write(() => {
        const row = find(connection, id);
        if (row === undefined) return { value: false };
        update(connection, id, { state: 'paused', deletedAtMs: by.atMs });
        connection.orm.delete(connectorSecrets).where(eq(connectorSecrets.connectorId, id)).run();
        writeAudit(connection, { id, action: 'connector_deleted', detail: { name: row.name, kind: row.kind } }, by);
        return { value: true, topics: connectorTopics };
      }),
    setConnectorSecrets: (id, change, by) =>
      connection.write(() => {
        if (find(connection, id) === undefined) return { value: undefined };
        putSecrets(connection, { id, ...change }, by);
        const names = change.set.map(({ name }) => name);
        writeAudit(connection, { id, action: 'connector_secret_set', detail: { names } }, by);
        return { value: undefined, topics: connectorTopics };
      }),
  };
}

const isThere = isNull(connectors.deletedAtMs);

const find = ({ orm }: Connection, id: number) =>
  orm
    .select()
    .from(connectors)
    .where(and(eq(connectors.id, id), isThere))
    .get();

function isNameTaken({ orm }: Connection, name: string, exceptId: number): boolean {
  const isSame = sql`lower(${connectors.name}) = lower(${name})`;
  return (
    orm
      .select()
      .from(connectors)
      .where(and(isSame, ne(connectors.id, exceptId), isThere))
      .get() !== undefined
  );
}

/** To be called in a transaction. */
export function writeAudit(
  { orm }: Connection,
  { id, action, detail }: { id: number; action: AuditAction; detail: JsonObject },
  { actor, atMs }: ActedBy,
): void {
  orm
    .insert(audit)
    .values({ atMs, actor, action, target: `connector/${id}`, detail })
    .run();
}

type NewConnector = Parameters<ConnectorStore['createConnector']>[0];

function create(connection: Connection, { secrets, ...connector }: NewConnector, by: ActedBy) {
  const { orm } = connection;
  const known = orm.select({ count: count() }).from(connectors).where(isThere).get()?.count ?? 0;
  if (known >= mostConnectors || isNameTaken(connection, connector.name, 0)) return null;
  const row = orm
    .insert(connectors)
    .values({
      ...connector,
      state: 'draft',
      stateSinceMs: by.atMs,
      stateBy: by.actor,
      cursorSeq: 0,
      configVersion: 1,
      createdAtMs: by.atMs,
      createdBy: by.actor,
    })
    .returning()
    .get();
  putSecrets(connection, { id: row.id, set: secrets, drop: [] }, by);
  writeAudit(connection, { id: row.id, action: 'connector_created', detail: { name: row.name, kind: row.kind } }, by);
  return toConnector(row);
}

type Change = Parameters<ConnectorStore['changeConnector']>[1] & { id: number };

function save(connection: Connection, { id, name, config, ifVersion, changed, secrets = [] }: Change, by: ActedBy) {
  const row = find(connection, id);
  if (row === undefined) return null;
  if (row.configVersion !== ifVersion) return { connector: toConnector(row), result: 'outdated' as const };
  if (isNameTaken(connection, name, id)) return { connector: toConnector(row), result: 'name_taken' as const };
  const values = { name, config, configVersion: row.configVersion + 1 };
  const saved = update(connection, id, values) ?? row;
  putSecrets(connection, { id, set: secrets, drop: [] }, by);
  writeAudit(connection, { id, action: 'connector_changed', detail: { changed: [...changed] } }, by);
  return { connector: toConnector(saved), result: 'saved' as const };
}

function update({ orm }: Connection, id: number, values: Partial<ConnectorRow>): ConnectorRow | undefined {
  return orm.update(connectors).set(values).where(eq(connectors.id, id)).returning().get();
}

interface Switch {
  id: number;
  to: 'running' | 'paused';
  unless: HoldReason | undefined;
}

function switchTo(connection: Connection, { id, to, unless }: Switch, by: ActedBy) {
  const row = find(connection, id);
  if (row === undefined) return null;
  const isDraft = row.state === 'draft';
  // A draft has nothing to pause, and a pause would hide why one is held.
  const hasNothing = to === 'paused' && (isDraft || row.state === 'held');
  const isKept = row.holdReason !== null && row.holdReason === unless;
  if (row.state === to || hasNothing || isKept) return { connector: toConnector(row), isChanged: false };
  const values: Partial<ConnectorRow> = {
    state: to,
    stateSinceMs: by.atMs,
    stateBy: by.actor,
    holdReason: null,
    // A person who resumes wants to see now whether it works again.
    quietUntilMs: null,
    quietReason: null,
    ...(to === 'running' && marksOf(connection, row)),
  };
  const running = isDraft ? 'connector_started' : 'connector_resumed';
  writeAudit(connection, { id, action: to === 'paused' ? 'connector_paused' : running, detail: {} }, by);
  return { connector: toConnector(update(connection, id, values) ?? row), isChanged: true };
}

/** What a connector that starts or goes on takes the present end of the log for. */
function marksOf({ orm }: Connection, { state, holdReason }: ConnectorRow): Partial<ConnectorRow> {
  const isDraft = state === 'draft';
  if (!isDraft && holdReason !== 'mass_deletion') return {};
  const newest = orm
    .select({ seq: events.seq })
    .from(events)
    .where(gt(events.seq, 0))
    .orderBy(desc(events.seq))
    .limit(1)
    .get();
  const seq = newest?.seq ?? 0;
  // Whoever goes on has seen what was deleted until now.
  return isDraft ? { cursorSeq: seq } : { deletionsConfirmedSeq: seq };
}

interface SecretChange {
  id: number;
  set: readonly { name: string; sealed: string }[];
  drop: readonly string[];
}

function putSecrets({ orm }: Connection, { id, set, drop }: SecretChange, { actor, atMs }: ActedBy): void {
  const names = [...drop, ...set.map(({ name }) => name)];
  const isOld = and(eq(connectorSecrets.connectorId, id), inArray(connectorSecrets.name, names));
  if (names.length > 0) orm.delete(connectorSecrets).where(isOld).run();
  for (const { name, sealed } of set) {
    orm.insert(connectorSecrets).values({ connectorId: id, name, sealed, setAtMs: atMs, setBy: actor }).run();
  }
}
