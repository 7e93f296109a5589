import { authorizationOf, type StreamPatch } from '../stream-draft';
import { betweenSlots } from './secret-slots';

/** HCL's own escapes within quotes: a dollar or percent sign before a brace would begin a template. */
function hclText(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** A value of ours in HCL; a slot becomes the variable that its name tells. */
function hclValue(value: string): string {
  const variables: string[] = [];
  const written = betweenSlots(value, hclText, (variable) => {
    variables.push(variable);
    return variable;
  });
  const [variable] = variables;
  return variable === undefined ? written : `var.${variable.toLowerCase()}`;
}

type Setting = readonly [name: string, value: string];

const aligned = (settings: readonly Setting[], indent: string) => {
  const width = Math.max(0, ...settings.map(([name]) => name.length));
  return settings.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`);
};

/** Arguments that Terraform keeps out of its state, with the number that a change of the secret needs. */
const writeOnly = new Map([
  ['token', 'token_wo'],
  ['password', 'password_wo'],
  ['header_value', 'header_value_wo'],
]);

const textsOf = (fields: Record<string, unknown>): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));

function authorizationLines(body: StreamPatch): string[] {
  const settings = textsOf(authorizationOf(body) ?? {}).flatMap(([name, value]): Setting[] => {
    const argument = writeOnly.get(name);
    if (argument === undefined) return [[name, hclValue(value)]];
    return [
      [argument, hclValue(value)],
      [`${argument}_version`, '1'],
    ];
  });
  return ['    webhook_authorization {', ...aligned(settings, '      '), '    }'];
}

function destinationLines(body: StreamPatch): string[] {
  const { destination } = body;
  if (destination === undefined) return [];
  const settings = textsOf(destination.configuration).map(([name, value]): Setting => [name, hclValue(value)]);
  const isWebhook = destination.type === 'webhook';
  return [
    `  ${destination.type.replaceAll(/\W/g, '_')}_configuration {`,
    ...aligned(settings, '    '),
    ...(isWebhook ? authorizationLines(body) : []),
    '  }',
  ];
}

/** "Users to Streamgauge" as the name of a resource: `users_to_streamgauge`. */
function resourceName(name: string): string {
  const word = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(word) ? word : `stream_${word}`.replace(/_$/, '');
}

const variablesOf = (text: string) => [...new Set([...text.matchAll(/= var\.(\w+)/g)].map(([, name = '']) => name))];

/**
 * The whole event stream as `auth0_event_stream` of the provider auth0/auth0 from 1.55 on, for Terraform 1.11 or later: its write-only
 * arguments keep a secret out of the state. Secrets are slots, and become variables.
 */
export function terraformText(body: StreamPatch): string {
  const { name = 'event stream', status, subscriptions = [], destination } = body;
  const settings: Setting[] = [
    ['name', hclText(name)],
    ['destination_type', hclText(destination?.type ?? 'webhook')],
    ...(status === undefined ? [] : [['status', hclText(status)] as const]),
  ];
  const resource = [
    `resource "auth0_event_stream" ${hclText(resourceName(name))} {`,
    ...aligned(settings, '  '),
    '  subscriptions = [',
    ...subscriptions.map(({ event_type: type }) => `    ${hclText(type)},`),
    '  ]',
    ...destinationLines(body),
    '}',
  ].join('\n');
  const variables = variablesOf(resource).map((variable) =>
    [`variable "${variable}" {`, '  type      = string', '  sensitive = true', '}', ''].join('\n'),
  );
  return [...variables, resource].join('\n');
}
