import { valueOf } from '../mirror-source';
import { type Candidate, type FoundRecord, type LinkOrigin } from './record';
import { inStep, isVerified, linkTo, read, type RecordEnd, review, textOf, type UnderWay } from './record-push';

/** A record that is the user's. */
export interface Match {
  record: FoundRecord;
  origin: LinkOrigin;
}

/** The user's record, none, or a reason why a person must say which. */
export type Matching = { kind: 'found'; match: Match } | { kind: 'none' } | { kind: 'ended'; end: RecordEnd };

/** Previous addresses that are looked for. */
const mostPrevious = 3;

/**
 * Finds the record of a user that has no link yet. The user id in the record and the record id in the profile decide alone.
 * Addresses must agree among themselves, and count only where they were verified: anybody can sign up with a stranger's.
 */
export async function matchRecord(way: UnderWay): Promise<Matching> {
  const strong = (await matchByUserId(way)) ?? (await matchByProfile(way));
  if (strong !== null) return { kind: 'found', match: strong };
  const weak = await matchesByEmail(way);
  const ids = new Set(weak.map(({ record }) => record.id));
  const [first] = weak;
  if (ids.size > 1) return { kind: 'ended', end: severalRecords(weak) };
  if (first !== undefined) return { kind: 'found', match: first };
  return matchUnverified(way);
}

async function matchByUserId(way: UnderWay): Promise<Match | null> {
  if (way.push.userIdTarget === null) return null;
  const record = await read(way, 'user_id', way.push.user.userId);
  return record === null ? null : { record, origin: 'user_id' };
}

/** Anything in the profile that cannot be the id of a record is not asked for. */
async function matchByProfile(way: UnderWay): Promise<Match | null> {
  const { policies, user, recordIdShape } = way.push;
  if (policies.recordIdPath === null) return null;
  const id = valueOf(policies.recordIdPath, user);
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || !recordIdShape.test(text)) return null;
  const record = await read(way, 'id', text);
  return record === null ? null : { record, origin: 'profile' };
}

async function matchesByEmail(way: UnderWay): Promise<Match[]> {
  const { user } = way.push;
  const present = textOf(user, 'email');
  const before = (await way.world.previousEmails()).filter((one) => one.isVerified).slice(0, mostPrevious);
  const matches: Match[] = [];
  for (const { email } of before) {
    const record = await formerRecord(way, email);
    if (record !== null) matches.push({ record, origin: 'previous_email' });
  }
  if (present !== null && isVerified(user)) {
    const record = await read(way, 'email', present);
    if (record !== null) matches.push({ record, origin: 'email' });
  }
  return matches;
}

/**
 * The record with an address that the user has given up. Not where another live user has that address now, or that record: then
 * it is theirs, and says nothing about this user.
 */
async function formerRecord(way: UnderWay, email: string): Promise<FoundRecord | null> {
  if ((await way.world.liveByEmail(email)) !== null) return null;
  const record = await read(way, 'email', email);
  if (record === null) return null;
  const other = (await writerOf(way, record.id)) ?? (await ownerIn(way, record));
  return other === null ? record : null;
}

async function matchUnverified(way: UnderWay): Promise<Matching> {
  const email = textOf(way.push.user, 'email');
  if (email === null || isVerified(way.push.user)) return { kind: 'none' };
  const record = await read(way, 'email', email);
  if (record === null) return { kind: 'none' };
  // Nobody but us writes the user id there: where it cannot be searched by, it is still seen.
  if (record.userId === way.push.user.userId) return { kind: 'found', match: { record, origin: 'user_id' } };
  return { kind: 'ended', end: unverified(record) };
}

const candidateOf = ({ record, origin }: Match): Candidate => ({
  recordId: record.id,
  by: origin,
  userId: record.userId,
});

function severalRecords(matches: readonly Match[]): RecordEnd {
  const candidates = [...new Map(matches.map((match) => [match.record.id, candidateOf(match)])).values()];
  const names = candidates.map(({ recordId, by }) =>
    by === 'email' ? `${recordId} by the present address` : `${recordId} by a previous address`,
  );
  return review('several_records', `The user matches ${names.join(' and ')}.`, { candidates });
}

/** Somebody has this address there, and Auth0 has not seen that it is the user's. */
export function unverified(record: FoundRecord): RecordEnd {
  return review('email_unverified', `${record.id} has the user’s address, which is not verified.`, {
    candidates: [candidateOf({ record, origin: 'email' })],
  });
}

/**
 * Takes a record for the user of a push, or ends the push where another live user has it: the lane follows, or a person
 * decides. Two users may find a record at the same moment, so what stands in it counts, and it is taken before it is written.
 */
export async function takeRecord(way: UnderWay, match: Match): Promise<RecordEnd | null> {
  const { record, origin } = match;
  const isOurs = record.userId === way.push.user.userId;
  if (isOurs && (await way.world.claim(linkTo(way, record.id, origin)))) return null;
  return shareRecord(way, match);
}

/** The other live user whose lane writes a record; null where none does. */
export async function writerOf({ world }: UnderWay, recordId: string): Promise<string | null> {
  const writer = (await world.linkedTo(recordId)).find(({ isWriter, isLive }) => isWriter && isLive);
  return writer?.userId ?? null;
}

/** The other live user whose id stands in a record; null where none does. */
export async function ownerIn({ world, push }: UnderWay, { userId }: FoundRecord): Promise<string | null> {
  return userId !== null && userId !== push.user.userId && (await world.isLive(userId)) ? userId : null;
}

async function shareRecord(way: UnderWay, { record, origin }: Match): Promise<RecordEnd | null> {
  const { world, push } = way;
  const other = (await writerOf(way, record.id)) ?? (await ownerIn(way, record));
  if (other === null && (await world.claim(linkTo(way, record.id, origin)))) return null;
  if (push.policies.whenShared === 'review') {
    const candidates = [{ recordId: record.id, by: origin, userId: other }];
    return review('linked_to_other_user', `${record.id} is the record of another user.`, { candidates });
  }
  way.progress.link = { ...linkTo(way, record.id, origin), role: 'follower' };
  return inStep(`follows the user that ${record.id} is linked to`);
}
