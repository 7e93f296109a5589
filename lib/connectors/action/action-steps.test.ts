import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { actionCommands, actionFileName, actionYaml } from './action-steps';

const name = `O'Hara "CRM": $(rm -rf /)`;
const plain = 'OHara CRM rm -rf';
const types = ['user.created', 'user.updated', 'user.deleted'].map((event_type) => ({ event_type }));

/** Runs commands in a real shell, in which the CLI tells what it is called with, a line for each call. */
function shellReads(commands: string, folder: string): string[][] {
  const auth0 = [
    'auth0() {',
    `  { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\1'; } >> calls`,
    `  case "$2" in create) printf '{"id": "act_7"}';; esac`,
    '}',
    // Stands in for jq with the one filter that is used.
    `jq() { sed 's/.*"id": "\\([^"]*\\)".*/\\1/'; }`,
  ].join('\n');
  const script = `cd ${JSON.stringify(folder)}\n${auth0}\n${commands}\ncat calls\n`;
  const env = { ...process.env, HUBSPOT_TOKEN: "pat 'secret'" };
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8', env });
  return output
    .split('\u0001')
    .filter((call) => call !== '')
    .map((call) => call.split('\0').slice(0, -1));
}

test('the commands reach the Auth0 CLI with the code, the secret and the id of the Action, whatever the name holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'action-steps-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = actionFileName(7, 3);
  const code = `exports.onExecuteEventStream = async () => console.log("it's $HOME");`;
  writeFileSync(join(folder, file), code);
  const commands = actionCommands({ name, file });
  const [create, deploy, stream] = shellReads(commands, folder);
  expect(create).toEqual([
    ...['actions', 'create', '--name', plain, '--trigger', 'event-stream', '--runtime', 'node22', '--code', code],
    ...['--secret', "HUBSPOT_TOKEN=pat 'secret'", '--json'],
  ]);
  expect(deploy).toEqual(['actions', 'deploy', 'act_7']);
  expect(stream?.slice(0, 4)).toEqual(['api', 'post', 'event-streams', '--data']);
  expect(JSON.parse(stream?.[4] ?? '')).toEqual({
    name: `${plain} by Action`,
    subscriptions: types,
    destination: { type: 'action', configuration: { action_id: 'act_7' } },
  });
});

test('the file for the Deploy CLI is read by its own YAML reader as an Action and a stream that names it', () => {
  const deployCli = createRequire(import.meta.resolve('auth0-deploy-cli'));
  const { load } = z.object({ load: z.custom<(text: string) => unknown>() }).parse(deployCli('js-yaml'));
  expect(load(actionYaml({ name, file: 'crm.js' }))).toEqual({
    actions: [
      {
        name: plain,
        code: './crm.js',
        runtime: 'node22',
        deployed: true,
        dependencies: [],
        supported_triggers: [{ id: 'event-stream', version: 'v1' }],
        secrets: [{ name: 'HUBSPOT_TOKEN', value: '##HUBSPOT_TOKEN##' }],
      },
    ],
    eventStreams: [
      {
        name: `${plain} by Action`,
        subscriptions: types,
        destination: { type: 'action', configuration: { action_id: plain } },
      },
    ],
  });
});

test('a name of which nothing is left is replaced', () => {
  expect(actionYaml({ name: '顧客', file: 'crm.js' })).toContain('name: "Streamgauge connector"');
});
