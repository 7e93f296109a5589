import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cliCommand, curlCommand, sampleCommand, tunnelCommand } from './first-stream';
import { type ExpectedCredential } from '../expected-credential';

const credentials: ExpectedCredential[] = [
  { method: 'bearer', setting: 'WEBHOOK_TOKEN', header: null },
  { method: 'basic', setting: 'WEBHOOK_BASIC', header: null },
  { method: 'custom_header', setting: 'WEBHOOK_HEADER', header: 'x-gauge' },
];
const target = { webhookUrl: "https://gauge.example.com/o'neil/webhook", tenant: 'example.eu.auth0.com' };

/** Runs the command in a real shell where the called program only prints its arguments and its input, one a line. */
function shellReads(command: string, program: string): { words: string[]; input: string } {
  const stand = `${program}() { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\1'; cat; }\n`;
  const output = execFileSync('sh', ['-c', `${stand}${command}\n`], {
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      WEBHOOK_TOKEN: 's3cret',
      WEBHOOK_USER: 'auth0',
      WEBHOOK_PASSWORD: 'p w',
      WEBHOOK_SECRET: 'h1dden',
      MANAGEMENT_TOKEN: 'eyJ',
    },
  });
  const [words = '', input = ''] = output.split('\u0001');
  return { words: words.split('\0').slice(0, -1), input };
}

describe('the command that creates an event stream', () => {
  it.each(credentials)('reaches the Auth0 CLI as valid JSON with the secret filled in ($method)', (credential) => {
    const { words } = shellReads(cliCommand({ ...target, credential }), 'auth0');
    expect(words.slice(0, 8)).toEqual([
      'event-streams',
      'create',
      '--name',
      'Users to Streamgauge',
      '--type',
      'webhook',
      '--subscriptions',
      'user.created,user.updated,user.deleted',
    ]);
    expect(words[8]).toBe('--configuration');
    expect(JSON.parse(words[9] ?? '')).toEqual({
      webhook_endpoint: target.webhookUrl,
      webhook_authorization: {
        bearer: { method: 'bearer', token: 's3cret' },
        basic: { method: 'basic', username: 'auth0', password: 'p w' },
        custom_header: { method: 'custom_header', header_key: 'x-gauge', header_value: 'h1dden' },
      }[credential.method],
    });
  });

  it.each(credentials)('reaches the Management API as valid JSON ($method)', (credential) => {
    const { words, input } = shellReads(curlCommand({ ...target, credential }), 'curl');
    expect(words).toContain('https://example.eu.auth0.com/api/v2/event-streams');
    expect(words).toContain('Authorization: Bearer eyJ');
    expect(JSON.parse(input)).toMatchObject({
      subscriptions: [{ event_type: 'user.created' }, { event_type: 'user.updated' }, { event_type: 'user.deleted' }],
      destination: { type: 'webhook', configuration: { webhook_endpoint: target.webhookUrl } },
    });
  });
});

describe('the command that posts a sample', () => {
  it.each([
    [credentials[0], 'Authorization: Bearer s3cret'],
    [credentials[1], 'auth0:p w'],
    [credentials[2], 'x-gauge: h1dden'],
  ])('presents the configured credential and a test event of this second', (credential, presented) => {
    const { words, input } = shellReads(sampleCommand({ ...target, credential: credential ?? null }), 'curl');
    expect(words).toContain(target.webhookUrl);
    expect(words).toContain(presented);
    expect(JSON.parse(input)).toMatchObject({
      id: expect.stringMatching(/^evt_sample\d+$/) as unknown,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
      a0purpose: 'test',
    });
  });
});

it('points a tunnel at the origin of a local address', () => {
  expect(tunnelCommand('http://localhost:3000/webhook')).toBe('cloudflared tunnel --url http://localhost:3000');
});
