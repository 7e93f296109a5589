import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { destinationKinds } from './stream-form';

/** What the address of the form for a new event stream can say: everything but a secret. Null: as the form begins. */
export const streamFormParsers = {
  name: parseAsString,
  status: parseAsStringLiteral(['enabled', 'disabled'] as const),
  kind: parseAsStringLiteral(destinationKinds),
  endpoint: parseAsString,
  method: parseAsStringLiteral(['bearer', 'basic', 'custom_header'] as const),
  account: parseAsString,
  region: parseAsString,
  actionId: parseAsString,
  types: parseAsArrayOf(parseAsString),
};
