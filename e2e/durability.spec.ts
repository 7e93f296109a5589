import Database from 'better-sqlite3';
import { ada, event } from './sample-events.ts';
import { expect, test } from './fixtures.ts';
import { type App } from './app.ts';

const ROUNDS = 10;
const SENDERS = 16;

/** Posts as fast as the answers come, until the server dies. Returns the ids that were answered 204. */
async function sendUntilDead(app: App, round: number, enough: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  let sent = 0;
  const sender = async () => {
    for (;;) {
      const id = `evt_round${round}_${sent++}`;
      const sending = app.post(event('user.created', ada({ user_id: `auth0|${round}-${sent % 50}` }), { id }));
      const status = await sending.then(
        (response) => response.status,
        () => null,
      );
      if (status === null) return;
      if (status === 204) acknowledged.push(id);
      if (acknowledged.length === 150) enough();
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return acknowledged;
}

test('kill -9 under full load loses no acknowledged event and keeps none twice', async ({ app }) => {
  test.setTimeout(180_000);
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let killed: Promise<void> = Promise.resolve();
    const ids = await sendUntilDead(app, round, () => {
      killed = app.stop('SIGKILL');
    });
    await killed;
    expect(ids.length).toBeGreaterThanOrEqual(150);
    acknowledged.push(...ids);
    await app.start();
  }
  await app.stop('SIGTERM');
  const database = new Database(app.database, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database
      .prepare<[], { id: string; count: number }>('SELECT id, count(*) AS count FROM events GROUP BY id')
      .all();
    const stored = new Map(rows.map((row) => [row.id, row.count]));
    const lost = acknowledged.filter((id) => stored.get(id) !== 1);
    expect(lost).toEqual([]);
    const orphans = database
      .prepare('SELECT count(*) AS n FROM receipts WHERE event_seq NOT IN (SELECT seq FROM events)')
      .get();
    expect(orphans).toEqual({ n: 0 });
  } finally {
    database.close();
  }
});
