import { copyFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, signIn, test } from './fixtures.ts';
import { inTime } from './in-time.ts';
import { ada, event } from './sample-events.ts';
import { holdWriteLock } from './write-lock.ts';

const stored = (file: string, id: string) => {
  const database = new Database(file, { readonly: true });
  try {
    const events = database.prepare('SELECT count(*) AS n FROM events WHERE id = ?').get(id);
    const receipts = database
      .prepare('SELECT count(*) AS n FROM receipts WHERE event_seq IN (SELECT seq FROM events WHERE id = ?)')
      .get(id);
    return { events, receipts };
  } finally {
    database.close();
  }
};

test('story 11: while another process holds the write lock the answer is 503 and nothing is kept; afterwards the same post is stored once', async ({
  app,
}) => {
  const body = event('user.created', ada());
  const letGo = await holdWriteLock(app.database);
  await inTime(app, 4_000, async () => {
    const refused = await app.post(body);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });
  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await letGo();
  expect(stored(app.database, body.id)).toEqual({ events: { n: 0 }, receipts: { n: 0 } });
  expect((await app.post(body)).status).toBe(204);
  expect(stored(app.database, body.id)).toEqual({ events: { n: 1 }, receipts: { n: 1 } });
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});

test('a short wait for the write lock is no refusal, and other requests are answered meanwhile', async ({ app }) => {
  const letGo = await holdWriteLock(app.database);
  const posting = app.post(event('user.created', ada()));
  await inTime(app, 1_000, async () => expect((await fetch(`${app.url}/healthz`)).status).toBe(200));
  await letGo();
  expect((await posting).status).toBe(204);
});

test('story 11: with a full database the answer is 503, pages still open, and with room again events are stored', async ({
  app,
  page,
}) => {
  test.setTimeout(120_000);
  const filler = () =>
    event('user.created', ada({ user_id: `auth0|${Math.random()}`, user_metadata: { pad: 'x'.repeat(200_000) } }));
  await app.post(event('user.created', ada()));
  await app.stop();
  await app.start(4 * 1024 * 1024);
  let refused: Response | null = null;
  for (let posts = 0; posts < 100 && refused === null; posts++) {
    const response = await app.post(filler());
    if (response.status !== 204) refused = response;
  }
  expect(refused?.status).toBe(503);
  const last = event('user.created', ada({ user_id: 'auth0|last', user_metadata: { pad: 'y'.repeat(200_000) } }));
  expect((await app.post(last)).status).toBe(503);
  expect(stored(app.database, last.id)).toEqual({ events: { n: 0 }, receipts: { n: 0 } });
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row').nth(1)).toBeVisible();
  await app.stop();
  await app.start();
  expect((await app.post(last)).status).toBe(204);
  expect(stored(app.database, last.id)).toEqual({ events: { n: 1 }, receipts: { n: 1 } });
});

const readiness = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  const answer: unknown = await response.json();
  return { status: response.status, answer };
};

const losses: [name: string, words: string, lose: (file: string) => void][] = [
  ['deleted', 'The database file was deleted or moved', (file) => rmSync(file)],
  ['moved', 'The database file was deleted or moved', (file) => renameSync(file, `${file}.moved`)],
  [
    'replaced',
    'Another file is at the path of the database',
    (file) => {
      copyFileSync(file, `${file}.copy`);
      renameSync(`${file}.copy`, file);
    },
  ],
  ['emptied', 'Another program wrote over the open database file', (file) => truncateSync(file)],
  [
    'written over by a copied backup',
    'Another program wrote over the open database file',
    (file) => {
      const database = new Database(file);
      database.exec(`VACUUM INTO '${file}.backup'`);
      database.close();
      copyFileSync(`${file}.backup`, file);
    },
  ],
];

for (const [name, words, lose] of losses) {
  test(`when the database file is ${name}, events are answered 503, and readiness, log and an open screen say so`, async ({
    app,
    page,
  }) => {
    expect((await app.post(event('user.created', ada()))).status).toBe(204);
    await signIn(page, app, 'viewer', '/');
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    lose(app.database);
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    expect((await app.post(event('user.created', ada({ user_id: 'auth0|late' })))).status).toBe(503);
    expect(await readiness(app.url)).toEqual({
      status: 503,
      answer: { status: 'database not writable', reason: words },
    });
    expect(app.output).toContain(words);
  });
}

test('once a moved database file is back, events are stored in it and the screen says no more', async ({
  app,
  page,
}) => {
  await signIn(page, app, 'viewer', '/');
  renameSync(app.database, `${app.database}.moved`);
  const alert = page.getByRole('alert').filter({ hasText: 'deleted or moved' });
  await expect(alert).toBeVisible();
  renameSync(`${app.database}.moved`, app.database);
  await expect(alert).toBeHidden();
  const body = event('user.created', ada());
  expect((await app.post(body)).status).toBe(204);
  expect(stored(app.database, body.id)).toEqual({ events: { n: 1 }, receipts: { n: 1 } });
  expect((await readiness(app.url)).status).toBe(200);
});
