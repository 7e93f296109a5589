import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parse as parseHcl } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { startSimulator } from '../testing/simulated-tenant';
import { parseStream } from '../../streams/stream';
import { streamDraft, type StreamDraft } from '../../streams/stream-draft';
import { bodyOf, createCommands, updateCommands } from '../../streams/commands/stream-commands';

const run = promisify(execFile);

const secrets = {
  WEBHOOK_TOKEN: 'token-0123456789',
  WEBHOOK_PASSWORD: 'pass-0123456789',
  WEBHOOK_SECRET: 'value-0123456789',
};

const events = [{ event_type: 'user.created' }, { event_type: 'organization.member.added' }];

/** Text that a shell, HCL or YAML would read as more than text. */
const hostile = 'It\'s "${x}" %{y} `z` $HOME \\n ##A## # :';

const webhook = (authorization: object) => ({
  type: 'webhook',
  configuration: {
    webhook_endpoint: 'https://gauge.example.com/webhook?a=1&b=$c',
    webhook_authorization: authorization,
  },
});

const drafts: [string, object][] = [
  ['bearer', webhook({ method: 'bearer', token: 'never-shown-0123456789' })],
  ['basic', webhook({ method: 'basic', username: 'ada', password: 'never-shown-0123456789' })],
  [
    'custom header',
    webhook({ method: 'custom_header', header_key: 'X-Gauge', header_value: 'never-shown-0123456789' }),
  ],
  ['EventBridge', { type: 'eventbridge', configuration: { aws_account_id: '123456789012', aws_region: 'eu-west-1' } }],
];

const draftOf = (name: string, destination: object, status = 'enabled'): StreamDraft =>
  streamDraft.parse({ name, status, subscriptions: events, destination });

/** The draft as the commands send it: with the secrets of the shell. */
const sentOf = (draft: StreamDraft): unknown =>
  JSON.parse(
    JSON.stringify(draft)
      .replace(/"token":"never[^"]*"/, `"token":"${secrets.WEBHOOK_TOKEN}"`)
      .replace(/"password":"never[^"]*"/, `"password":"${secrets.WEBHOOK_PASSWORD}"`)
      .replace(/"header_value":"never[^"]*"/, `"header_value":"${secrets.WEBHOOK_SECRET}"`),
  );

const simulator = await startSimulator();
afterAll(() => simulator.stop());
const tenant = new URL(simulator.url).host;

async function managementToken(): Promise<string> {
  const response = await fetch(`${simulator.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'streamgauge-m2m',
      client_secret: 'streamgauge-m2m-secret-for-local-use-only-0000',
      audience: `${simulator.url}/api/v2/`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

/** Runs a text in bash; `auth0` only prints its arguments, each ended by a NUL. */
async function bash(text: string, env: Record<string, string> = {}): Promise<string> {
  const stand = `auth0() { printf '%s\\0' "$@"; }\n`;
  const { stdout } = await run('bash', ['-c', `${stand}${text}\n`], {
    env: { ...process.env, ...secrets, ...env },
  });
  return stdout;
}

describe.each(drafts)('the commands for %s', (kind, destination) => {
  const draft = draftOf(`${hostile} ${kind}`, destination);
  const commands = createCommands(draft, { tenant });

  it('hold no secret', () => {
    expect(JSON.stringify(commands)).not.toContain('never-shown');
  });

  it('make the same event stream by cURL, as it is printed', async () => {
    const made: unknown = JSON.parse(await bash(commands.curl, { MANAGEMENT_TOKEN: await managementToken() }));
    const stream = parseStream(made);
    expect(stream, JSON.stringify(made)).not.toBeNull();
    const expected = JSON.parse(
      JSON.stringify(draft, (key, value: unknown) =>
        ['token', 'password', 'header_value'].includes(key) ? undefined : value,
      ),
    ) as object;
    expect(stream === null ? null : bodyOf(stream)).toEqual(expected);
  });

  it('say the same to the Auth0 CLI', async () => {
    const words = (await bash(commands.cli)).split('\0').slice(0, -1);
    expect(words.slice(0, 2)).toEqual(['event-streams', 'create']);
    const flags = Object.fromEntries(
      words.slice(2).flatMap((word, index, all) => (index % 2 === 0 ? [[word, all[index + 1] ?? '']] : [])),
    );
    expect({
      name: flags['--name'],
      status: 'enabled',
      subscriptions: flags['--subscriptions']?.split(',').map((type) => ({ event_type: type })),
      destination: { type: flags['--type'], configuration: JSON.parse(flags['--configuration'] ?? '') as unknown },
    }).toEqual(sentOf(draft));
  });

  it('say the same in Terraform', async () => {
    const parsed = (await parseHcl('main.tf', commands.terraform)) as Record<
      string,
      Record<string, Record<string, unknown[]>>
    >;
    const [resource] = Object.values(parsed.resource?.auth0_event_stream ?? {});
    expect(resource?.[0]).toMatchObject({
      name: hclRead(draft.name ?? ''),
      destination_type: draft.destination.type,
      status: 'enabled',
      subscriptions: events.map(({ event_type: type }) => type),
    });
    const [block] =
      (resource?.[0] as Record<string, Record<string, unknown>[]>)[`${draft.destination.type}_configuration`] ?? [];
    expect(configurationOfHcl(block ?? {}, Object.keys(parsed.variable ?? {}))).toEqual(
      (sentOf(draft) as StreamDraft).destination.configuration,
    );
  });

  it('say the same to the Deploy CLI, whose keywords are the secrets', () => {
    const filled = Object.entries(secrets).reduce(
      (text, [name, value]) => text.replaceAll(`##${name}##`, value),
      commands.deployCli,
    );
    expect(parseYaml(filled)).toEqual({ eventStreams: [sentOf(draft)] });
  });
});

/** The parser gives templates back as they are written. */
const hclRead = (text: string) => text.replaceAll('${', () => '$${').replaceAll('%{', '%%{');

function configurationOfHcl(block: Record<string, unknown>, variables: readonly string[]): unknown {
  const read = Object.entries(block).flatMap(([key, value]): [string, unknown][] => {
    if (key.endsWith('_wo_version')) return [];
    if (Array.isArray(value)) return [[key, configurationOfHcl(value[0] as Record<string, unknown>, variables)]];
    const variable = /^\$\{var\.(\w+)\}$/.exec(String(value))?.[1];
    if (variable === undefined) return [[key, value]];
    expect(variables).toContain(variable);
    return [[key.replace(/_wo$/, ''), secrets[variable.toUpperCase() as keyof typeof secrets]]];
  });
  return Object.fromEntries(read);
}

describe('the commands', () => {
  it('make a disabled event stream in one act, so that it delivers nothing before', async () => {
    const draft = draftOf('Off', webhook({ method: 'bearer', token: 'never-shown-0123456789' }), 'disabled');
    const words = (await bash(createCommands(draft, { tenant }).cli)).split('\0');
    expect(words.slice(0, 3)).toEqual(['api', 'post', 'event-streams']);
    expect(JSON.parse(words[4] ?? '')).toEqual(sentOf(draft));
  });

  it('name an Action by its name to the Deploy CLI, and by its id to everybody else', () => {
    const draft = draftOf('CRM', { type: 'action', configuration: { action_id: 'a0-id' } });
    const { deployCli, terraform, json } = createCommands(draft, { tenant, actionName: 'To CRM' });
    expect(deployCli).toContain('action_id: "To CRM"');
    expect([terraform, json].every((text) => text.includes('"a0-id"'))).toBe(true);
  });

  it('give names to the shell and to YAML as they are', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (name) => {
      fc.pre(!name.includes('\0') && !/^-/.test(name));
      const draft = draftOf(name, webhook({ method: 'bearer', token: 'never-shown-0123456789' }));
      const { cli, deployCli } = createCommands(draft, { tenant });
      expect((await bash(cli)).split('\0')[3]).toBe(name);
      expect(parseYaml(deployCli)).toMatchObject({ eventStreams: [{ name }] });
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it('change what a patch says and nothing else, save where a tool describes the whole', async () => {
    const stream = parseStream({
      ...{ id: 'est_1', name: 'Old', status: 'enabled', subscriptions: events },
      destination: webhook({ method: 'basic', username: 'ada' }),
    });
    if (stream === null) throw new Error('not parsed');
    const { cli, curl, json, terraform, deployCli } = updateCommands(stream, { name: 'New' }, { tenant });
    expect((await bash(cli)).split('\0').slice(0, -1)).toEqual(['event-streams', 'update', 'est_1', '--name', 'New']);
    expect(curl).toContain(`-X PATCH http://${tenant}/api/v2/event-streams/est_1`);
    expect(JSON.parse(json)).toEqual({ name: 'New' });
    expect(terraform).toContain('password_wo         = var.webhook_password');
    expect(parseYaml(deployCli)).toMatchObject({ eventStreams: [{ name: 'New', subscriptions: events }] });
  });
});
