import { type CarriedUser } from '../mirror-source';
import { sourceValue } from './mapping';
import { type Condition } from './record-config';
import { isAbsent, jsonText, scalarText, type Value } from './transforms';

/** What is compared: a text for each element of a list, one for any other value, none for what is absent. */
function textsOf(value: Value): string[] {
  if (isAbsent(value)) return [];
  if (Array.isArray(value))
    return value.flatMap((item) => (Array.isArray(item) ? (jsonText(item) ?? []) : textsOf(item)));
  return [scalarText(value) ?? jsonText(value) ?? ''];
}

function isMet({ source, is, values }: Condition, user: CarriedUser): boolean {
  const value = sourceValue(source, user);
  const some = (meets: (text: string, wanted: string) => boolean) =>
    textsOf(value).some((text) => values.some((wanted) => meets(text, wanted)));
  switch (is) {
    case 'exists':
      return !isAbsent(value);
    case 'missing':
      return isAbsent(value);
    case 'contains':
      return some((text, wanted) => text.includes(wanted));
    case 'begins':
      return some((text, wanted) => text.startsWith(wanted));
    case 'not_equal':
      return !some((text, wanted) => text === wanted);
    case 'equal':
    case 'one_of':
      return some((text, wanted) => text === wanted);
  }
}

/**
 * Whether a user takes part: all conditions are met. Upper and lower case differ; of several values one is enough. Of a
 * list, one element is enough, and for `not_equal` none may be equal. What is absent is `missing` and equal to nothing.
 */
export function takesPart(filter: readonly Condition[], user: CarriedUser): boolean {
  return filter.every((condition) => isMet(condition, user));
}
