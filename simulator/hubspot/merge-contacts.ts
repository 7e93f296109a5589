import { addressesOf, type Contact } from './contact.ts';
import { isBackward } from './property-values.ts';
import type { PropertyStore } from './property-store.ts';

/** What two records come to: the primary one's values, gaps filled from the other. */
export function mergedValues(
  properties: PropertyStore,
  primary: Contact,
  other: Contact,
): Pick<Contact, 'values' | 'additionalEmails' | 'createdAtMs'> {
  const values: Record<string, string> = { ...other.values, ...primary.values };
  const { lifecyclestage: stage } = other.values;
  // Documented: the stage that is further along, the older creation date.
  if (stage !== undefined && !isBackward(properties, values.lifecyclestage, stage)) values.lifecyclestage = stage;
  const addresses = [...addressesOf(primary), ...addressesOf(other)];
  return {
    values,
    additionalEmails: [...new Set(addresses)].filter((email) => email !== values.email),
    createdAtMs: Math.min(primary.createdAtMs, other.createdAtMs),
  };
}
