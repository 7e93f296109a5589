import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type CarriedUser, nameOf } from '../../../connectors/mirror-source';
import { writableValues } from '../../../connectors/records/mapping';
import { type FoundRecord, type RecordLink } from '../../../connectors/records/record';
import { beginPush, pushRecord } from '../../../connectors/records/push-record';
import { type RecordEnd, type UnderWay } from '../../../connectors/records/record-push';
import {
  mostPreviewReads,
  type PreviewRow,
  type RecordPreviewAnswer,
} from '../../../connectors/records/record-preview';
import { type ClearReply, PushStopped, type RecordCall } from '../../../connectors/records/record-reply';
import { type PushWorld } from '../push-work';
import { type RecordSystem } from './record-system';
import { recordQuestions } from './record-questions';

type World = Pick<PushWorld<ConnectorConfig>, 'store' | 'connector' | 'isGoneAtAuth0'>;

/** A user, and when the newest event happened that would be carried on; null for one who was named. */
export type PreviewUser = CarriedUser & { eventAtMs: number | null };

interface Previewed {
  users: readonly PreviewUser[];
  /** What is known of each user's record, by user id. */
  links: ReadonlyMap<string, RecordLink>;
  system: RecordSystem;
}

/** What would be done for these users: the same rules as a push, with writes that are only noted. */
export async function previewRecords(world: World, { users, links, system }: Previewed): Promise<RecordPreviewAnswer> {
  const counted = { reads: 0 };
  const rows: PreviewRow[] = [];
  for (const user of users) {
    rows.push(await previewUser(world, { user, link: links.get(user.userId) ?? null, system, counted }));
  }
  return { rows, reads: counted.reads };
}

interface One {
  user: PreviewUser;
  link: RecordLink | null;
  system: RecordSystem;
  counted: { reads: number };
}

type Write = Exclude<RecordCall, { act: 'read' }>;

async function previewUser(world: World, { user, link, system, counted }: One): Promise<PreviewRow> {
  const writes: Write[] = [];
  const lane = { key: user.userId };
  const call = async (asked: RecordCall): Promise<ClearReply> => {
    if (asked.act !== 'read') {
      writes.push(asked);
      return pretended(asked);
    }
    counted.reads += 1;
    if (counted.reads > mostPreviewReads) throw tooMany();
    const { reply } = await system.ask(asked);
    if (reply.kind === 'stopped') throw new PushStopped(reply);
    return reply;
  };
  const { mapping, policies, userIdTarget, emailTarget, recordIdShape } = system;
  const way = beginPush(
    {
      ...recordQuestions(world, { lane, user }),
      mayDeactivate: () => Promise.resolve(true),
      claim: () => Promise.resolve(true),
      call,
    },
    // Long ago, so that a deletion waits for nothing.
    {
      ...{ user, mapping, policies, userIdTarget, emailTarget, recordIdShape, link },
      sinceMs: world.connector.createdAtMs,
      ...{ isOpen: false, decision: null, waitingSinceMs: 0 },
    },
  );
  try {
    return rowOf({ user, way, writes }, await pushRecord(way));
  } catch (error) {
    if (!(error instanceof PushStopped)) throw error;
    return { ...rowOf({ user, way, writes }, { kind: 'in_step', note: error.reply.error }), act: 'unknown' };
  }
}

function tooMany(): PushStopped {
  const judgement = { kind: 'failed' as const, isOutage: false, isAnswered: true };
  const error = `not looked at: a preview makes ${mostPreviewReads} requests at most`;
  return new PushStopped({ kind: 'stopped', judgement, error, isUnknown: false });
}

/** What a write would be answered when all goes well. */
function pretended(call: Write): ClearReply {
  const record: FoundRecord = {
    id: call.act === 'create' ? 'new' : call.recordId,
    values: call.act === 'archive' ? {} : call.values,
    ...{ userId: null, formerIds: [], isArchived: false },
  };
  return { kind: 'record', record };
}

interface Seen {
  user: PreviewUser;
  way: UnderWay;
  writes: readonly Write[];
}

function rowOf({ user, way, writes }: Seen, end: RecordEnd): PreviewRow {
  const { link } = way.progress;
  const { mapping } = way.push;
  const isNew = writes[0]?.act === 'create';
  const sent = isNew ? {} : (way.push.link?.sent ?? {});
  const { left } = writableValues({ user, mapping, sent, isNew, isFull: false, current: null });
  return {
    userId: user.userId,
    name: nameOf(user),
    eventAtMs: user.eventAtMs,
    act: actOf(end, writes, way),
    recordId: link === null || link.recordId === 'new' ? null : link.recordId,
    origin: link?.origin ?? null,
    writes: writes.map((call) => ({ act: call.act, values: 'values' in call ? call.values : {} })),
    left,
    text: end.kind === 'in_step' ? end.note : end.kind === 'review' ? end.text : null,
    candidates: end.kind === 'review' ? end.candidates : [],
  };
}

function actOf(end: RecordEnd, writes: readonly Write[], { progress }: UnderWay): PreviewRow['act'] {
  if (end.kind === 'review' || end.kind === 'park' || end.kind === 'wait') return end.kind;
  const last = writes.at(-1);
  if (last === undefined) return 'nothing';
  return progress.link?.state === 'deactivated' ? 'deactivate' : last.act;
}
