import { AxeBuilder } from '@axe-core/playwright';
import { MariadbServer } from '../scripts/mariadb-server.ts';
import { PostgresServer } from '../scripts/postgres-server.ts';
import { expect, signIn, test } from './fixtures.ts';
import { sticksOut } from './sideways.ts';

test.use({
  appEnv: {
    CONNECTORS_KEY: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    CONNECTORS_ALLOW: '127.0.0.1,localhost',
  },
});

interface TestDatabase {
  address: string;
  password: string;
  query: (text: string) => Promise<Record<string, unknown>[]>;
  close: () => Promise<void>;
}

async function openPostgres(): Promise<TestDatabase> {
  const server = await PostgresServer.open();
  const { user, password, host, port } = server;
  return {
    ...{ address: `postgres://${user}:${password}@${host}:${port}/postgres?sslmode=disable`, password },
    query: (text) => server.query(text),
    close: () => server.close(),
  };
}

async function openMariadb(): Promise<TestDatabase> {
  const server = await MariadbServer.open();
  const { user, password, host, port } = server.account;
  return {
    ...{ address: `mysql://${user}:${password}@${host}:${port}/${server.database}?ssl-mode=DISABLED`, password },
    query: (text) => server.query(text),
    close: () => server.close(),
  };
}

const kinds = [
  { kind: 'PostgreSQL table', scheme: 'postgres', table: 'public.users', open: openPostgres },
  { kind: 'MySQL table', scheme: 'mysql', table: 'users', open: openMariadb },
];

for (const { kind, scheme, table, open } of kinds) {
  test(`story 17: a newcomer goes from a URL to a ${kind} with every user, which follows each change`, async ({
    page,
    app,
    tenant,
  }) => {
    const database = await open();
    try {
      const names = async () => (await database.query('SELECT name FROM users ORDER BY name')).map(({ name }) => name);
      const create = (name: string) =>
        tenant.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', {
          ...{ do: 'create', name },
          email: `${name}@example.test`,
        });
      await create('ada');
      await signIn(page, app, 'admin', '/connectors');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Connect a PostgreSQL table' }).click();
      await main.getByRole('radio', { name: kind }).click();
      await main.getByLabel('Name').fill('Customer database');
      const { address, password } = database;
      await main.getByLabel('Database', { exact: true }).fill('db.example.com');
      await main.getByRole('button', { name: 'Create the draft' }).click();
      await expect(main.getByText(`must be an address such as ${scheme}://`)).toBeVisible();
      await main.getByLabel('Database', { exact: true }).fill(address);
      await main.getByRole('button', { name: 'Create the draft' }).click();

      const check = main.getByRole('region', { name: 'Check' });
      await expect(check.getByText(`There is no table ${table} yet.`)).toBeVisible();
      await expect(main.getByRole('button', { name: 'Start' })).toBeDisabled();
      expect(await page.content()).not.toContain(password);
      await check.getByRole('button', { name: 'Run it' }).click();
      await expect(check.getByText('A row can be written: one was tried and taken back.')).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await sticksOut(page)).toEqual([]);
      await page.setViewportSize({ width: 1440, height: 900 });

      await main.getByRole('button', { name: 'Start' }).click();
      await expect.poll(names).toEqual(['ada']);
      await expect(main.getByRole('region', { name: 'Last calls' })).toBeVisible();
      await expect(main.getByRole('button', { name: 'Send a test message' })).toHaveCount(0);
      const { changes } = await create('bob');
      await expect.poll(names, { timeout: 30_000 }).toEqual(['ada', 'bob']);
      const userId = changes[0]?.object.user_id;
      await tenant.control('POST', '/users', { do: 'update', user_id: userId, patch: { name: 'bob two' } });
      await expect.poll(names, { timeout: 30_000 }).toEqual(['ada', 'bob two']);

      await main.getByRole('tab', { name: 'Users' }).click();
      await expect(main.getByRole('table').getByText('in step')).toHaveCount(2);
      await main.getByRole('tab', { name: 'Calls' }).click();
      await expect(main.getByRole('table').getByText('all changes').first()).toBeVisible();

      // A row that another hand has emptied is written again when that is asked for.
      await database.query(`UPDATE users SET name = NULL, last_event_processed = NULL WHERE name = 'ada'`);
      await main.getByRole('tab', { name: 'Settings' }).click();
      await main.getByRole('button', { name: 'Check the database' }).click();
      await expect(main.getByText('A row can be written: one was tried and taken back.')).toBeVisible();
      await main.getByRole('button', { name: 'Backfill…' }).click();
      await page.getByRole('button', { name: 'Backfill 2 users' }).click();
      await expect(main).toContainText('2 in step');
      await expect.poll(names, { timeout: 30_000 }).toEqual(['ada', 'bob two']);
      expect(await page.content()).not.toContain(password);
    } finally {
      await database.close();
    }
  });
}
