import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { createTable } from '@/lib/connectors/sql/mysql-statements';
import { type MysqlConfig } from '@/lib/connectors/table-config';
import { type MysqlClient, openMysql } from '@/lib/server/connectors/mysql/connections';
import { mysqlDialect } from '@/lib/server/connectors/mysql/mysql-dialect';
import { type Database } from '@/lib/server/connectors/tables/dialect';
import { MariadbServer } from '@/scripts/mariadb-server';
import { loopback, mysqlConfigOn } from './testing/table-pushes';

let server: MariadbServer;
let databases: Database<MysqlClient>[];

beforeAll(async () => {
  server = await MariadbServer.open();
  const parts = { config: configOf('mark'), password: server.account.password, guard: loopback };
  databases = await Promise.all([openMysql(parts), openMysql(parts)]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.end()));
  await server.close();
});

const configOf = (deletion: MysqlConfig['deletion']) =>
  mysqlConfigOn(server, { columns: [{ source: 'name', column: 'name' }], deletion });

interface State {
  user: CarriedUser;
  seq: number;
}

/** What the mirror was after each event: times never go back, several may share one, and the number always rises. */
const history = fc
  .array(fc.record({ stepMs: fc.nat({ max: 1 }), isDeleted: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    let timeMs = Date.UTC(2026, 0, 1);
    return steps.map(({ stepMs, isDeleted }, index): State => {
      timeMs += stepMs;
      const user = {
        ...{ userId: 'auth0|ada', profile: { name: `Name ${index}` }, connections: [], isBlocked: false },
        deletedAtMs: isDeleted ? timeMs : null,
        newestEventMs: timeMs,
      };
      return { user, seq: index + 1 };
    });
  });

const runs = history.chain((states) =>
  fc.record({
    newest: fc.constant(states.at(-1)),
    order: fc.shuffledSubarray([...states, ...states], { minLength: states.length }),
    at: fc.nat(states.length),
  }),
);

/** One of two writers, each with a connection of its own, writes a state as a push does. */
async function writeOn(database: Database<MysqlClient> | undefined, config: MysqlConfig, state: State) {
  await database?.withClient(async (client) => {
    const table = { config, columns: await mysqlDialect.describe(client, config) };
    await mysqlDialect.inTransaction(client, () => mysqlDialect.write(client, table, [state]));
  });
}

test.each(['mark', 'empty'] as const)(
  'P3: whatever the order and repetition in which two writers come, the row is that of the newest state (%s)',
  async (deletion) => {
    const config = configOf(deletion);
    await server.query(`DROP TABLE IF EXISTS users; ${createTable(config)}`);
    await fc.assert(
      fc.asyncProperty(runs, async ({ newest, order, at }) => {
        if (newest === undefined) return;
        await server.query('DELETE FROM users');
        // Whatever came in between, the newest state was pushed at some time.
        const pushed = order.toSpliced(at, 0, newest);
        for (const [index, state] of pushed.entries()) await writeOn(databases[index % 2], config, state);
        const [row] = await server.query('SELECT name, deleted_at, sync_seq FROM users');
        const deletedAt = typeof row?.deleted_at === 'string' ? Date.parse(`${row.deleted_at}Z`) : null;
        expect(row?.sync_seq).toBe(String(newest.seq));
        expect(deletedAt).toBe(newest.user.deletedAtMs);
        const isEmptied = newest.user.deletedAtMs !== null && deletion === 'empty';
        expect(row?.name).toBe(isEmptied ? null : newest.user.profile.name);
      }),
      { numRuns: 60 },
    );
  },
);
