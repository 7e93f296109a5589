import { type CarriedUser } from '../../mirror-source';
import { type FoundRecord, type RecordLink, type RecordValues } from '../record';
import { hubspotDefaults, hubspotUserIdTarget, numericId, type RecordPolicies } from '../record-config';
import { type RecordEnd, type RecordProgress, type RecordPush } from '../record-push';
import { beginPush, pushRecord } from '../push-record';
import { type ClearReply, PushStopped, type RecordCall, type RecordWorld } from '../record-reply';

interface Kept {
  id: string;
  values: Record<string, string>;
  formerIds: string[];
  isArchived: boolean;
}

/** A system of records in memory: unique addresses and user ids, archived records that only show when asked for. */
export class SmallCrm {
  readonly records = new Map<string, Kept>();
  /** Every request, in order. */
  readonly calls: RecordCall[] = [];
  /** Answers in the place of the records: the first one that is not null is taken. */
  readonly instead: ((call: RecordCall) => ClearReply | null)[] = [];
  #nextId = 101;

  /** Puts a record there, as a person does. */
  put(id: string, values: RecordValues, over: Partial<Kept> = {}): void {
    this.records.set(id, { id, values: { ...values }, formerIds: [], isArchived: false, ...over });
  }

  writes(): RecordCall[] {
    return this.calls.filter(({ act }) => act !== 'read');
  }

  answer(call: RecordCall): ClearReply {
    this.calls.push(call);
    for (const answer of this.instead) {
      const reply = answer(call);
      if (reply !== null) return reply;
    }
    switch (call.act) {
      case 'read':
        return toReply(this.#find(call));
      case 'create':
        return this.#save(String(this.#nextId++), call.values);
      case 'update':
        return this.#live(call.recordId) === undefined ? { kind: 'none' } : this.#save(call.recordId, call.values);
      case 'archive': {
        const record = this.#live(call.recordId);
        if (record !== undefined) record.isArchived = true;
        return { kind: 'none' };
      }
    }
  }

  #live(id: string): Kept | undefined {
    const record = this.records.get(id);
    return record?.isArchived === true ? undefined : record;
  }

  #find({ by, value, isArchived = false }: Extract<RecordCall, { act: 'read' }>): Kept | undefined {
    const shown = [...this.records.values()].filter((record) => record.isArchived === isArchived);
    if (by === 'id') return shown.find(({ id }) => id === value);
    const target = by === 'email' ? 'email' : hubspotUserIdTarget;
    return shown.find(({ values }) => values[target]?.toLowerCase() === value.toLowerCase());
  }

  #save(id: string, values: RecordValues): ClearReply {
    for (const target of ['email', hubspotUserIdTarget]) {
      const value = values[target];
      if (value === undefined || value === '') continue;
      const holder = [...this.records.values()].find(
        (one) => !one.isArchived && one.id !== id && one.values[target] === value,
      );
      if (holder !== undefined) {
        return { kind: 'conflict', recordId: holder.id, isUserId: target === hubspotUserIdTarget };
      }
    }
    const before = this.records.get(id) ?? { id, values: {}, formerIds: [], isArchived: false };
    const after = { ...before, values: { ...before.values, ...values } };
    this.records.set(id, after);
    return toReply(after);
  }
}

function toReply(kept: Kept | undefined): ClearReply {
  if (kept === undefined) return { kind: 'none' };
  const { id, values, formerIds, isArchived } = kept;
  const record: FoundRecord = { id, values, formerIds, isArchived, userId: values[hubspotUserIdTarget] ?? null };
  return { kind: 'record', record };
}

/** A user as the mirror has it: Ada, with a verified address, unless told otherwise. */
export function adaWith(profile: CarriedUser['profile'] = {}, over: Partial<CarriedUser> = {}): CarriedUser {
  return {
    userId: 'auth0|ada',
    profile: {
      email: 'ada@example.test',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Lovelace',
      created_at: '2026-11-01T00:00:00.000Z',
      ...profile,
    },
    connections: [],
    isBlocked: false,
    deletedAtMs: null,
    newestEventMs: 1_000,
    ...over,
  };
}

/** A link to a record that was sent nothing yet. */
export function linkedTo(recordId: string, over: Partial<RecordLink> = {}): RecordLink {
  return { recordId, role: 'writer', state: 'active', origin: 'created', linkedAtMs: 1, sent: {}, ...over };
}

/** The time of every push, in epoch ms, unless told otherwise. */
export const nowMs = Date.UTC(2026, 10, 30, 12);

interface PushOver extends Partial<Omit<RecordPush, 'policies'>> {
  policies?: Partial<RecordPolicies>;
  world?: Partial<RecordWorld>;
}

/** One push of Ada to a small CRM, with HubSpot's defaults. */
export async function push(
  crm: SmallCrm,
  over: PushOver = {},
): Promise<{ end: RecordEnd | 'stopped'; progress: RecordProgress }> {
  const { policies, world, ...rest } = over;
  const asked: RecordWorld = {
    nowMs: () => nowMs,
    call: (call) => Promise.resolve(crm.answer(call)),
    linkedTo: () => Promise.resolve([]),
    claim: () => Promise.resolve(true),
    previousEmails: () => Promise.resolve([]),
    linkedInto: () => Promise.resolve(null),
    recordOf: () => Promise.resolve(null),
    liveByEmail: () => Promise.resolve(null),
    isLive: () => Promise.resolve(false),
    isGoneAtAuth0: () => Promise.resolve(true),
    mayDeactivate: () => Promise.resolve(true),
    ...world,
  };
  const way = beginPush(asked, {
    user: adaWith(),
    mapping: hubspotDefaults.mapping,
    policies: { ...hubspotDefaults.policies, ...policies },
    userIdTarget: hubspotUserIdTarget,
    emailTarget: 'email',
    recordIdShape: numericId,
    sinceMs: 0,
    link: null,
    isOpen: false,
    decision: null,
    waitingSinceMs: 0,
    ...rest,
  });
  const end = await pushRecord(way).catch((error: unknown) => {
    if (error instanceof PushStopped) return 'stopped' as const;
    throw error;
  });
  return { end, progress: way.progress };
}
