import type { ValueProblem } from './hubspot-error.ts';
import type { PropertyDefinition } from './property-definition.ts';
import type { PropertyStore } from './property-store.ts';

const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[a-z0-9-]{2,}$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MILLIS = /^-?\d+$/;
/** What a text property holds at most. */
const LONGEST = 65_536;
const DAY_MS = 86_400_000;

type Refusal = Pick<ValueProblem, 'code' | 'message'>;

interface Checked {
  /** In the form in which they are kept; an empty text clears. */
  values: Record<string, string>;
  problems: ValueProblem[];
}

const timeOf = (value: string): number => (MILLIS.test(value) ? Number(value) : Date.parse(value));

function optionRefusal(
  { options, externalOptions, fieldType }: PropertyDefinition,
  value: string,
): Refusal | undefined {
  if (externalOptions) return undefined;
  const chosen = fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value];
  const odd = chosen.find((part) => !options.some((option) => option.value === part));
  if (odd === undefined) return undefined;
  const known = options.map((option) => option.value).join(', ');
  return { code: 'INVALID_OPTION', message: `${odd} was not one of the allowed options: [${known}]` };
}

function dayRefusal(value: string): Refusal | undefined {
  const at = timeOf(value);
  // Documented: a day given in milliseconds has to be a midnight, in UTC.
  const fine = (DAY.test(value) || MILLIS.test(value)) && Number.isFinite(at) && at % DAY_MS === 0;
  return fine ? undefined : { code: 'INVALID_DATE', message: `${value} was not a valid date.` };
}

/** What is wrong with a value that is not empty. */
function refusalOf(property: PropertyDefinition, value: string): Refusal | undefined {
  switch (property.type) {
    case 'number':
      return NUMBER.test(value) ? undefined : { code: 'INVALID_INTEGER', message: `${value} was not a valid number.` };
    case 'date':
      return dayRefusal(value);
    case 'datetime':
      return Number.isFinite(timeOf(value))
        ? undefined
        : { code: 'INVALID_LONG', message: `${value} was not a valid long.` };
    case 'bool':
    case 'enumeration':
      return optionRefusal(property, value);
    default:
      return value.length > LONGEST
        ? { code: 'VALUE_TOO_LONG', message: `Property value is too long. At most ${LONGEST} characters are allowed.` }
        : undefined;
  }
}

/** The form in which a value is kept and answered. */
function kept(property: PropertyDefinition, value: string): string {
  if (property.name === 'email') return value.toLowerCase();
  if (property.type === 'datetime') return new Date(timeOf(value)).toISOString();
  if (property.type === 'date') return new Date(timeOf(value)).toISOString().slice(0, 10);
  return value;
}

function readOnlyRefusal({ name, calculated, modificationMetadata }: PropertyDefinition): Refusal | undefined {
  if (!modificationMetadata.readOnlyValue) return undefined;
  const kind = calculated ? 'calculated' : 'read only';
  return { code: 'READ_ONLY_VALUE', message: `"${name}" is a ${kind} property; its value cannot be set.` };
}

/** Checks what a call wants written, every property of it. */
export function checkValues(properties: PropertyStore, given: Readonly<Record<string, string>>): Checked {
  const checked: Checked = { values: {}, problems: [] };
  for (const [name, text] of Object.entries(given)) {
    const property = properties.get(name);
    const value = name === 'email' ? text.trim() : text;
    const refusal = property
      ? (readOnlyRefusal(property) ??
        (value === '' ? undefined : (refusalOf(property, value) ?? emailRefusal(name, value))))
      : { code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
    if (refusal) checked.problems.push({ name, ...refusal });
    else if (property) checked.values[name] = value === '' ? '' : kept(property, value);
  }
  return checked;
}

const emailRefusal = (name: string, value: string): Refusal | undefined =>
  name === 'email' && !EMAIL.test(value)
    ? { code: 'INVALID_EMAIL', message: `Email address ${value} is invalid` }
    : undefined;

/** Whether a value of `lifecyclestage` lies before the present one: such a change is passed over. */
export function isBackward(properties: PropertyStore, before: string | undefined, next: string): boolean {
  const options = properties.get('lifecyclestage')?.options ?? [];
  const place = (value: string | undefined) => options.findIndex((option) => option.value === value);
  return next !== '' && place(before) > place(next);
}
