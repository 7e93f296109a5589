import { type HubspotConfig, hubspotUserIdTarget, type MappingRow, type Transform } from '../records/record-config';
import { actionContacts } from './action-contacts';
import { actionValues } from './action-values';

/** Auth0 takes no longer code of an Action, in bytes. */
export const longestAction = 100_000;

/** Where the time of the newest event stands that a contact knows: an Action remembers nothing itself. */
export const hubspotLastEventTarget = 'auth0_last_event_at';

/** What an Action cannot do that a connector does. Each completes the sentence "It …". */
export const actionLimits: readonly string[] = [
  `keeps order by ${hubspotLastEventTarget} alone: two events of one millisecond may end in either order.`,
  'remembers no links: contacts are found anew for each event, by the user id in them or by a verified address.',
  'does not know what it sent: what a person changes in HubSpot is replaced by the next event that has the value.',
  'asks nobody: what a connector would bring before a person is one line in the log of the Action.',
  'does not pace itself: it makes up to five requests for each event, sign-ins too, and fails when a limit is met.',
  'takes a deletion for true and at once: Auth0 is not asked, and of a linked account the contact is deactivated.',
  'neither archives nor erases contacts.',
  'knows a user only as far as the event tells: filters and values read nothing else.',
  'clears only what the event tells is gone: as null, or in previous_object, which not every tenant sends.',
];

/** A connector, as its Action is written from it. */
export interface ActionFacts {
  name: string;
  configVersion: number;
  /** Older users are known users. */
  createdAtMs: number;
  config: Pick<HubspotConfig, 'mapping' | 'policies'>;
  /** Digest of the configuration: tells whether a deployed Action is this one. */
  hash: string;
}

/** A value as JavaScript writes it, on lines that no text in it can end. */
const literal = (value: unknown, indent?: number) =>
  JSON.stringify(value, null, indent).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** Pairs, since a member called `__proto__` would be none. */
const stepLiteral = (step: Transform) => (step.kind === 'map' ? { ...step, table: Object.entries(step.table) } : step);

const rowLiteral = (row: MappingRow) => literal({ ...row, transforms: row.transforms.map(stepLiteral) });

const listLiteral = (items: readonly string[]) => (items.length === 0 ? '[]' : `[\n  ${items.join(',\n  ')},\n]`);

function header({ name, configVersion, hash, config }: ActionFacts): string {
  const lines = [
    'Carries users of Auth0 to contacts of HubSpot. Written by Streamgauge: change the connector, not this file.',
    '',
    `Connector ${literal(name)}, version ${configVersion} of its configuration, ${hash}.`,
    'Trigger event-stream, Node 22. No dependencies. Secret HUBSPOT_TOKEN: a service key with the scopes',
    'crm.objects.contacts.read and crm.objects.contacts.write.',
    `HubSpot needs the properties ${hubspotUserIdTarget} (text with unique values) and ${hubspotLastEventTarget} (text).`,
    '',
    'Unlike the connector, it',
    ...actionLimits.map((limit) => `- ${limit}`),
    ...(config.policies.whenDeleted === 'archive'
      ? ['', 'The connector archives contacts of deleted users. This leaves them.']
      : []),
  ];
  return lines.map((line) => `// ${line}`.trimEnd()).join('\n');
}

function tables({ createdAtMs, config: { mapping, policies } }: ActionFacts): string {
  const deactivation = policies.whenDeleted === 'deactivate' ? policies.deactivation : null;
  const read = [...mapping.map(({ target }) => target), hubspotUserIdTarget, hubspotLastEventTarget];
  const properties = [...new Set(deactivation === null ? read : [...read, deactivation.target])];
  const constants: [string, string][] = [
    ['CONTACTS', literal('https://api.hubapi.com/crm/objects/2026-09/contacts')],
    ['EMAIL', literal('email')],
    ['USER_ID', literal(hubspotUserIdTarget)],
    ['LAST_EVENT', literal(hubspotLastEventTarget)],
    ['MAPPING', listLiteral(mapping.map(rowLiteral))],
    ['PROPERTIES', listLiteral(properties.map((name) => literal(name)))],
    ['FILTER', listLiteral(policies.filter.map((condition) => literal(condition)))],
    ['SINCE_MS', `Date.parse(${literal(new Date(createdAtMs).toISOString())})`],
    ['WHEN_NEW', literal(policies.whenNew)],
    ['WHEN_KNOWN', literal(policies.whenKnown)],
    ['CREATE_WITHOUT_EMAIL', literal(policies.withoutEmail === 'create')],
    ['CREATE_UNVERIFIED', literal(policies.createUnverified)],
    ['RECORD_ID_PATH', literal(policies.recordIdPath)],
    ['DEACTIVATION', literal(deactivation)],
  ];
  return constants.map(([name, value]) => `const ${name} = ${value};`).join('\n');
}

/**
 * The code of an Auth0 Action that does what a HubSpot connector does, as far as an Action can: one file of JavaScript
 * without dependencies. May be longer than `longestAction`, when the mapping is very large.
 */
export function actionSource(facts: ActionFacts): string {
  return [header(facts), "\n'use strict';\n", tables(facts), actionValues, actionContacts.trimStart()].join('\n');
}
