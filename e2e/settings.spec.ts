import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { type App } from './app.ts';
import { freePort } from '../scripts/free-port.ts';
import { Program } from './program.ts';
import { ada, event } from './sample-events.ts';
import { expect, test } from './fixtures.ts';

const built = ['.next', 'dist', 'node_modules', 'lib', 'db', 'next.config.js', 'package.json'];

/** An installation of this build with an `.env` of its own: a folder that links to the build's parts. */
function installation(app: App, name: string, envFile: string): string {
  const folder = join(app.folder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const part of built) symlinkSync(resolve(part), join(folder, part));
  writeFileSync(join(folder, '.env'), envFile);
  return folder;
}

/** Everything that a server said that did not start. */
async function refusal(settings: Record<string, string>, cwd?: string): Promise<string> {
  const program = new Program(['dist/server.js'], settings, cwd === undefined ? {} : { cwd });
  await program.over;
  expect(program.exitCode).toBe(1);
  return program.output.join('');
}

function without(settings: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}

const post = (url: string, token: string) =>
  fetch(`${url}/webhook`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(event('user.created', ada())),
  }).then((response) => response.status);

test('a secret of an .env file lets in as it is written, and nothing shorter, before and after a page', async ({
  app,
}) => {
  await app.stop();
  const port = await freePort();
  const cwd = installation(app, 'quoted', `WEBHOOK_TOKEN='abc$def#ghi-0123456789' # the current one\nPORT=${port}\n`);
  const program = new Program(
    ['dist/server.js'],
    { ...without(app.settings, 'WEBHOOK_TOKEN'), HOST: 'localhost' },
    { cwd },
  );
  const url = `http://localhost:${port}`;
  try {
    await program.answers(`${url}/readyz`);
    for (let round = 0; round < 2; round += 1) {
      expect(await post(url, 'abc$def#ghi-0123456789')).toBe(204);
      for (const shorter of ['abc', 'abc#ghi-0123456789', "'abc$def#ghi-0123456789'"]) {
        expect(await post(url, shorter), shorter).toBe(401);
      }
      expect((await fetch(`${url}/sign-in`)).status).toBe(200);
    }
  } finally {
    await program.end();
  }
});

test('a line of an .env file that readers understand differently is refused with its number', async ({ app }) => {
  await app.stop();
  const file = ['# settings', 'WEBHOOK_TOKEN=abc$def#ghi-0123456789', 'WEBHOOK_BASIC=auth0:pa$$w0rd-0123456789'].join(
    '\n',
  );
  const said = await refusal(without(app.settings, 'WEBHOOK_TOKEN'), installation(app, 'bare', file));
  expect(said).toContain('WEBHOOK_TOKEN (.env line 2) holds a #');
  expect(said).toContain('WEBHOOK_BASIC (.env line 3) holds a $');
  expect(said).toContain('in single quotes');
  expect(said).not.toContain('0123456789');
});

test('a taken port and a wrong address name their setting, and the server does not say that it is ready', async ({
  app,
}) => {
  await app.stop();
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  try {
    const taken = await refusal({ ...app.settings, PORT: port, HOST: '127.0.0.1' });
    expect(taken).toContain(`PORT ${port} is taken`);
    expect(taken).not.toContain('ready');
    const astray = await refusal({ ...app.settings, PORT: '0', HOST: '192.0.2.1' });
    expect(astray).toContain('HOST 192.0.2.1 is no address of this machine');
    expect(astray).not.toContain('ready');
  } finally {
    holder.close();
  }
});
