import { writableValues } from './mapping';
import { type FoundRecord, type RecordValues } from './record';
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
import { takeRecord, unverified } from './match-record';
import { refusedEnd, updateRecord, withUserId, writeValues } from './write-record';

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
  const mapped = writableValues({ user, mapping, sent: {}, isNew: true, isFull: true, current: null });
  const values = withUserId(way, mapped.values, true);
  const written = await writeValues(way, values, (some) => ({ act: 'create', values: some }));
  if (written.kind === 'refused') return refusedEnd(written.refusal);
  if (written.kind === 'gone') throw unexpected('a new record was answered with 404');
  if (written.kind === 'taken') return linkTaken(way, { ...written, email: values[way.push.emailTarget] ?? null });
  const { record, refusal } = written;
  const refused = new Set(Object.keys(refusal?.refused ?? {}));
  const sent: RecordValues = Object.fromEntries(Object.entries(values).filter(([target]) => !refused.has(target)));
  way.progress.link = { ...linkTo(way, record.id, 'created'), sent };
  return refusal === null ? inStep() : refusedEnd(refusal);
}

/** What a new record was refused for. `email` is the address that was sent. */
interface Taken {
  recordId: string | null;
  isUserId: boolean;
  email: string | null;
}

const isSameAddress = (one: string | null | undefined, other: string | null | undefined) =>
  typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();

async function linkTaken(way: UnderWay, taken: Taken): Promise<RecordEnd> {
  const { user } = way.push;
  const record = await readTaken(way, taken);
  if (record === null) throw unexpected('a record is said to exist, and none is found');
  // What was sent may be an address that Auth0 knows nothing of, by the mapping.
  const isOwnAddress = isVerified(user) && isSameAddress(taken.email, textOf(user, 'email'));
  if (record.userId !== user.userId && !isOwnAddress) return unverified(record);
  const shared = await takeRecord(way, { record, origin: 'conflict' });
  if (shared !== null) return shared;
  const end = await updateRecord(way, linkTo(way, record.id, 'conflict'), record);
  if (end === 'gone') throw unexpected('a record is said to exist, and is gone');
  return end;
}

async function readTaken(way: UnderWay, { recordId, isUserId, email }: Taken): Promise<FoundRecord | null> {
  const { user, emailTarget } = way.push;
  if (isUserId) return read(way, 'user_id', user.userId);
  const byId = recordId === null ? null : await read(way, 'id', recordId);
  // The id is taken from a sentence: the record must have what it was refused for.
  const isMeant = byId !== null && (byId.userId === user.userId || isSameAddress(byId.values[emailTarget], email));
  if (isMeant) return byId;
  return email === null ? null : read(way, 'email', email);
}
