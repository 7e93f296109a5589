import { minuteMs } from '../../spans';
import { survivorOf } from './gone-record';
import { type FoundRecord, type RecordLink } from './record';
import { ownerIn } from './match-record';
import {
  inStep,
  isVerified,
  linkTo,
  read,
  type RecordEnd,
  review,
  textOf,
  type UnderWay,
  unexpected,
  write,
} from './record-push';
import { refusedEnd, writeValues } from './write-record';

/** A deletion waits so long: that of a linked account is followed by an update of the account it was linked into. */
const deletionWaitMs = minuteMs;

/** What becomes of the record of a user that was deleted. */
export async function deleteRecord(way: UnderWay): Promise<RecordEnd> {
  const { push, progress, world } = way;
  const link = progress.link ?? (await leftByCrash(way));
  if (link === null) return inStep('deleted; no record is known');
  if (link.role === 'follower') return letGo(way, 'deleted; the record is another user’s');
  if (link.state !== 'active' && !progress.isOpen) return inStep('unchanged');
  const untilMs = waitsUntil(way);
  const isConfirmed = push.decision === 'deletion_confirmed';
  if (!isConfirmed && world.nowMs() < untilMs) return { kind: 'wait', untilMs };
  const record = (await read(way, 'id', link.recordId)) ?? (await survivorOf(way, link));
  if (record === null) return letGo(way, 'deleted; the record is gone already');
  const there = { ...link, recordId: record.id };
  progress.link = there;
  return (await keptByOther(way, there, record)) ?? carryOutPolicy(way, there);
}

/** A creation whose answer was never heard of may have left a record. */
async function leftByCrash(way: UnderWay): Promise<RecordLink | null> {
  const { user, userIdTarget } = way.push;
  if (!way.progress.isOpen || userIdTarget === null) return null;
  const record = await read(way, 'user_id', user.userId);
  return record === null ? null : linkTo(way, record.id, 'user_id');
}

function waitsUntil({ push, world }: UnderWay): number {
  const nowMs = world.nowMs();
  const deletedAtMs = push.user.deletedAtMs ?? nowMs;
  const wokenMs = push.waitingSinceMs ?? nowMs;
  // A clock that runs ahead must not put it off for ever.
  const sinceMs = deletedAtMs > nowMs ? wokenMs : Math.max(deletedAtMs, wokenMs);
  return sinceMs + deletionWaitMs;
}

/** The record stays as it is, and is not this user's any more. */
function letGo({ progress }: UnderWay, note: string): RecordEnd {
  progress.link = null;
  return inStep(note);
}

function handOver(way: UnderWay, userId: string): RecordEnd {
  way.progress.handOver = { userId };
  return letGo(way, 'deleted; another user has the record from now on');
}

/** Somebody else goes on with the record: the account this one was linked into, a follower, a user of the same address. */
async function keptByOther(way: UnderWay, link: RecordLink, record: FoundRecord): Promise<RecordEnd | null> {
  const { push, world } = way;
  const isConfirmed = push.decision === 'deletion_confirmed';
  const primary = await world.linkedInto();
  if (primary !== null && !isConfirmed) return keptByPrimary(way, link, primary);
  const [heir] = (await world.linkedTo(link.recordId)).filter(({ isLive }) => isLive);
  if (heir !== undefined) return handOver(way, heir.userId);
  const others = [await ownerIn(way, record), await liveTwin(way)].filter((userId) => userId !== null);
  for (const userId of others) {
    // A person has said that the other account keeps the record it has.
    if (isConfirmed && userId === primary?.userId) continue;
    const recordId = await world.recordOf(userId);
    if (recordId === null || recordId === link.recordId) return handOver(way, userId);
    const text = `${link.recordId} may be the record of another user, who has ${recordId}.`;
    if (!isConfirmed) return twoRecords(way, { link, other: { userId, recordId }, text });
  }
  return null;
}

interface TwoRecords {
  link: RecordLink;
  other: { userId: string; recordId: string };
  text: string;
}

function twoRecords(way: UnderWay, { link: { recordId }, other, text }: TwoRecords): RecordEnd {
  const candidates = [
    { recordId, by: 'user_id' as const, userId: way.push.user.userId },
    { recordId: other.recordId, by: 'user_id' as const, userId: other.userId },
  ];
  return review('two_records', text, { candidates });
}

/** A live user with the same verified address. */
async function liveTwin({ push, world }: UnderWay): Promise<string | null> {
  const email = isVerified(push.user) ? textOf(push.user, 'email') : null;
  return email === null ? null : world.liveByEmail(email);
}

function keptByPrimary(
  way: UnderWay,
  link: RecordLink,
  primary: { userId: string; recordId: string | null },
): RecordEnd {
  const { recordId } = link;
  if (primary.recordId === recordId) return letGo(way, 'linked into another account, which has the same record');
  const { userId, recordId: otherId } = primary;
  if (otherId === null) return handOver(way, userId);
  const text = `Two accounts were linked, with the records ${recordId} and ${otherId}.`;
  return twoRecords(way, { link, other: { userId, recordId: otherId }, text });
}

async function carryOutPolicy(way: UnderWay, link: RecordLink): Promise<RecordEnd> {
  switch (way.push.policies.whenDeleted) {
    case 'keep':
      return inStep('deleted; the record is kept');
    case 'deactivate':
      return deactivate(way, link);
    case 'archive':
      return archive(way, link);
  }
}

async function deactivate(way: UnderWay, link: RecordLink): Promise<RecordEnd> {
  const { target, value } = way.push.policies.deactivation;
  if (!(await way.world.mayDeactivate())) return { kind: 'hold', reason: 'mass_deletion' };
  const { recordId } = link;
  const written = await writeValues(way, { [target]: value }, (values) => ({ act: 'update', recordId, values }));
  if (written.kind === 'refused') return refusedEnd(written.refusal);
  if (written.kind === 'gone') return letGo(way, 'deleted; the record is gone already');
  if (written.kind === 'taken') throw unexpected('the mark of a deletion must not be unique');
  way.progress.link = { ...link, state: 'deactivated', sent: { ...link.sent, [target]: value } };
  return inStep();
}

/** A forged event must not archive anybody: Auth0 is asked first. */
async function archive(way: UnderWay, link: RecordLink): Promise<RecordEnd> {
  const { push, world, progress } = way;
  const isGone = push.decision === 'deletion_confirmed' ? true : await world.isGoneAtAuth0();
  if (isGone === null) return review('deletion_unconfirmed', 'Auth0 could not be asked whether the user is gone.');
  if (!isGone) return inStep('not archived: Auth0 still has the user');
  if (!(await world.mayDeactivate())) return { kind: 'hold', reason: 'mass_deletion' };
  const reply = await write(way, { act: 'archive', recordId: link.recordId });
  if (reply.kind !== 'record' && reply.kind !== 'none') throw unexpected(`archiving was answered with "${reply.kind}"`);
  progress.link = { ...link, state: 'archived' };
  return inStep();
}
