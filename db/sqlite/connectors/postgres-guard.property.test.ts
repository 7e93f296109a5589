import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { type PostgresConfig, postgresDefaults } from '@/lib/connectors/table-config';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { createTable, writeStatements } from '@/lib/connectors/sql/postgres-statements';
import { PostgresServer } from '@/scripts/postgres-server';

const columns = [{ source: 'name', column: 'name' }];
const types = new Map([
  ['user_id', 'text'],
  ['name', 'text'],
  ['last_event_processed', 'timestamp with time zone'],
  ['sync_seq', 'bigint'],
  ['deleted_at', 'timestamp with time zone'],
]);

let server: PostgresServer;
let client: Client;

beforeAll(async () => {
  server = await PostgresServer.open();
  const { host, port, database, user, password } = server;
  client = new Client({ host, port, database, user, password });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await server.close();
});

const configOf = (deletion: PostgresConfig['deletion']): PostgresConfig => {
  const { host, port, database, user } = server;
  return { ...postgresDefaults, columns, host, port, database, user, tls: 'off', deletion };
};

/** What the mirror was after each event: times never go back, several may share one, and the number always rises. */
const history = fc
  .array(fc.record({ stepMs: fc.nat({ max: 1 }), isDeleted: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    let timeMs = 1_000;
    return steps.map(({ stepMs, isDeleted }, index): { user: CarriedUser; seq: number } => {
      timeMs += stepMs;
      const user = {
        ...{ userId: 'auth0|ada', profile: { name: `Name ${index}` }, connections: [], isBlocked: false },
        deletedAtMs: isDeleted ? timeMs : null,
        newestEventMs: timeMs,
      };
      return { user, seq: index + 1 };
    });
  });

test.each(['mark', 'empty'] as const)(
  'P3: whatever the order and repetition in which two writers come, the row is that of the newest state (%s)',
  async (deletion) => {
    const config = configOf(deletion);
    const runs = history.chain((states) =>
      fc.record({
        states: fc.constant(states),
        order: fc.shuffledSubarray([...states, ...states], { minLength: states.length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ({ states, order }) => {
        await client.query(`DROP TABLE IF EXISTS users; ${createTable(config)}`);
        const newest = states.at(-1);
        if (newest === undefined) return;
        // Whatever came in between, the newest state was pushed at some time.
        const middle = Math.floor(order.length / 2);
        for (const state of [...order.slice(0, middle), newest, ...order.slice(middle)]) {
          for (const { text, values } of writeStatements(config, types, [state])) await client.query(text, values);
        }
        const { rows } = await client.query<{ name: string | null; deleted_at: Date | null; sync_seq: string }>(
          'SELECT name, deleted_at, sync_seq FROM users',
        );
        const [row] = rows;
        expect(row?.sync_seq).toBe(String(newest.seq));
        expect(row?.deleted_at?.getTime() ?? null).toBe(newest.user.deletedAtMs);
        const isEmptied = newest.user.deletedAtMs !== null && deletion === 'empty';
        expect(row?.name).toBe(isEmptied ? null : newest.user.profile.name);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);
