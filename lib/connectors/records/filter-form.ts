import { type Condition } from './record-config';

/** A condition of "who takes part" as its form has it. */
export interface ConditionFields {
  key: string;
  source: string;
  is: Condition['is'];
  /** What it is compared with; of `one_of`, texts with commas between. */
  text: string;
}

/** The comparisons, as the middle of a sentence. */
export const comparisons: readonly { value: Condition['is']; label: string }[] = [
  { value: 'equal', label: 'is' },
  { value: 'not_equal', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'begins', label: 'begins with' },
  { value: 'one_of', label: 'is one of' },
  { value: 'exists', label: 'exists' },
  { value: 'missing', label: 'is missing' },
];

/** Whether a comparison needs something to compare with. */
export const needsText = (is: Condition['is']): boolean => is !== 'exists' && is !== 'missing';

/** Saved conditions as their form shows them. */
export function conditionFieldsOf(filter: readonly Condition[]): ConditionFields[] {
  return filter.map(({ source, is, values }, index) => ({
    ...{ key: `saved ${index}`, source, is },
    text: values.join(', '),
  }));
}

function valuesOf({ is, text }: ConditionFields): string[] {
  if (!needsText(is)) return [];
  if (is !== 'one_of') return [text];
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What is wrong with a condition; null where it can be saved. */
export function conditionProblem(fields: ConditionFields): string | null {
  if (fields.source.trim() === '') return 'Name a field of the profile.';
  if (valuesOf(fields).some((value) => value !== '') || !needsText(fields.is)) return null;
  return 'Say what it is compared with.';
}

/** What the API is given; null while a condition cannot be saved. */
export function filterOf(conditions: readonly ConditionFields[]): Condition[] | null {
  if (conditions.some((fields) => conditionProblem(fields) !== null)) return null;
  return conditions.map((fields) => ({ source: fields.source.trim(), is: fields.is, values: valuesOf(fields) }));
}

/** A new condition, with a key that no other has. */
export function newCondition(conditions: readonly ConditionFields[]): ConditionFields {
  const keys = new Set(conditions.map(({ key }) => key));
  let number = 0;
  while (keys.has(`new ${number}`)) number += 1;
  return { key: `new ${number}`, source: 'email', is: 'exists', text: '' };
}

/** A condition in words: `email exists`, `user_metadata.plan is one of pro, team`. */
export function conditionText({ source, is, values }: Condition): string {
  const words = comparisons.find(({ value }) => value === is)?.label ?? is;
  return [source, words, values.join(', ')].filter((part) => part !== '').join(' ');
}
