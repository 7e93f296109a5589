import { type CheckFinding } from '../check-finding';
import { userStatuses } from '../mirror-source';
import { sourceShape, sourcesOf } from './mapping';
import { type HubspotConfig, hubspotUserIdTarget, type MappingRow, type Transform } from './record-config';
import { applyTransform, isAbsent, scalarText, type Value } from './transforms';

/** What the other side says of one property of its records. */
export interface PropertyFacts {
  name: string;
  label: string;
  /** `string`, `number`, `bool`, `date`, `datetime`, `enumeration`, or one that is not known yet. */
  type: string;
  /** Of an enumeration, its values; empty where they are kept elsewhere. */
  options: readonly { label: string; value: string }[];
  isReadOnly: boolean;
  /** No two records have the same value. */
  isUnique: boolean;
}

/** What was found about one target; null: about the mapping as a whole. */
export interface MappingFinding extends CheckFinding {
  target: string | null;
}

/** A property that is missing there, as we would make it: text. */
export interface MissingProperty {
  name: string;
  label: string;
  type: 'string';
  isUnique: boolean;
}

export interface MappingCheck {
  findings: MappingFinding[];
  missing: MissingProperty[];
}

const statusTarget = 'auth0_status';

/** The stage a contact has come to; HubSpot moves it forward only. */
const stageTarget = 'lifecyclestage';

const labels = new Map([
  [hubspotUserIdTarget, 'Auth0 user ID'],
  [statusTarget, 'Auth0 status'],
]);

/** `auth0_plan` as a person reads it: `Auth0 plan`. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return labels.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const missingProperty = (name: string): MissingProperty => ({
  name,
  label: labelOf(name),
  type: 'string',
  isUnique: name === hubspotUserIdTarget,
});

/** HubSpot's rule for names of properties that are made by its API. */
const makeable = /^[a-z][a-z0-9_]{0,99}$/;

const finding = (tone: MappingFinding['tone'], target: string | null, text: string): MappingFinding => ({
  ...{ tone, target, text },
});

type Known = readonly Value[] | null;

const knownSources = new Map<string, readonly Value[]>([
  ['status', userStatuses],
  ['is_blocked', [true, false]],
  ['is_deleted', [true, false]],
]);

function knownAfter(known: Known, transform: Transform): Known {
  if (known !== null) return known.map((value) => applyTransform(value, transform));
  if (transform.kind === 'map') return [...Object.values(transform.table), transform.otherwise ?? undefined];
  return transform.kind === 'yes_no' ? [transform.yes, transform.no] : null;
}

/** Every text that a row can send; null: they cannot be told. */
function possibleTexts({ source, transforms }: MappingRow): string[] | null {
  const shape = sourceShape(source);
  const start = shape.kind === 'constant' ? [shape.text] : (knownSources.get(source) ?? null);
  const known = transforms.reduce(knownAfter, start);
  if (known === null) return null;
  const texts = known.filter((value) => !isAbsent(value)).map((value) => scalarText(value) ?? '');
  return [...new Set(texts)];
}

const isInteger = (text: string) => /^-?\d+$/.test(text);
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What a type takes, and how a row comes to it. */
const takers = new Map<string, { takes: (text: string) => boolean; needs: string; by: (row: MappingRow) => boolean }>([
  ['number', { takes: isNumeric, needs: 'takes numbers: end the row with number', by: endsWith('number', 'digits') }],
  ['date', { takes: isDate, needs: 'takes days: end the row with date day', by: endsWith('date') }],
  ['datetime', { takes: isTime, needs: 'takes times: end the row with date iso', by: endsWith('date') }],
  ['bool', { takes: isYesOrNo, needs: 'takes true and false', by: () => true }],
]);

function isNumeric(text: string): boolean {
  return applyTransform(text, { kind: 'number' }) !== undefined;
}

function isDate(text: string): boolean {
  return isInteger(text) || isDay(text);
}

function isTime(text: string): boolean {
  return isInteger(text) || applyTransform(text, { kind: 'date', as: 'iso' }) !== undefined;
}

function isYesOrNo(text: string): boolean {
  return text === 'true' || text === 'false';
}

function endsWith(...kinds: Transform['kind'][]): (row: MappingRow) => boolean {
  return ({ transforms }) => transforms.some(({ kind }) => kinds.includes(kind));
}

const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join(', ');

function optionFinding(target: string, { options }: PropertyFacts, texts: string[] | null): MappingFinding | null {
  if (options.length === 0) return null;
  if (texts === null) {
    return finding('warn', target, `${target} takes ${options.length} options: other values are refused. Use map.`);
  }
  const unknown = texts.filter((text) => !options.some(({ value }) => value === text));
  return unknown.length === 0 ? null : finding('bad', target, `${target} has no option ${quoted(unknown)}.`);
}

function typeFinding(row: MappingRow, property: PropertyFacts): MappingFinding | null {
  const { target } = row;
  const texts = possibleTexts(row);
  if (property.type === 'enumeration') return optionFinding(target, property, texts);
  const taker = takers.get(property.type);
  if (taker === undefined) return null;
  if (texts === null) return taker.by(row) ? null : finding('warn', target, `${target} ${taker.needs}.`);
  const unfit = texts.filter((text) => !taker.takes(text));
  return unfit.length === 0 ? null : finding('bad', target, `${target} ${taker.needs}. It refuses ${quoted(unfit)}.`);
}

function existence(target: string, property: PropertyFacts | undefined): MappingFinding | null {
  if (property === undefined) return finding('bad', target, `${target} does not exist.`);
  return property.isReadOnly ? finding('bad', target, `${target} cannot be written.`) : null;
}

function rowFindings(row: MappingRow, property: PropertyFacts | undefined): MappingFinding[] {
  const { target } = row;
  const found = [existence(target, property), property === undefined ? null : typeFinding(row, property)];
  if (target === stageTarget) {
    found.push(finding('warn', target, `${target} only moves forward: HubSpot refuses an earlier stage.`));
  }
  if (target === hubspotUserIdTarget && (row.source !== 'user_id' || row.transforms.length > 0)) {
    found.push(finding('bad', target, `${target} must come from user_id as it is: contacts are found by it.`));
  }
  if (sourcesOf(row).includes('last_event_at')) {
    found.push(finding('warn', target, `${target} changes with every sign-in: each one makes a call.`));
  }
  return found.filter((entry) => entry !== null);
}

function userIdFindings(property: PropertyFacts | undefined): MappingFinding[] {
  if (property === undefined || property.isUnique) return [];
  const text = `${hubspotUserIdTarget} must have unique values. Delete it there and make it anew: a property cannot become unique.`;
  return [finding('bad', hubspotUserIdTarget, text)];
}

function deactivationFindings(
  { whenDeleted, deactivation }: HubspotConfig['policies'],
  propertyOf: (name: string) => PropertyFacts | undefined,
): MappingFinding[] {
  if (whenDeleted !== 'deactivate') return [];
  const { target, value } = deactivation;
  const row: MappingRow = { source: `=${value}`, transforms: [], target, when: 'always', cleared: 'leave' };
  const property = propertyOf(target);
  const found = [existence(target, property), property === undefined ? null : typeFinding(row, property)];
  return found.filter((entry) => entry !== null);
}

/** The user id always goes with a new contact, whether it is mapped or not. */
function targetsOf({ mapping, policies }: Pick<HubspotConfig, 'mapping' | 'policies'>): string[] {
  const deactivated = policies.whenDeleted === 'deactivate' ? [policies.deactivation.target] : [];
  return [...new Set([...mapping.map(({ target }) => target), hubspotUserIdTarget, ...deactivated])];
}

const sameFinding = (a: MappingFinding, b: MappingFinding) => a.target === b.target && a.text === b.text;

/**
 * Checks a mapping against the properties of the other side: that they exist, can be written and take what is sent as far
 * as that can be told, and that users can be found. `missing` are properties that could be made there as text.
 */
export function checkMapping(
  config: Pick<HubspotConfig, 'mapping' | 'policies'>,
  properties: readonly PropertyFacts[],
): MappingCheck {
  const byName = new Map(properties.map((property) => [property.name, property]));
  const propertyOf = (name: string) => byName.get(name);
  const isIdMapped = config.mapping.some(({ target }) => target === hubspotUserIdTarget);
  const all = [
    ...config.mapping.flatMap((row) => rowFindings(row, propertyOf(row.target))),
    ...(isIdMapped ? [] : [existence(hubspotUserIdTarget, propertyOf(hubspotUserIdTarget))].filter((f) => f !== null)),
    ...userIdFindings(propertyOf(hubspotUserIdTarget)),
    ...deactivationFindings(config.policies, propertyOf),
  ];
  const findings = all.filter((entry, index) => all.findIndex((other) => sameFinding(entry, other)) === index);
  const targets = targetsOf(config);
  if (!findings.some(({ tone }) => tone === 'bad')) {
    const text = `All ${targets.length} properties exist and can be written.`;
    findings.unshift(finding('ok', null, text));
  }
  const missing = targets.filter((name) => !byName.has(name) && makeable.test(name)).map(missingProperty);
  return { findings, missing };
}
