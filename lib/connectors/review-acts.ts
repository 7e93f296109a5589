import { isRecordKind } from './record-kinds';
import { type ReviewReason } from './connector';
import { type ReviewRow } from './connector-answers';
import { type LaneActName } from './connector-query';

/** What of a case decides which acts apply. */
export type ActCase = Pick<ReviewRow, 'state' | 'reason' | 'link' | 'facts' | 'connectorKind' | 'isEvent'>;

/** One thing that a person can do about a case. */
export interface ReviewAct {
  act: LaneActName;
  label: string;
  /** The record that it is about. An act that needs one and has none asks the person which. */
  recordId?: string;
  /** What follows, for acts that a person is asked about again. */
  confirm?: string;
}

const retry: ReviewAct = { act: 'push', label: 'Retry' };
const create: ReviewAct = { act: 'create', label: 'Create' };
const skip: ReviewAct = { act: 'skip', label: 'Skip' };
const chooseLink: ReviewAct = { act: 'link', label: 'Link to…' };
const unlink: ReviewAct = { act: 'unlink', label: 'Unlink' };

const skipEvent: ReviewAct = {
  act: 'skip',
  label: 'Skip this event…',
  confirm: 'The event will never be sent by this connector. Later events of the same user go on after it.',
};

const never: ReviewAct = {
  act: 'never',
  label: 'Never for this user…',
  confirm:
    'Nothing of this user is carried on by this connector any more, whatever changes. The record stays as it is. "Push" in the list of users ends it.',
};

const confirmDeletion: ReviewAct = {
  act: 'confirm_deletion',
  label: 'Confirm the deletion…',
  confirm: 'Auth0 is not asked: what the settings say about deleted users is done to the record.',
};

/** Records that the facts name, each once, without the one the user is linked to. */
export function otherRecordIds({ link, facts }: Pick<ActCase, 'link' | 'facts'>): string[] {
  const ids = facts?.candidates.map(({ recordId }) => recordId) ?? [];
  return [...new Set(ids)].filter((id) => id !== link?.recordId);
}

function linkToOther(of: ActCase, label: (id: string) => string): ReviewAct {
  const [id, ...more] = otherRecordIds(of);
  return id === undefined || more.length > 0 ? chooseLink : { act: 'link', label: label(id), recordId: id };
}

/** Refused values are left out of a record that is there; without one there is nothing to send the rest to. */
function leaveOut(of: ActCase, label?: string): ReviewAct[] {
  const targets = Object.keys(of.facts?.refused ?? {});
  const [first] = targets;
  if (of.link === null || first === undefined) return [];
  return [{ act: 'leave_out', label: label ?? (targets.length === 1 ? `Send without ${first}` : 'Send without them') }];
}

function sharing(of: ActCase): ReviewAct[] {
  const [recordId] = otherRecordIds(of);
  const id = of.link?.recordId ?? recordId;
  if (id === undefined) return [chooseLink, skip];
  return [
    { act: 'follow', label: `Follow in ${id}`, recordId: id },
    { act: 'make_writer', label: 'Make writer', recordId: id },
    skip,
  ];
}

const unlinkOrSkip = ({ link }: ActCase) => (link === null ? skip : unlink);

const renewActs = (of: ActCase) => [{ ...create, label: 'Create anew' }, chooseLink, unlinkOrSkip(of)];
const valueActs = (of: ActCase) => [...leaveOut(of), retry];
const plainActs = () => [retry, skip];

const recordActs: Record<ReviewReason, (of: ActCase) => ReviewAct[]> = {
  several_records: () => [chooseLink, create, skip],
  email_taken: (of) => [retry, ...leaveOut(of, 'Keep the old address'), linkToOther(of, (id) => `Link to ${id}`)],
  email_unverified: (of) => [linkToOther(of, (id) => `Link to ${id} anyway`), skip],
  email_invalid: (of) => [...leaveOut(of), of.link === null ? retry : skip],
  no_record: () => [create, chooseLink, skip],
  linked_to_other_user: sharing,
  two_records: () => [
    { ...confirmDeletion, label: 'Keep the primary’s…' },
    { act: 'unlink', label: 'Keep both' },
  ],
  record_gone: renewActs,
  record_archived: renewActs,
  erased_before: (of) => [unlinkOrSkip(of), retry],
  value_refused: valueActs,
  property_read_only: valueActs,
  validation_rule: plainActs,
  deletion_unconfirmed: () => [confirmDeletion, { ...skip, label: 'Keep the record' }],
  keeps_failing: plainActs,
};

const isAsked = (reason: ActCase['reason']): reason is ReviewReason =>
  reason !== null && Object.hasOwn(recordActs, reason);

/** What can be done about a case, the default first. A record can also be left alone for good, which comes last. */
export function reviewActs(of: ActCase): ReviewAct[] {
  if (of.state !== 'review') return [];
  if (of.connectorKind === 'webhook') return [retry, skipEvent];
  if (!isRecordKind(of.connectorKind)) return [retry];
  return [...(isAsked(of.reason) ? recordActs[of.reason](of) : plainActs()), never];
}

/** What can be done about a user anywhere in a list: of a case what decides it, of others what changes their record. */
export function laneChoices(of: ActCase): ReviewAct[] {
  if (of.state === 'review') return reviewActs(of);
  if (of.state === 'retrying') return [{ ...retry, label: 'Retry now' }];
  if (!isRecordKind(of.connectorKind) || (of.state !== 'idle' && of.state !== 'parked')) return [];
  return restingChoices(of);
}

function restingChoices({ state, reason, link }: ActCase): ReviewAct[] {
  const forget: ReviewAct = {
    ...unlink,
    label: 'Unlink…',
    confirm: 'The link is forgotten, and the record stays as it is. The next change looks for a record anew.',
  };
  const isNever = reason === 'never';
  return [
    ...(state === 'parked' ? [{ act: 'push' as const, label: 'Push' }] : []),
    ...(reason === 'no_email' ? [{ ...create, label: 'Create from names' }] : []),
    ...(link?.role === 'follower' && !isNever ? [{ act: 'make_writer' as const, label: 'Make writer' }] : []),
    ...(isNever ? [] : [{ ...chooseLink, label: link === null ? 'Link to…' : 'Link to another…' }]),
    ...(link === null ? [] : [forget]),
    ...(isNever ? [] : [never]),
  ];
}

/** The records that a person compares: the one that the user is linked to first. */
export function comparedIds(of: Pick<ActCase, 'link' | 'facts'>): string[] {
  return [...(of.link === null ? [] : [of.link.recordId]), ...otherRecordIds(of)];
}
