import { formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { type ConnectorKind, type LaneReason, type ReviewReason } from './connector';
import { type ReviewRow } from './connector-answers';
import { type LinkOrigin } from './records/record';

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
  not_mirrored: 'is not in the mirror',
  skipped: 'skipped until the next change',
  never: 'never carried on',
  unlinked: 'unlinked',
};

/** The other side, and what it calls a user's place there. */
const nouns: Record<ConnectorKind, { system: string; record: string }> = {
  hubspot: { system: 'HubSpot', record: 'contact' },
  postgres: { system: 'the database', record: 'row' },
  mysql: { system: 'the database', record: 'row' },
  rest: { system: 'the CRM', record: 'record' },
  webhook: { system: 'the receiver', record: 'event' },
};

/** "Contact", "Row": what a record of this kind of connector is called, at the beginning of a line. */
export const recordNoun = (kind: ConnectorKind): string => capitalised(nouns[kind].record);

/** What the other side of this kind of connector is called. */
export const systemNoun = (kind: ConnectorKind): string => nouns[kind].system;

/** What of a case its words depend on. */
export type WordedCase = Pick<
  ReviewRow,
  'key' | 'isEvent' | 'name' | 'reason' | 'error' | 'attempts' | 'link' | 'facts' | 'connectorKind'
>;

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const sentence = (text: string) => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** What the person of a case is called: the name or address in the mirror, else the id. */
export const calledOf = ({ name, key }: Pick<WordedCase, 'name' | 'key'>): string => isolatedText(name ?? key);

const foundBy: Partial<Record<LinkOrigin, string>> = {
  email: 'the present address',
  previous_email: 'a previous address',
  user_id: 'the user id in it',
  profile: 'the id in the profile',
  conflict: 'the address',
};

/** What makes a record a candidate, in a few words. */
export const candidateNote = (by: LinkOrigin): string => `by ${foundBy[by] ?? 'the address'}`;

function severalSentence(of: WordedCase): string {
  const { record } = nouns[of.connectorKind];
  const found = of.facts?.candidates.map(({ recordId, by }) => `${record} ${recordId} ${candidateNote(by)}`) ?? [];
  const matches = found.length === 0 ? `more than one ${record}` : joined(found);
  return `${calledOf(of)} matches ${matches}. Nothing was written, because only one of them can be right.`;
}

function takenSentence(of: WordedCase): string {
  const { record, system } = nouns[of.connectorKind];
  const own = of.link?.recordId;
  const other = of.facts?.candidates.find(({ recordId }) => recordId !== own)?.recordId;
  const who = other === undefined ? `another ${record}` : `${record} ${other}`;
  const linked = own === undefined ? '' : `The ${record} is ${own}, but `;
  const rest = own === undefined ? '' : ` Whatever else changed is in ${record} ${own} already.`;
  return `${calledOf(of)} has a new address in Auth0. ${linked}${linked === '' ? capitalised(system) : system} says that ${who} has this address.${rest}`;
}

function refusedSentence(of: WordedCase, what: string): string {
  const { record, system } = nouns[of.connectorKind];
  const own = of.link?.recordId;
  const rest = own === undefined ? '' : ` All other values are in ${record} ${own}.`;
  return `${capitalised(system)} ${what} of ${calledOf(of)}.${of.error === null ? '' : ` It says: ${sentence(of.error)}`}${rest}`;
}

function refusedTargets({ facts }: WordedCase): string {
  const targets = Object.keys(facts?.refused ?? {});
  return targets.length === 0 ? 'a value' : joined(targets);
}

function ownRecord(of: WordedCase): string {
  const { record } = nouns[of.connectorKind];
  return of.link === null ? `The ${record}` : `${capitalised(record)} ${of.link.recordId}`;
}

function sharedSentence(of: WordedCase): string {
  const { record } = nouns[of.connectorKind];
  const [first] = of.facts?.candidates ?? [];
  const id = first === undefined ? `The ${record}` : `${capitalised(record)} ${first.recordId}`;
  const other = first?.userId ?? null;
  return `${id} is linked to ${other === null ? 'another user' : isolatedText(other)} already. The settings ask a person whether ${calledOf(of)} shares it.`;
}

function failingSentence(of: WordedCase): string {
  const tries = formatCounted(of.attempts, 'try', 'tries');
  const said = of.error === null ? '' : ` The last answer: ${sentence(of.error)}`;
  if (of.connectorKind !== 'webhook') return `${calledOf(of)} was not brought into step in ${tries}.${said}`;
  return of.isEvent
    ? `The event ${calledOf(of)} was not taken in ${tries}.${said}`
    : `An event of ${calledOf(of)} was not taken in ${tries}, and later events of the same user wait behind it.${said}`;
}

function linkedSentence(of: WordedCase): string {
  const { record } = nouns[of.connectorKind];
  const ids = of.facts?.candidates.map(({ recordId }) => recordId) ?? [];
  const which = ids.length === 0 ? '' : `: ${joined(ids)}`;
  return `${calledOf(of)} was linked into another account in Auth0, and each of the two has a ${record}${which}.`;
}

function unverifiedSentence(of: WordedCase): string {
  const { record } = nouns[of.connectorKind];
  const id = of.facts?.candidates[0]?.recordId;
  const found = id === undefined ? `A ${record}` : `${capitalised(record)} ${id}`;
  return `${found} has the address of ${calledOf(of)}, but the address is not verified in Auth0. Anybody can sign up with it, so nothing was written.`;
}

const reviewSentences: Record<ReviewReason, (of: WordedCase) => string> = {
  keeps_failing: failingSentence,
  several_records: severalSentence,
  email_taken: takenSentence,
  email_unverified: unverifiedSentence,
  email_invalid: (of) => refusedSentence(of, 'refused the address'),
  no_record: (of) =>
    `No ${nouns[of.connectorKind].record} was found for ${calledOf(of)}. The settings ask a person before one is made.`,
  linked_to_other_user: sharedSentence,
  two_records: linkedSentence,
  record_gone: (of) =>
    `${ownRecord(of)}, which ${calledOf(of)} is linked to, is not in ${systemNoun(of.connectorKind)} any more.`,
  record_archived: (of) =>
    `${ownRecord(of)}, which ${calledOf(of)} is linked to, was archived in ${systemNoun(of.connectorKind)}.`,
  erased_before: (of) =>
    `${capitalised(systemNoun(of.connectorKind))} has erased a ${nouns[of.connectorKind].record} with the address of ${calledOf(of)} for good, and takes the address no more.`,
  value_refused: (of) => refusedSentence(of, `refused ${refusedTargets(of)}`),
  property_read_only: (of) => refusedSentence(of, `lets nobody write ${refusedTargets(of)}`),
  validation_rule: (of) =>
    `A rule of ${systemNoun(of.connectorKind)} is not met for ${calledOf(of)}.${of.error === null ? '' : ` It says: ${sentence(of.error)}`}`,
  deletion_unconfirmed: (of) =>
    `${calledOf(of)} was deleted, but Auth0 could not be asked whether the user is gone. ${ownRecord(of)} stays as it is until then.`,
};

const isReview = (reason: LaneReason): reason is ReviewReason => Object.hasOwn(reviewSentences, reason);

/** What happened, in one paragraph. */
export function reviewSentence(of: WordedCase): string {
  return of.reason !== null && isReview(of.reason) ? reviewSentences[of.reason](of) : '';
}

/** What happened, as short as a line of a list. */
export function reviewLine({ reason, error, attempts }: WordedCase): string {
  if (reason === 'keeps_failing')
    return [formatCounted(attempts, 'try', 'tries'), error ?? ''].filter(Boolean).join(', ');
  return error ?? (reason === null ? '' : reasonTitles[reason]);
}

const decided = 'Not by itself: a person has to decide. What changes meanwhile is carried on afterwards.';

/** What ends a case without a person. */
export function closesBy({ reason, connectorKind }: Pick<WordedCase, 'reason' | 'connectorKind'>): string {
  const system = systemNoun(connectorKind);
  switch (reason) {
    case 'email_unverified':
      return 'When Auth0 says that the address is verified, or the address changes.';
    case 'email_taken':
      return `When the user changes in Auth0 and ${system} takes the address then. Merged records need Retry.`;
    case 'email_invalid':
    case 'value_refused':
      return `When the user changes in Auth0 and ${system} takes the values then.`;
    default:
      return decided;
  }
}
