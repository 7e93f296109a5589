import { type ClaimedLane } from '../../../connectors/connector-store';
import { type Judgement } from '../../../connectors/judge-answer';
import { type DatabaseTrouble } from '../../../connectors/sql/database-trouble';
import { type WrittenUser } from '../../../connectors/sql/written-columns';
import { type TableConfig } from '../../../connectors/table-config';
import { secondMs } from '../../../spans';
import { notMirrored, type Pushed, type PushWork, type PushWorld } from '../push-work';
import { type Database, type Dialect, type Table, type TableColumn } from './dialect';

/** Name of the secret that opens the database. */
export const passwordSecret = 'password';

/** Users in one statement. */
const usersAtOnce = 500;

/** Users that are begun in one second at most: a database sets its own pace. */
const usersPerSecond = 100_000;

/** How long a push may go on beginning statements, in ms. What it then has not tried is left: the lease is longer. */
const pushMs = 30 * secondMs;

/** What came of a user: it is in step, perhaps with a word on how, or something stopped it. One without was not tried. */
type Outcome = { note: string | null } | { stopped: NonNullable<Pushed['stopped']> };

type Outcomes = Map<string, Outcome>;

/** Writes mirrored users into a table of the user's own, many in one statement. */
export function tableWork<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
): PushWork<Config> {
  const databases = new OpenDatabases(dialect);
  return {
    mostPushes: 1,
    lanesInPush: usersAtOnce,
    perSecond: () => usersPerSecond,
    secretNames: [passwordSecret],
    push: async (world, lanes) => {
      const atMs = world.store.nowMs();
      const startedMs = performance.now();
      const outcomes = await pushAll(dialect, databases, world, lanes);
      const tookMs = Math.round(performance.now() - startedMs);
      return lanes.map((lane) => pushedOf(lane, outcomes.get(lane.key) ?? null, { atMs, tookMs }));
    },
    end: () => databases.end(),
  };
}

/** Connections of each connector, kept from one push to the next. */
class OpenDatabases<Config extends TableConfig, Client, Column extends TableColumn> {
  readonly #dialect: Dialect<Config, Client, Column>;
  /** By number of the connector. `key`: what it was opened with; another password or address opens another. */
  readonly #open = new Map<number, { key: string; database: Database<Client> }>();

  constructor(dialect: Dialect<Config, Client, Column>) {
    this.#dialect = dialect;
  }

  async of({ connector, config, secrets, guard }: PushWorld<Config>): Promise<Database<Client>> {
    const password = secrets.get(passwordSecret) ?? '';
    const key = JSON.stringify([config.host, config.port, config.database, config.user, config.tls, password]);
    const known = this.#open.get(connector.id);
    if (known?.key === key) return known.database;
    const database = await this.#dialect.open({ config, password, guard });
    this.#open.set(connector.id, { key, database });
    // Not waited for: a push of before may still be using it.
    void known?.database.end();
    return database;
  }

  async end(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map(({ database }) => database.end()));
  }
}

function pushedOf(lane: ClaimedLane, outcome: Outcome | null, took: { atMs: number; tookMs: number }): Pushed {
  if (outcome === null) return { doneSeq: lane.doneSeq, calls: [], stopped: null };
  // The row has what all events until now have come to: no single one is named.
  const call = { eventId: null, eventType: null, act: 'write' as const, targets: null, status: null, ...took };
  if ('note' in outcome) {
    const calls = [{ ...call, result: 'done' as const, excerpt: outcome.note }];
    return { doneSeq: lane.wantedSeq, calls, stopped: null };
  }
  const { stopped } = outcome;
  if (stopped === notMirrored) return { doneSeq: lane.wantedSeq, calls: [], stopped };
  const result = stopped.judgement.kind === 'refused' ? ('refused' as const) : ('failed' as const);
  return { doneSeq: lane.doneSeq, calls: [{ ...call, result, excerpt: stopped.error }], stopped };
}

async function pushAll<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  databases: OpenDatabases<Config, Client, Column>,
  world: PushWorld<Config>,
  lanes: readonly ClaimedLane[],
): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  const users = await world.store.carriedUsers(lanes.map(({ key }) => key));
  const byId = new Map(users.map((user) => [user.userId, user]));
  const written = lanes.flatMap(({ key, wantedSeq }) => {
    const user = byId.get(key);
    if (user === undefined) outcomes.set(key, { stopped: notMirrored });
    return user === undefined ? [] : [{ user, seq: wantedSeq }];
  });
  if (written.length === 0) return outcomes;
  const untilMs = performance.now() + pushMs;
  const mayGoOn = () => !world.isStopping() && performance.now() < untilMs;
  try {
    const database = await databases.of(world);
    await database.withClient(async (client) => {
      const table = { config: world.config, columns: await dialect.describe(client, world.config) };
      await new TableWriter({ dialect, client, table, mayGoOn, outcomes }).write(written);
    });
  } catch (error) {
    const stopped = stoppedBy(dialect, dialect.troubleOf(error));
    for (const { key } of lanes) if (!outcomes.has(key)) outcomes.set(key, stopped);
  }
  return outcomes;
}

interface WriterParts<Config extends TableConfig, Client, Column extends TableColumn> {
  dialect: Dialect<Config, Client, Column>;
  client: Client;
  table: Table<Config, Column>;
  /** Whether more statements may begin. */
  mayGoOn: () => boolean;
  outcomes: Outcomes;
}

class TableWriter<Config extends TableConfig, Client, Column extends TableColumn> {
  readonly #parts: WriterParts<Config, Client, Column>;

  constructor(parts: WriterParts<Config, Client, Column>) {
    this.#parts = parts;
  }

  /** Writes all of them, or, where one does not fit or has to wait, halves, until that one stands alone. */
  async write(users: readonly WrittenUser[]): Promise<void> {
    const { dialect, client, table, mayGoOn, outcomes } = this.#parts;
    if (users.length === 0 || !mayGoOn()) return;
    try {
      const inStep = await dialect.inTransaction(client, () => dialect.write(client, table, users));
      for (const one of users) outcomes.set(one.user.userId, { note: inStep.has(one) ? null : 'the row was newer' });
    } catch (error) {
      await this.#settleRefused(users, error);
    }
  }

  /** Halves what was refused, or says why the one that is left was. Throws what halving does not help against. */
  async #settleRefused(users: readonly WrittenUser[], error: unknown): Promise<void> {
    const { dialect, table, mayGoOn, outcomes } = this.#parts;
    const trouble = dialect.troubleOf(error);
    const { kind } = dialect.judge(trouble);
    if (kind !== 'value' && kind !== 'busy') throw error;
    // The whole table may be locked: one by one they would wait for hours.
    const isAlone = users.length === 1 || (kind === 'busy' && !mayGoOn());
    if (!isAlone) return this.#writeHalves(users);
    const { stopped } = stoppedBy(dialect, trouble);
    for (const one of users) {
      const told = dialect.lengthTrouble(table, one, trouble) ?? stopped.error;
      outcomes.set(one.user.userId, { stopped: { ...stopped, error: told } });
    }
  }

  async #writeHalves(users: readonly WrittenUser[]): Promise<void> {
    const middle = Math.ceil(users.length / 2);
    await this.write(users.slice(0, middle));
    await this.write(users.slice(middle));
  }
}

type Judge = Pick<Dialect<TableConfig, never, TableColumn>, 'judge' | 'words'>;

function stoppedBy(dialect: Judge, trouble: DatabaseTrouble): { stopped: NonNullable<Pushed['stopped']> } {
  return { stopped: { judgement: judgementOf(dialect, trouble), error: dialect.words(trouble) } };
}

/** What a trouble of a database means for what was asked of it. */
export function judgementOf(dialect: Judge, trouble: DatabaseTrouble): Exclude<Judgement, { kind: 'taken' }> {
  const judged = dialect.judge(trouble);
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
