import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { type StreamDestination } from '../stream';
import { bridgeGuide } from './guide';

const eventSource = 'aws.partner/auth0.com/acme-c6f1b9f0-5c4b-4a9d-8a49-1d2b3c4d5e6f/auth0.events';

const destination: StreamDestination = {
  ...{ type: 'eventbridge', endpoint: null, authorization: null, actionId: null, summary: 'EventBridge' },
  ...{ awsAccountId: '210987654321', awsRegion: 'eu-north-1', partnerEventSource: eventSource },
};

const here = { webhookUrl: 'https://gauge.example.com/webhook', header: 'X-Gauge-Key' };

function texts(over: Partial<typeof here> = {}, from: Partial<StreamDestination> = {}) {
  const guide = bridgeGuide({ destination: { ...destination, ...from } }, { ...here, ...over });
  return Object.fromEntries((guide?.texts ?? []).map(({ id, text }) => [id, text]));
}

test('only an event stream to EventBridge whose event source is named has a guide', () => {
  expect(bridgeGuide({ destination: { ...destination, type: 'webhook' } }, here)).toBeNull();
  expect(bridgeGuide({ destination: { ...destination, partnerEventSource: null } }, here)).toBeNull();
  expect(bridgeGuide({ destination }, here)?.texts.map(({ label }) => label)).toEqual([
    'AWS CLI',
    'CloudFormation',
    'Terraform',
  ]);
});

test('what stands against it is said with what to do', () => {
  expect(bridgeGuide({ destination }, here)?.obstacle).toBeNull();
  expect(bridgeGuide({ destination }, { ...here, header: null })?.obstacle).toContain('WEBHOOK_HEADER');
  expect(bridgeGuide({ destination }, { ...here, webhookUrl: 'http://localhost:3000/webhook' })?.obstacle).toContain(
    'WEBHOOK_URL',
  );
});

/** Values that have broken quoting somewhere. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom("'", '"', '\\', '${1}', '%{if}', '$(id)', '`id`', '# x', ': y', '\n- z', '{ }', '$DESTINATION'),
);

interface Template {
  Parameters: { WebhookSecret: { NoEcho: boolean } };
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

test('the CloudFormation template is YAML that names the values of the event stream', () => {
  const template = parse(texts().cloudformation ?? '') as Template;
  const { Bus, Connection, Destination, Rule } = template.Resources;
  expect(Bus?.Properties).toEqual({ Name: eventSource, EventSourceName: eventSource });
  expect(Connection?.Properties.AuthParameters).toEqual({
    ApiKeyAuthParameters: { ApiKeyName: 'X-Gauge-Key', ApiKeyValue: { Ref: 'WebhookSecret' } },
  });
  expect(Destination?.Properties).toMatchObject({ InvocationEndpoint: here.webhookUrl, HttpMethod: 'POST' });
  expect(Rule?.Properties).toMatchObject({ EventPattern: { source: [eventSource] }, State: 'ENABLED' });
  expect(template.Parameters.WebhookSecret.NoEcho).toBe(true);
});

test('every resource that the template refers to is in it', () => {
  const template = parse(texts().cloudformation ?? '') as Template;
  const named = [...JSON.stringify(template).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"(\w+)"/g)].map(([, name]) => name);
  const known = [...Object.keys(template.Resources), ...Object.keys(template.Parameters)];
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
});

test('no value ends a string of the CloudFormation template', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (source, webhookUrl, header) => {
      const template = parse(
        texts({ webhookUrl, header }, { partnerEventSource: source }).cloudformation ?? '',
      ) as Template;
      expect(template.Resources.Bus?.Properties.Name).toBe(source);
      expect(template.Resources.Destination?.Properties.InvocationEndpoint).toBe(webhookUrl);
    }),
  );
});

/** What the AWS CLI would be called with: the commands run in a shell where `aws` writes its words down. */
function calls(text: string): string[][] {
  const log = `aws() { printf '%s\\0' "$@" >&2; printf '\\n\\0' >&2; echo arn; }; read() { :; }; WEBHOOK_SECRET=s3cret`;
  const output = execFileSync('/bin/sh', ['-c', `exec 3>&2 2>&1 >/dev/null\n${log}\n${text}`], { encoding: 'utf8' });
  return output
    .split('\n\0')
    .filter((call) => call !== '')
    .map((call) => call.split('\0').slice(0, -1));
}

const valueOf = (call: string[] | undefined, flag: string) => call?.[call.indexOf(flag) + 1];

test('the commands make bus, connection, API destination, role, rule and target, in this order', () => {
  const made = calls(texts().cli ?? '');
  expect(made.map(([, verb]) => verb)).toEqual([
    ...['create-event-bus', 'create-connection', 'create-api-destination', 'create-role', 'put-role-policy'],
    ...['put-rule', 'put-targets'],
  ]);
  expect(valueOf(made[0], '--event-source-name')).toBe(eventSource);
  expect(JSON.parse(valueOf(made[1], '--auth-parameters') ?? '')).toEqual({
    ApiKeyAuthParameters: { ApiKeyName: 'X-Gauge-Key', ApiKeyValue: 's3cret' },
  });
  expect(valueOf(made[2], '--invocation-endpoint')).toBe(here.webhookUrl);
  expect(JSON.parse(valueOf(made[6], '--targets') ?? '')).toMatchObject([{ Arn: 'arn', RoleArn: 'arn' }]);
});

test('no value of an event stream is run by the shell', () => {
  for (const odd of ["'; echo no; '", '$(echo no)', '`echo no`', '"$HOME"', 'a\\']) {
    const made = calls(texts({ webhookUrl: odd }, { partnerEventSource: odd }).cli ?? '');
    expect(valueOf(made[0], '--event-source-name')).toBe(odd);
    expect(valueOf(made[2], '--invocation-endpoint')).toBe(odd);
  }
});

test('Terraform reads no template out of a value, and the secret is a sensitive variable', () => {
  const text = texts({ webhookUrl: 'https://gauge.example.com/${var.x}%{if}' }).terraform ?? '';
  expect(text).toContain('invocation_endpoint              = "https://gauge.example.com/$${var.x}%%{if}"');
  expect(text).toContain('sensitive   = true');
  expect(text).toContain('value = var.webhook_secret');
  const open = (character: string) => text.split(character).length;
  expect([open('{') - open('}') - 2, open('[') - open(']'), open('(') - open(')')]).toEqual([-2, 0, 0]);
});
