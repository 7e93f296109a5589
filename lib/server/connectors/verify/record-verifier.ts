import { type Finding } from '../../../connectors/finding';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { isSameValue } from '../../../connectors/same-value';
import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordPolicies } from '../../../connectors/records/record-config';
import { verifyRecord, type WriterLane } from '../../../connectors/records/verify-record';
import { secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { type Read, type RecordSource } from './record-source';
import { type Look, type LookStopped, type Verifier } from './verifier';

interface Parts {
  store: Pick<Store, 'writerLanes' | 'carriedUsers' | 'lanesOfRecord' | 'namedLanes'>;
  connectorId: number;
  source: RecordSource;
  /** Requests in a second that a comparison makes at most. */
  perSecond: number;
}

/** A read that did not come about ends the look. */
class Stopped extends Error {
  readonly why: LookStopped;

  constructor({ judgement, error }: LookStopped) {
    super('The other side was not read');
    this.why = { judgement, error };
  }
}

function valueOf<T>(read: Read<T>): T {
  if (read.kind === 'stopped') throw new Stopped(read);
  return read.value;
}

/** Compares linked records with the mirror, and then looks for records that carry a user id without a link. */
export function recordVerifier(parts: Parts): Verifier {
  const look = async (part: string, after: string): Promise<Look> =>
    part === 'linked' ? lookAtLinked(parts, after) : lookAtListed(parts, after);
  return {
    first: { part: 'linked', after: '' },
    look: async ({ part, after }) => {
      try {
        return await look(part, after);
      } catch (error) {
        if (error instanceof Stopped) return { stopped: error.why };
        throw error;
      }
    },
  };
}

const usersOf = async ({ store }: Pick<Parts, 'store'>, userIds: readonly string[]) =>
  new Map((await store.carriedUsers(userIds)).map((user) => [user.userId, user]));

const waitFor = (requests: number, perSecond: number) => Math.ceil((requests / perSecond) * secondMs);

async function lookAtLinked(parts: Parts, after: string): Promise<Look> {
  const { store, connectorId, source, perSecond } = parts;
  const lanes = await store.writerLanes(connectorId, { after, limit: source.recordsAtOnce });
  const atRest = lanes.filter(({ state }) => state === 'idle');
  const ids = atRest.filter(({ link }) => link.state !== 'archived').map(({ link }) => link.recordId);
  const records = ids.length === 0 ? [] : valueOf(await source.read(ids));
  const users = await usersOf(
    parts,
    atRest.map(({ key }) => key),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  const findings: Finding[] = [];
  let requests = ids.length === 0 ? 0 : source.requestsInLook;
  for (const lane of atRest.filter(({ link }) => link.state !== 'archived')) {
    const record = byId.get(lane.link.recordId);
    if (record === undefined) requests += 1;
    const found = record === undefined ? await missing(source, lane) : compared(source, { lane, record, users });
    if (found !== null) findings.push(found);
  }
  const last = lanes.at(-1);
  const hasMore = lanes.length === source.recordsAtOnce && last !== undefined;
  const listed = source.list === null ? null : { part: 'listed', after: '' };
  return {
    findings,
    compared: atRest.length,
    skipped: lanes.length - atRest.length,
    next: hasMore ? { part: 'linked', after: last.link.recordId } : listed,
    waitMs: waitFor(requests, perSecond),
  };
}

interface Pair {
  lane: WriterLane;
  record: FoundRecord;
  users: ReadonlyMap<string, CarriedUser>;
}

function compared({ system, changedAtMs }: RecordSource, { lane, record, users }: Pair): Finding | null {
  const { mapping, policies } = system;
  const user = users.get(lane.key);
  return verifyRecord({ lane, user, record, mapping, policies, changedAtMs: changedAtMs(record) });
}

async function missing(source: RecordSource, { key: userId, link: { recordId } }: WriterLane): Promise<Finding> {
  const record = valueOf(await source.readGone(recordId));
  const about = { userId, recordId, fields: [] };
  if (record === null) return { kind: 'missing', ...about, text: `${recordId} is not there any more.` };
  if (record.id === recordId) return { kind: 'archived', ...about, text: `${recordId} was archived there.` };
  return { kind: 'missing', ...about, text: `${recordId} was merged into ${record.id}. Pushing again moves the link.` };
}

async function lookAtListed(parts: Parts, after: string): Promise<Look> {
  const { source, perSecond } = parts;
  const page =
    source.list === null ? { records: [], next: null } : valueOf(await source.list(after === '' ? null : after));
  const carrying = page.records.flatMap((record) =>
    record.userId === null ? [] : [{ record, userId: record.userId }],
  );
  const users = await usersOf(
    parts,
    carrying.map(({ userId }) => userId),
  );
  const findings: Finding[] = [];
  for (const one of carrying) {
    const found = await unlinked(parts, one, users.get(one.userId));
    if (found !== null) findings.push(found);
  }
  const next = page.next === null ? null : { part: 'listed', after: page.next };
  return { findings, compared: 0, skipped: 0, next, waitMs: waitFor(1, perSecond) };
}

/** Null where the user is linked to the record, or is just being carried on. */
async function unlinked(
  { store, connectorId, source }: Parts,
  { record, userId }: { record: FoundRecord; userId: string },
  user: CarriedUser | undefined,
): Promise<Finding | null> {
  const { id: recordId } = record;
  const linked = await store.lanesOfRecord(connectorId, recordId);
  if (linked.some(({ key }) => key === userId)) return null;
  const about = { userId, recordId, fields: [] };
  if (user === undefined)
    return { kind: 'extra', ...about, text: 'It carries the id of a user that the mirror does not have.' };
  if (user.deletedAtMs !== null) {
    const isMarked = isDeactivated(record, source.system.policies);
    return isMarked ? null : { kind: 'extra', ...about, text: 'It carries the id of a user that was deleted.' };
  }
  const [lane] = await store.namedLanes(connectorId, [userId]);
  if (lane !== undefined && lane.state !== 'idle' && lane.state !== 'parked') return null;
  const other = lane?.link?.recordId;
  const isOthers = linked.length > 0 ? ' Another user is linked to it.' : '';
  const where = other === undefined ? 'is linked to no record' : `is linked to ${other}`;
  return { kind: 'unlinked', ...about, text: `It carries the id of a user who ${where}.${isOthers}` };
}

function isDeactivated({ values }: FoundRecord, { deactivation, whenDeleted }: RecordPolicies): boolean {
  return whenDeleted === 'keep' || isSameValue(deactivation.value, values[deactivation.target] ?? '');
}
