import { type PoolClient } from 'pg';
import { type PostgresConfig } from '../../../connectors/connector-config';
import { type ClaimedLane } from '../../../connectors/connector-store';
import { type Judgement } from '../../../connectors/judge-answer';
import { valueOf } from '../../../connectors/mirror-source';
import { columnText } from '../../../connectors/sql/column-text';
import { judgePostgres, troubleWords, unwritable } from '../../../connectors/sql/judge-postgres';
import { type Statement, type WrittenUser, writeStatements } from '../../../connectors/sql/postgres-statements';
import { secondMs } from '../../../spans';
import { type Pushed, type PushWork, type PushWorld } from '../push-work';
import { type Database, inTransaction, openDatabase, withClient } from './pools';
import { passwordSecret } from '../connector-secret';
import { describeTable, type TableColumn } from './table';
import { troubleOf } from './trouble';

/** Users in one statement. */
const usersAtOnce = 500;

/** Users that are begun in one second at most: a database sets its own pace. */
const usersPerSecond = 100_000;

/** How long a push may go on beginning statements, in ms. What it then has not tried is left: the lease is longer. */
const pushMs = 30 * secondMs;

interface OpenDatabase {
  /** What it was opened with: another password or address opens another. */
  key: string;
  database: Database;
}

/** By number of the connector. */
const databases = new Map<number, OpenDatabase>();

type World = PushWorld<PostgresConfig>;

/** Writes mirrored users into a table of the user's own, many in one statement. */
export const postgresWork: PushWork<PostgresConfig> = {
  mostPushes: 1,
  lanesInPush: usersAtOnce,
  perSecond: () => usersPerSecond,
  secretNames: [passwordSecret],
  push: async (world, lanes) => {
    const atMs = world.store.nowMs();
    const startedMs = performance.now();
    const outcomes = await pushAll(world, lanes);
    const tookMs = Math.round(performance.now() - startedMs);
    return lanes.map((lane) => pushedOf(lane, outcomes.get(lane.key) ?? null, { atMs, tookMs }));
  },
  end: async () => {
    const open = [...databases.values()];
    databases.clear();
    await Promise.all(open.map(({ database }) => database.end()));
  },
};

/** What came of a user: it is in step, perhaps with a word on how, or something stopped it. One without was not tried. */
type Outcome = { note: string | null } | { stopped: NonNullable<Pushed['stopped']> };

type Outcomes = Map<string, Outcome>;

function pushedOf(lane: ClaimedLane, outcome: Outcome | null, took: { atMs: number; tookMs: number }): Pushed {
  if (outcome === null) return { doneSeq: lane.doneSeq, calls: [], stopped: null };
  // The row has what all events until now have come to: no single one is named.
  const call = { eventId: null, eventType: null, act: 'write' as const, targets: null, status: null, ...took };
  if ('note' in outcome) {
    const calls = [{ ...call, result: 'done' as const, excerpt: outcome.note }];
    return { doneSeq: lane.wantedSeq, calls, stopped: null };
  }
  const { stopped } = outcome;
  const result = stopped.judgement.kind === 'refused' ? ('refused' as const) : ('failed' as const);
  return { doneSeq: lane.doneSeq, calls: [{ ...call, result, excerpt: stopped.error }], stopped };
}

async function pushAll(world: World, lanes: readonly ClaimedLane[]): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  const users = await world.store.carriedUsers(lanes.map(({ key }) => key));
  const byId = new Map(users.map((user) => [user.userId, user]));
  const written = lanes.flatMap(({ key, wantedSeq }) => {
    const user = byId.get(key);
    if (user === undefined) outcomes.set(key, { note: 'not in the mirror' });
    return user === undefined ? [] : [{ user, seq: wantedSeq }];
  });
  if (written.length === 0) return outcomes;
  const untilMs = performance.now() + pushMs;
  const mayGoOn = () => !world.isStopping() && performance.now() < untilMs;
  try {
    await withClient(await databaseOf(world), async (client) => {
      const columns = await describeTable(client, world.config);
      await writeHalving({ client, config: world.config, columns, mayGoOn }, written, outcomes);
    });
  } catch (error) {
    for (const { key } of lanes) if (!outcomes.has(key)) outcomes.set(key, stoppedBy(error));
  }
  return outcomes;
}

interface Table {
  client: PoolClient;
  config: PostgresConfig;
  columns: readonly TableColumn[];
  /** Whether more statements may begin. */
  mayGoOn: () => boolean;
}

/** Writes all of them, or, where one does not fit or has to wait, halves, until that one stands alone. */
async function writeHalving(table: Table, users: readonly WrittenUser[], outcomes: Outcomes): Promise<void> {
  if (users.length === 0 || !table.mayGoOn()) return;
  try {
    const inStep = await write(table, users);
    for (const one of users) outcomes.set(one.user.userId, { note: inStep.has(one) ? null : 'the row was newer' });
  } catch (error) {
    const { kind } = judgePostgres(troubleOf(error));
    if (kind !== 'value' && kind !== 'busy') throw error;
    // The whole table may be locked: one by one they would wait for hours.
    const isAlone = users.length === 1 || (kind === 'busy' && !table.mayGoOn());
    if (!isAlone) return writeHalves(table, users, outcomes);
    for (const one of users) {
      const { stopped } = stoppedBy(error);
      outcomes.set(one.user.userId, { stopped: { ...stopped, error: refusal(table, one, error) } });
    }
  }
}

async function writeHalves(table: Table, users: readonly WrittenUser[], outcomes: Outcomes): Promise<void> {
  const middle = Math.ceil(users.length / 2);
  await writeHalving(table, users.slice(0, middle), outcomes);
  await writeHalving(table, users.slice(middle), outcomes);
}

/** Writes all of them or throws. Those whose rows are in step; the rows of the others are newer. */
async function write({ client, config, columns }: Table, users: readonly WrittenUser[]): Promise<Set<WrittenUser>> {
  const statements = statementsFor(config, columns, users);
  return inTransaction(client, async () => {
    const inStep = new Set<WrittenUser>();
    for (const { text, values, users: named } of statements) {
      const { rows } = await client.query<{ n: number }>(text, values);
      for (const { n } of rows) {
        const one = named[n - 1];
        if (one !== undefined) inStep.add(one);
      }
    }
    return inStep;
  });
}

function statementsFor(
  config: PostgresConfig,
  columns: readonly TableColumn[],
  users: readonly WrittenUser[],
): Statement[] {
  try {
    return writeStatements(config, new Map(columns.map(({ name, type }) => [name, type])), users);
  } catch (error) {
    // The fault of one user's values, as much as one that PostgreSQL finds.
    throw Object.assign(new Error('Values cannot be written', { cause: error }), { code: unwritable });
  }
}

/** What does not fit, and where: PostgreSQL does not say which column a value is too long for. */
function refusal({ config, columns }: Table, { user }: WrittenUser, error: unknown): string {
  const trouble = troubleOf(error);
  const limits = new Map(columns.map(({ name, mostCharacters }) => [name, mostCharacters]));
  for (const { source, column } of trouble.code === '22001' ? config.columns : []) {
    const length = Array.from(columnText(valueOf(source, user)) ?? '').length;
    const most = limits.get(column) ?? null;
    if (most !== null && length > most) return `${column} takes ${most} characters, the value has ${length}`;
  }
  return troubleWords(trouble);
}

function stoppedBy(error: unknown): { stopped: NonNullable<Pushed['stopped']> } {
  const trouble = troubleOf(error);
  return { stopped: { judgement: judgementOf(trouble), error: troubleWords(trouble) } };
}

function judgementOf(trouble: ReturnType<typeof troubleOf>): Exclude<Judgement, { kind: 'taken' }> {
  const judged = judgePostgres(trouble);
  switch (judged.kind) {
    case 'hold':
      return judged;
    case 'value':
      return { kind: 'refused', reason: 'value_refused' };
    case 'busy':
      return { kind: 'failed', isOutage: false, isAnswered: true };
    case 'away':
      return { kind: 'away' };
  }
}

async function databaseOf({ connector, config, secrets, guard }: World): Promise<Database> {
  const password = secrets.get(passwordSecret) ?? '';
  const key = JSON.stringify([config.host, config.port, config.database, config.user, config.tls, password]);
  const known = databases.get(connector.id);
  if (known?.key === key) return known.database;
  const database = await openDatabase({ config, password, guard });
  databases.set(connector.id, { key, database });
  // Not waited for: a push of before may still be using it.
  void known?.database.end();
  return database;
}
