import { writableValues } from './mapping';
import { type FoundRecord } from './record';
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
} from './record-push';
import { shareRecord, unverified } from './match-record';
import { refusedEnd, updateRecord, writeValues } from './write-record';

/** Why a user without a record gets none; null when one may be made. */
export function refusedCreation({ push }: UnderWay): RecordEnd | null {
  const { user, policies, decision } = push;
  if (decision === 'create') return null;
  const email = textOf(user, 'email');
  if (email === null && policies.withoutEmail === 'park') return { kind: 'park', reason: 'no_email' };
  if (email !== null && !isVerified(user) && !policies.createUnverified) return { kind: 'park', reason: 'ignored' };
  const createdMs = Date.parse(textOf(user, 'created_at') ?? '');
  const choice = createdMs >= push.sinceMs ? policies.whenNew : policies.whenKnown;
  if (choice === 'ignore') return { kind: 'park', reason: 'ignored' };
  return choice === 'review' ? review('no_record', 'There is no record of this user yet.') : null;
}

/** Makes a record. When the other side says that one exists, that one is looked at: never a second creation in one push. */
export async function createRecord(way: UnderWay): Promise<RecordEnd> {
  const { user, mapping } = way.push;
  const { values } = writableValues({ user, mapping, sent: {}, isNew: true, isFull: true, current: null });
  const written = await writeValues(way, values, (some) => ({ act: 'create', values: some }));
  if (written.kind === 'refused') return refusedEnd(written.refusal);
  if (written.kind === 'gone') throw unexpected('a new record was answered with 404');
  if (written.kind === 'taken') return linkTaken(way, written);
  const { record, refusal } = written;
  const refused = new Set(Object.keys(refusal?.refused ?? {}));
  const sent = Object.fromEntries(Object.entries(values).filter(([target]) => !refused.has(target)));
  way.progress.link = { ...linkTo(way, record.id, 'created'), sent };
  return refusal === null ? inStep() : refusedEnd(refusal);
}

async function linkTaken(way: UnderWay, taken: { recordId: string | null; isUserId: boolean }): Promise<RecordEnd> {
  const { user } = way.push;
  const record = await readTaken(way, taken);
  if (record === null) throw unexpected('a record is said to exist, and none is found');
  if (record.userId !== user.userId) {
    if (!isVerified(user)) return unverified(record);
    const shared = await shareRecord(way, { record, origin: 'conflict' });
    if (shared !== null) return shared;
  }
  const end = await updateRecord(way, linkTo(way, record.id, 'conflict'), record);
  if (end === 'gone') throw unexpected('a record is said to exist, and is gone');
  return end;
}

async function readTaken(
  way: UnderWay,
  { recordId, isUserId }: { recordId: string | null; isUserId: boolean },
): Promise<FoundRecord | null> {
  const { user } = way.push;
  if (isUserId) return read(way, 'user_id', user.userId);
  const byId = recordId === null ? null : await read(way, 'id', recordId);
  const email = textOf(user, 'email');
  return byId ?? (email === null ? null : read(way, 'email', email));
}
