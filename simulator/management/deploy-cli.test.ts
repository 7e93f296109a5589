import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOf, objectOr, parseJson, textOf, without } from '../ground/json.ts';
import { STREAM_IDS } from '../seeds/stream-seeds.ts';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { M2M_CLIENT } from './access-tokens.ts';

const require = createRequire(import.meta.url);
const COMMAND = require.resolve('auth0-deploy-cli/lib/index.js');
// It starts slowly and waits of its own accord while it imports.
const PATIENCE_MS = 300_000;

let folder: string;
let simulator: RunningSimulator;
let api: ApiClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deploy-cli-'));
  simulator = await startSimulator({
    port: 0,
    httpsPort: 0,
    caFolder: folder,
    seed: 'stories',
    webhookUrl: 'https://dashboard.example.com/webhook',
  });
  api = await createApiClient(simulator.url);
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

/** Runs the command as its users do: a process of its own, settings in the environment, our CA trusted. */
async function deployCli(...args: string[]): Promise<void> {
  const { url = '', caFile = '' } = simulator.secure ?? {};
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOME: folder,
      NODE_EXTRA_CA_CERTS: caFile,
      AUTH0_DOMAIN: new URL(url).host,
      AUTH0_CLIENT_ID: M2M_CLIENT.id,
      AUTH0_CLIENT_SECRET: M2M_CLIENT.secret,
      AUTH0_INCLUDED_ONLY: '["eventStreams"]',
      AUTH0_ALLOW_DELETE: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code, output).toBe(0);
}

async function exported(name: string): Promise<Record<string, string>> {
  const output = join(folder, name);
  await deployCli('export', '--format=directory', `--output_folder=${output}`);
  const streams = join(output, 'event-streams');
  const files = await readdir(streams);
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(join(streams, file), 'utf8')] as const)),
  );
}

async function rawStreams(): Promise<Record<string, object>> {
  const { json } = await api.call('GET', 'event-streams');
  return Object.fromEntries(
    (listOf(json.eventStreams) ?? []).map((row) => [
      textOf(objectOr(row).name) ?? '',
      without(objectOr(row), 'updated_at'),
    ]),
  );
}

describe('the official deploy CLI, over https', () => {
  it(
    'exports the streams, brings one change in, and exports that change and nothing else',
    { timeout: PATIENCE_MS },
    async () => {
      const before = await exported('before');
      expect(Object.keys(before).toSorted()).toEqual(['Audit bus.json', 'CRM action.json', 'Users to dashboard.json']);
      const rawBefore = await rawStreams();

      const file = 'Users to dashboard.json';
      const subscriptions = [{ event_type: 'user.created' }, { event_type: 'group.created' }];
      const changed = JSON.stringify({ ...objectOr(parseJson(before[file] ?? '')), subscriptions }, null, 2);
      await writeFile(join(folder, 'before', 'event-streams', file), changed);
      await deployCli('import', `--input_file=${join(folder, 'before')}`);

      const after = await exported('after');
      expect({ ...after, [file]: parseJson(after[file] ?? '') }).toEqual({ ...before, [file]: parseJson(changed) });
      expect(await rawStreams()).toEqual({
        ...rawBefore,
        'Users to dashboard': { ...rawBefore['Users to dashboard'], subscriptions },
      });
      expect(objectOr(rawBefore['Users to dashboard']).id).toBe(STREAM_IDS.webhook);
    },
  );
});
