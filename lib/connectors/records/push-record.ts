import { createRecord, refusedCreation } from './create-record';
import { deleteRecord } from './delete-record';
import { updateOrRecover } from './gone-record';
import { matchRecord, ownerIn, takeRecord, writerOf } from './match-record';
import { type RecordLink } from './record';
import {
  inStep,
  linkTo,
  read,
  type RecordEnd,
  type RecordProgress,
  type RecordPush,
  type UnderWay,
} from './record-push';
import { type RecordWorld } from './record-reply';
import { takesPart } from './takes-part';

/** What is known before anything was asked. */
export function beginPush(world: RecordWorld, push: RecordPush): UnderWay {
  const progress: RecordProgress = { link: push.link, isOpen: push.isOpen, handOver: null };
  return { world, push, progress };
}

/**
 * Brings a user's record into step with the mirror: finds or makes it, sends what differs from what it was sent, and does
 * what was decided for deletions. What has come of it stands in `way.progress` at any time. Throws `PushStopped` when the
 * other side says nothing about the record. Nothing here knows how the other side is asked.
 */
export async function pushRecord(way: UnderWay): Promise<RecordEnd> {
  const { push, progress } = way;
  if (push.user.deletedAtMs !== null) return deleteRecord(way);
  if (!takesPart(push.policies.filter, push.user)) return { kind: 'park', reason: 'not_taking_part' };
  const { link } = progress;
  if (link?.role === 'follower') return followOrWrite(way, link);
  if (link !== null) return updateOrRecover(way, link, null);
  return push.decision === 'create' ? createRecord(way) : matchOrCreate(way);
}

/** Somebody must send what changes: where a record has lost its writer, a follower takes its place. */
async function followOrWrite(way: UnderWay, link: RecordLink): Promise<RecordEnd> {
  const following = inStep('follows another user');
  if ((await writerOf(way, link.recordId)) !== null) return following;
  const record = await read(way, 'id', link.recordId);
  if (record !== null && (await ownerIn(way, record)) !== null) return following;
  const own: RecordLink = { ...link, role: 'writer', sent: {} };
  return (await way.world.claim(own)) ? updateOrRecover(way, own, record) : following;
}

async function matchOrCreate(way: UnderWay): Promise<RecordEnd> {
  const matching = await matchRecord(way);
  if (matching.kind === 'ended') return matching.end;
  if (matching.kind === 'none') return refusedCreation(way) ?? createRecord(way);
  const { match } = matching;
  const shared = await takeRecord(way, match);
  return shared ?? updateOrRecover(way, linkTo(way, match.record.id, match.origin), match.record);
}
