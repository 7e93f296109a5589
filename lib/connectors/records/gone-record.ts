import { type ReviewReason } from '../connector';
import { createRecord } from './create-record';
import { type FoundRecord, type RecordLink } from './record';
import { read, type RecordEnd, review, textOf, type UnderWay, unexpected } from './record-push';
import { moved, updateRecord } from './write-record';

/** Brings a linked record into step, and looks for what has become of it where it is not there any more. */
export async function updateOrRecover(way: UnderWay, link: RecordLink, record: FoundRecord | null): Promise<RecordEnd> {
  const end = await updateRecord(way, link, record);
  if (end !== 'gone') return end;
  const archived = await read(way, 'id', link.recordId, true);
  if (archived?.id === link.recordId) return renew(way, 'record_archived', `${link.recordId} was archived.`);
  const survivor = archived ?? (await survivorOf(way, link));
  if (survivor === null) return renew(way, 'record_gone', `${link.recordId} is not there any more.`);
  const again = await moved(way, link, survivor);
  if (again === 'gone') throw unexpected('the record that it was merged into is gone');
  return again;
}

/** The record that this one was merged into says so; no other is taken for it. */
export async function survivorOf(way: UnderWay, { recordId }: RecordLink): Promise<FoundRecord | null> {
  const { user, userIdTarget } = way.push;
  const email = textOf(user, 'email');
  const byUserId = userIdTarget === null ? null : await read(way, 'user_id', user.userId);
  if (byUserId?.formerIds.includes(recordId) === true) return byUserId;
  const byEmail = email === null ? null : await read(way, 'email', email);
  return byEmail?.formerIds.includes(recordId) === true ? byEmail : null;
}

async function renew(way: UnderWay, reason: ReviewReason, text: string): Promise<RecordEnd> {
  if (way.push.policies.whenGone === 'review') return review(reason, text);
  way.progress.link = null;
  return createRecord(way);
}
