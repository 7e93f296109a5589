import { isObject, listOf, textsOf } from '../ground/json.ts';
import { badInput } from './hubspot-error.ts';
import type { PropertyStore } from './property-store.ts';

type Values = Readonly<Record<string, string>>;

interface Filter {
  name: string;
  operator: string;
  value: string;
  highValue: string;
  values: readonly string[];
}

const MOST_GROUPS = 5;
const MOST_FILTERS = 6;
const MOST_IN_ALL = 18;
/** Where the free text of a search is looked for. */
const SEARCHED = ['firstname', 'lastname', 'email', 'phone', 'hs_additional_emails', 'mobilephone', 'company'];

/** Numbers and times by size, everything else by letters. */
export function compareValues(a: string, b: string): number {
  const sizes = [a, b].map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text)));
  const [left = NaN, right = NaN] = sizes;
  return Number.isFinite(left) && Number.isFinite(right) ? left - right : a.localeCompare(b);
}

const same = (held: string, wanted: string): boolean => held.toLowerCase() === wanted.toLowerCase();

function hasToken(held: string, wanted: string): boolean {
  const parts = wanted
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`);
  return [held, ...held.split(/[\s@.;,-]+/)].some((token) => whole.test(token.toLowerCase()));
}

/** Whether a value that is there meets a filter. */
const TESTS: Readonly<Record<string, (held: string, filter: Filter) => boolean>> = {
  EQ: (held, { value }) => same(held, value),
  NEQ: (held, { value }) => !same(held, value),
  LT: (held, { value }) => compareValues(held, value) < 0,
  LTE: (held, { value }) => compareValues(held, value) <= 0,
  GT: (held, { value }) => compareValues(held, value) > 0,
  GTE: (held, { value }) => compareValues(held, value) >= 0,
  BETWEEN: (held, { value, highValue }) => compareValues(held, value) >= 0 && compareValues(held, highValue) <= 0,
  // Documented: the values of these two have to be in lower case.
  IN: (held, { values }) => values.includes(held.toLowerCase()),
  NOT_IN: (held, { values }) => !values.includes(held.toLowerCase()),
  HAS_PROPERTY: () => true,
  NOT_HAS_PROPERTY: () => false,
  CONTAINS_TOKEN: (held, { value }) => hasToken(held, value),
  NOT_CONTAINS_TOKEN: (held, { value }) => !hasToken(held, value),
};
/** What a record meets that has no value. */
const MET_BY_NOTHING = ['NOT_HAS_PROPERTY', 'NEQ', 'NOT_IN', 'NOT_CONTAINS_TOKEN'];

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function readFilter(entry: unknown, properties: PropertyStore): Filter {
  const given = isObject(entry) ? entry : {};
  const name = text(given.propertyName);
  const operator = text(given.operator);
  if (!properties.get(name)) throw badInput(`There was a problem with the request: property ${name} does not exist`);
  if (!Object.hasOwn(TESTS, operator)) throw badInput(`Invalid input: ${operator} is no operator`);
  return {
    name,
    operator,
    value: text(given.value),
    highValue: text(given.highValue),
    values: textsOf(given.values) ?? [],
  };
}

/** The filters of a search: groups of which one has to be met, each with filters that all have to be. */
export function readFilterGroups(value: unknown, properties: PropertyStore): Filter[][] {
  const groups = (listOf(value) ?? []).map((group) => {
    const filters = isObject(group) ? (listOf(group.filters) ?? []) : [];
    return filters.map((entry) => readFilter(entry, properties));
  });
  const total = groups.reduce((sum, filters) => sum + filters.length, 0);
  const tooMany = groups.length > MOST_GROUPS || groups.some((filters) => filters.length > MOST_FILTERS);
  if (tooMany || total > MOST_IN_ALL) throw badInput('There are too many filters or filter groups');
  return groups;
}

function meets(values: Values, filter: Filter): boolean {
  const held = values[filter.name];
  return held === undefined
    ? MET_BY_NOTHING.includes(filter.operator)
    : (TESTS[filter.operator]?.(held, filter) ?? false);
}

export const meetsGroups = (values: Values, groups: readonly (readonly Filter[])[]): boolean =>
  groups.length === 0 || groups.some((filters) => filters.every((filter) => meets(values, filter)));

/** Every word of the free text has to be somewhere in a field that is searched. */
export function meetsQuery(values: Values, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => SEARCHED.some((name) => values[name]?.toLowerCase().includes(word)));
}
