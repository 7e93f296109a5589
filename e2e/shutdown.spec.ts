import Database from 'better-sqlite3';
import { apiAs } from './api.ts';
import { expect, signIn, test } from './fixtures.ts';
import { inTime } from './in-time.ts';
import { ada, event } from './sample-events.ts';

test('SIGTERM ends open live streams, answers what is in flight, and leaves no acknowledged event behind', async ({
  app,
  tenant,
}) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const stream = await viewer.request('GET', '/api/live');
  expect(stream.status).toBe(200);
  const ended = stream.text();
  const sent = Array.from({ length: 200 }, (_, index) => event('user.created', ada({ user_id: `auth0|${index}` })));
  const answers = Promise.all(
    sent.map(async (body) => ({
      id: body.id,
      status: await app.post(body).then(
        (response) => response.status,
        () => 0,
      ),
    })),
  );
  await inTime(app, 10_000, () => app.stop('SIGTERM'));
  expect(await ended).toContain('event: hello');
  const acknowledged = (await answers).filter((answer) => answer.status === 204).map((answer) => answer.id);
  const database = new Database(app.database, { readonly: true });
  const stored = new Set(database.prepare('SELECT id FROM events').pluck().all());
  database.close();
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});

test('SIGTERM ends a server that a browser is looking at', async ({ app, page }) => {
  await signIn(page, app, 'viewer', '/events');
  await expect(page.getByRole('button', { name: /Live/ })).toBeVisible();
  await inTime(app, 5_000, () => app.stop('SIGTERM'));
});

test('the live stream resumes where a reader left off, and tells a stranger of another run to refetch', async ({
  app,
  tenant,
}) => {
  const viewer = await apiAs(app, tenant, 'viewer');
  const read = async (headers: Record<string, string>, until: RegExp) => {
    const response = await viewer.request('GET', '/api/live', { headers });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader !== undefined && !until.test(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
    await reader?.cancel();
    return text;
  };
  const hello = await read({}, /event: hello[\s\S]*\n\n/);
  const id = /id: (\S+)/.exec(hello)?.[1] ?? '';
  await app.post(event('user.created', ada()));
  await expect
    .poll(async () => read({ 'last-event-id': id }, /event: hello[\s\S]*?\n\n[\s\S]*/))
    .toContain('"topic":"events"');
  const stranger = await read({ 'last-event-id': 'another-1' }, /event: hello[\s\S]*\n\n/);
  expect(stranger).not.toContain('event: notice');
});
