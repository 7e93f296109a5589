import { isNever, type LaneStand, park, rouse } from '../lane-steps';
import { type FieldDifference } from '../finding';
import { type AcceptedValues, type LaneDecision, type RecordLink, type ReviewFacts } from './record';

/**
 * What a person decides about a lane. `link`, `follow`: this record is the user's, to be written or only shared. `create`:
 * none is, make one. `leave_out`: go on without the refused values, until they change. `skip`: nothing until the next change.
 * `never`: nothing for this user. `unlink`: forget the record. `make_writer`: of the users that share the record, this one's
 * values are sent; with a `recordId` of one that waits for a person about a record that it does not share yet. `confirm_deletion`: do what was settled for deletions, and ask nobody. `resend`: write everything again.
 * `accept`: let the values of the record stand until ours change.
 */
export type LaneVerdict =
  | { act: 'link'; recordId: string }
  | { act: 'create' }
  | { act: 'leave_out' }
  | { act: 'skip' }
  | { act: 'never' }
  | { act: 'unlink' }
  | { act: 'follow'; recordId: string }
  | { act: 'make_writer'; recordId?: string }
  | { act: 'confirm_deletion' }
  | { act: 'resend' }
  | { act: 'accept'; fields: readonly FieldDifference[] };

/** What of a lane such decisions change. */
export interface RecordStand extends LaneStand {
  link: RecordLink | null;
  isOpen: boolean;
  decision: LaneDecision | null;
  facts: ReviewFacts | null;
}

/**
 * What a person has decided once the user has changed. A confirmation is about the deletion that was asked about: it must not
 * wait through retries for another one.
 */
export const decisionAfterChange = (decision: LaneDecision | null): LaneDecision | null =>
  decision === 'deletion_confirmed' ? null : decision;

/** In which states of a lane a decision means something. */
const inReview: ReadonlySet<LaneStand['state']> = new Set(['review']);
const inReviewOrParked: ReadonlySet<LaneStand['state']> = new Set(['review', 'parked']);
const inStep: ReadonlySet<LaneStand['state']> = new Set(['idle']);
const atRest: ReadonlySet<LaneStand['state']> = new Set(['review', 'idle', 'parked']);

const decidable: Record<LaneVerdict['act'], ReadonlySet<LaneStand['state']>> = {
  link: atRest,
  // A user without an address is parked, and can have a record from its names.
  create: inReviewOrParked,
  leave_out: inReview,
  skip: inReview,
  never: atRest,
  unlink: atRest,
  follow: inReview,
  make_writer: atRest,
  confirm_deletion: inReview,
  resend: atRest,
  accept: inStep,
};

/** The record of a deleted user waits for a word: Auth0 could not be asked, or the account was linked into another one. */
const isAboutDeletion = ({ reason }: RecordStand) => reason === 'deletion_unconfirmed' || reason === 'two_records';

function isDecidable(stand: RecordStand, act: LaneVerdict['act']): boolean {
  if (act === 'confirm_deletion' && !isAboutDeletion(stand)) return false;
  // A person who has changed their mind has it pushed first.
  return decidable[act].has(stand.state) && (act === 'unlink' || !isNever(stand));
}

/**
 * A lane after a person's decision; null where that does not apply: it is being pushed, or has nothing to decide about. Whether another lane is the writer of the record is not
 * known here. What is woken is pushed at once, with everything that it is not known to have sent.
 */
export function decideLane(stand: RecordStand, verdict: LaneVerdict, nowMs: number): RecordStand | null {
  if (!isDecidable(stand, verdict.act)) return null;
  if (isAboutLink(verdict)) return relink(stand, verdict, nowMs);
  switch (verdict.act) {
    case 'leave_out':
      return leaveOut(stand, nowMs);
    case 'confirm_deletion':
      return rouse({ ...answered(stand), decision: 'deletion_confirmed' as const }, nowMs);
    case 'create':
      return rouse({ ...answered(stand), link: null, isOpen: false, decision: 'create' as const }, nowMs);
    case 'skip':
    case 'never':
      return park(answered(stand), verdict.act === 'skip' ? 'skipped' : 'never');
    case 'resend':
      return resend(stand, nowMs);
    case 'accept':
      return accept(stand, verdict.fields);
  }
}

/** What was let stand there is written over, too. */
function resend(stand: RecordStand, nowMs: number): RecordStand {
  const lane = answered(stand);
  if (lane.link === null) return rouse({ ...lane, isOpen: true }, nowMs);
  const link = { ...lane.link };
  delete link.accepted;
  return rouse({ ...lane, link, isOpen: true }, nowMs);
}

/** Ours counts as sent, so that it is sent when it changes and not before. */
function accept(stand: RecordStand, fields: readonly FieldDifference[]): RecordStand | null {
  const { link } = stand;
  if (link?.role !== 'writer') return null;
  const sent = { ...link.sent, ...Object.fromEntries(fields.map(({ target, ours }) => [target, ours ?? ''])) };
  const accepted: AcceptedValues = {
    ...link.accepted,
    ...Object.fromEntries(
      fields.map(({ target, ours, theirs }) => [target, { ours: ours ?? '', theirs: theirs ?? '' }]),
    ),
  };
  return { ...stand, facts: null, link: { ...link, sent, accepted } };
}

/** A lane about which nothing is asked any more, and nothing was decided before. */
function answered(stand: RecordStand): RecordStand {
  return { ...stand, error: null, facts: null, decision: null };
}

type LinkVerdict = Extract<LaneVerdict, { act: 'link' | 'follow' | 'unlink' | 'make_writer' }>;

const linkActs: ReadonlySet<LaneVerdict['act']> = new Set(['link', 'follow', 'unlink', 'make_writer']);

const isAboutLink = (verdict: LaneVerdict): verdict is LinkVerdict => linkActs.has(verdict.act);

function relink(stand: RecordStand, verdict: LinkVerdict, nowMs: number): RecordStand | null {
  const { link } = stand;
  const lane = answered(stand);
  switch (verdict.act) {
    case 'link':
      return inFull(lane, newLink(verdict.recordId, 'writer', nowMs), nowMs);
    case 'follow':
      return { ...rest(lane), link: newLink(verdict.recordId, 'follower', nowMs), isOpen: false };
    case 'unlink':
      if (link === null) return null;
      return { ...(isNever(stand) ? lane : park(lane, 'unlinked')), link: null, isOpen: false };
    case 'make_writer':
      return makeWriter(stand, verdict, nowMs);
  }
}

/** A follower becomes the writer of its record; who shares none yet, of the one that a person is asked about. */
function makeWriter(
  stand: RecordStand,
  { recordId }: Extract<LaneVerdict, { act: 'make_writer' }>,
  nowMs: number,
): RecordStand | null {
  const { link, state } = stand;
  const lane = answered(stand);
  const isOwn = recordId === undefined || recordId === link?.recordId;
  if (isOwn) return link?.role === 'follower' ? inFull(lane, { ...link, role: 'writer' }, nowMs) : null;
  return state === 'review' ? inFull(lane, newLink(recordId, 'writer', nowMs), nowMs) : null;
}

function newLink(recordId: string, role: RecordLink['role'], nowMs: number): RecordLink {
  return { recordId, role, state: 'active', origin: 'person', linkedAtMs: nowMs, sent: {} };
}

/** Nothing is known of what the record has: all values are sent. */
function inFull(lane: RecordStand, link: RecordLink, nowMs: number): RecordStand {
  return rouse({ ...lane, link: { ...link, sent: {} }, isOpen: true }, nowMs);
}

/** Values that were refused count as sent, so that they are tried again when they change. */
function leaveOut(stand: RecordStand, nowMs: number): RecordStand | null {
  const { link, facts } = stand;
  if (link === null || facts === null || Object.keys(facts.refused).length === 0) return null;
  const sent = { ...link.sent, ...facts.refused };
  return rouse({ ...answered(stand), link: { ...link, sent } }, nowMs);
}

/** Nothing is to be carried on, and the next change is. */
function rest(lane: RecordStand): RecordStand {
  const { wantedSeq: doneSeq } = lane;
  return {
    ...lane,
    ...{ state: 'idle', dueMs: null, doneSeq, attempts: 0, reason: null, waitingSinceMs: null },
  };
}
