import { type JsonValue } from '../json/json';

/**
 * One field that an event changed in the mirrored profile, against the state just before it in event order.
 * `field` is the top-level name, or `user_metadata.x` / `app_metadata.x` for metadata members. `before` is absent for an
 * added field, `after` for a removed one. `identities` is one change of `provider|user_id` lists. Long values are cut (`cut: true`) so that a list of changes stays small.
 * Numbers have the digits they came with (lib/json/json-number.ts).
 */
export interface Change {
  field: string;
  before?: JsonValue;
  after?: JsonValue;
  cut?: boolean;
}
