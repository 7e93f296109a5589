import { type LaneReason } from './connector';

/** Why a lane waits for a person, or is parked, as a short title. */
export const reasonTitles: Record<LaneReason, string> = {
  keeps_failing: 'keeps failing',
  value_refused: 'a value was refused',
  several_records: 'several records match',
  email_taken: 'another record has the address',
  email_unverified: 'the address is not verified',
  email_invalid: 'the address was refused',
  no_record: 'no record matches',
  linked_to_other_user: 'another user has the record',
  two_records: 'linked accounts have a record each',
  record_gone: 'the record is gone',
  record_archived: 'the record was archived',
  erased_before: 'the address was erased there',
  property_read_only: 'a property is read-only',
  validation_rule: 'a rule of the other side is not met',
  deletion_unconfirmed: 'the deletion is not confirmed',
  no_email: 'has no address',
  not_taking_part: 'does not take part',
  ignored: 'ignored by the settings',
  skipped: 'skipped until the next change',
  never: 'never carried on',
  unlinked: 'unlinked',
};
