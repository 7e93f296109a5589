import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type ConnectorConfig, webhookDefaults } from './connector-config';
import { commandVariables, connectorCommand } from './connector-command';
import { newConnectorBody } from './connector-query';
import { hubspotDefaults } from './records/record-config';
import { restDefaults } from './rest/rest-config';
import { emptyTableFields, tableInputOf } from './table-form';

const name = `O'Hara "CRM" $HOME $(id) \`id\``;
const variables = {
  GAUGE: 'https://gauge.example.com',
  COOKIE: '__session=e30; other=1',
  HUBSPOT_TOKEN: 'pat-1 $x',
  CRM_TOKEN: 'crm-1',
  DATABASE_PASSWORD: 'db-1',
};

/** What `curl` is called with by a real shell. */
function wordsOf(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}\n`;
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, ...variables } });
  return output.split('\0').slice(0, -1);
}

const table = tableInputOf('postgres', {
  ...emptyTableFields('postgres'),
  address: 'postgres://user@db.example.com/crm',
}).config;

const configs: readonly { config: ConnectorConfig | typeof table; secret: object }[] = [
  { config: { ...webhookDefaults, url: "https://hook.example.com/o'hara" }, secret: {} },
  { config: hubspotDefaults, secret: { token: 'pat-1 $x' } },
  { config: { ...restDefaults, baseUrl: 'https://crm.example.com' }, secret: { token: 'crm-1' } },
  { config: table, secret: { password: 'db-1' } },
];

test.each(configs)('the command for $config.kind is what the API makes the same connector of', ({ config, secret }) => {
  const command = connectorCommand({ name, config });
  const words = wordsOf(command);
  expect(words.slice(0, 3)).toEqual(['-X', 'POST', 'https://gauge.example.com/api/connectors']);
  expect(words).toContain('Origin: https://gauge.example.com');
  expect(words).toContain('Cookie: __session=e30; other=1');
  const body: unknown = JSON.parse(words.at(-1) ?? '');
  expect(body).toEqual({ name, config, ...secret });
  expect(newConnectorBody.safeParse(body).success).toBe(true);
  for (const variable of commandVariables(config.kind)) expect(command).toContain(`$${variable}`);
});
