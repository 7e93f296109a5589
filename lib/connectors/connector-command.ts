import { shellQuoted } from '../text/shell-text';
import { type ConnectorKind } from './connector';

/** Shell variables that a command reads its secret from, and the field of the API's body that it fills. */
const secrets: Record<ConnectorKind, { field: 'token' | 'password'; variable: string } | null> = {
  hubspot: { field: 'token', variable: 'HUBSPOT_TOKEN' },
  rest: { field: 'token', variable: 'CRM_TOKEN' },
  postgres: { field: 'password', variable: 'DATABASE_PASSWORD' },
  mysql: { field: 'password', variable: 'DATABASE_PASSWORD' },
  webhook: null,
};

/** Shell variables that the command is run with. */
export const commandVariables = (kind: ConnectorKind): string[] => [
  ...['GAUGE', 'COOKIE'],
  ...(secrets[kind] === null ? [] : [secrets[kind].variable]),
];

interface NewConnector {
  name: string;
  config: { kind: ConnectorKind };
}

/**
 * `curl` of a request to our own API that makes the same connector. Secrets are read from the environment, and stand
 * nowhere: the secret of the connector (written as JSON has it), and the cookie of the session, by which the API knows who
 * asks. `Origin` is what proves that no foreign page asks.
 */
export function connectorCommand({ name, config }: NewConnector): string {
  const secret = secrets[config.kind];
  const body = { name, ...(secret === null ? {} : { [secret.field]: `$${secret.variable}` }), config };
  const text = shellQuoted(JSON.stringify(body));
  const data =
    secret === null
      ? text
      : text.replace(`"${secret.field}":"$${secret.variable}"`, `"${secret.field}":"'"$${secret.variable}"'"`);
  return [
    'curl -X POST "$GAUGE/api/connectors" \\',
    '  -H "Origin: $GAUGE" -H "Cookie: $COOKIE" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d ${data}`,
  ].join('\n');
}
