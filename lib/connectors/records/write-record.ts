import { type ReviewReason } from '../connector';
import { writableValues } from './mapping';
import { takeRecord } from './match-record';
import { type Candidate, type FoundRecord, type RecordLink, type RecordValues } from './record';
import { inStep, linkTo, read, type RecordEnd, review, type UnderWay, unexpected, write } from './record-push';
import { type FieldRefusal } from './record-reply';

/** Times one push writes a record at most, each without what was refused before. */
const mostWrites = 4;

/** How a write ended. `gone`: the record is not there. `taken`: another record has a value that must be unique. */
export type Written =
  | { kind: 'written'; record: FoundRecord; refusal: Refusal | null }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'gone' }
  | { kind: 'taken'; recordId: string | null; isUserId: boolean };

/** What the other side did not take, and why. */
export interface Refusal {
  reason: ReviewReason;
  text: string;
  refused: RecordValues;
  candidates: readonly Candidate[];
}

const refusalReasons: Record<FieldRefusal, ReviewReason> = {
  value: 'value_refused',
  read_only: 'property_read_only',
  email_invalid: 'email_invalid',
  erased_before: 'erased_before',
  rule: 'validation_rule',
};

const without = (values: RecordValues, targets: readonly string[]): RecordValues =>
  Object.fromEntries(Object.entries(values).filter(([target]) => !targets.includes(target)));

const only = (values: RecordValues, targets: readonly string[]): RecordValues =>
  Object.fromEntries(Object.entries(values).filter(([target]) => targets.includes(target)));

const isEmpty = (values: RecordValues) => Object.keys(values).length === 0;

function joined(before: Refusal | null, next: Refusal): Refusal {
  if (before === null) return next;
  const refused = { ...before.refused, ...next.refused };
  return { ...before, text: `${before.text} ${next.text}`, refused, candidates: before.candidates };
}

type WriteCall = (values: RecordValues) => Parameters<typeof write>[1];

/**
 * Writes values, and again without those that were refused, so that one bad value keeps back no other. A taken address is
 * left out of an update, too; a new record needs a look at who has it.
 */
export async function writeValues(way: UnderWay, values: RecordValues, callOf: WriteCall): Promise<Written> {
  let left = values;
  let refusal: Refusal | null = null;
  for (let round = 0; round < mostWrites; round += 1) {
    const call = callOf(left);
    const reply = await write(way, call);
    if (reply.kind === 'record') return { kind: 'written', record: reply.record, refusal };
    if (reply.kind === 'none') return { kind: 'gone' };
    if (reply.kind === 'conflict') {
      const isLeftOut = call.act === 'update' && !reply.isUserId;
      if (!isLeftOut) return { kind: 'taken', recordId: reply.recordId, isUserId: reply.isUserId };
      refusal = joined(refusal, takenAddress(way, reply.recordId, only(left, [way.push.emailTarget])));
    } else {
      refusal = joined(refusal, refusalOf(reply.fields, left));
    }
    const rest = without(left, Object.keys(refusal.refused));
    const isNothingNew = Object.keys(rest).length === Object.keys(left).length;
    if (isEmpty(rest) || isNothingNew) return { kind: 'refused', refusal };
    left = rest;
  }
  throw unexpected('values were refused again and again');
}

function refusalOf(
  fields: readonly { target: string; reason: FieldRefusal; text: string }[],
  values: RecordValues,
): Refusal {
  const targets = fields.map(({ target }) => target);
  const [first] = fields;
  const text = fields.map((field) => `${field.target}: ${field.text}`).join(' · ');
  const reason = first === undefined ? 'value_refused' : refusalReasons[first.reason];
  return {
    reason,
    text: text === '' ? 'The values were refused.' : text,
    refused: only(values, targets),
    candidates: [],
  };
}

function takenAddress({ progress }: UnderWay, otherId: string | null, refused: RecordValues): Refusal {
  const own = progress.link?.recordId ?? null;
  const candidates = [own, otherId]
    .filter((id) => id !== null)
    .map((recordId): Candidate => ({ recordId, by: recordId === own ? 'user_id' : 'email', userId: null }));
  const text = `The new address belongs to ${otherId ?? 'another record'}.`;
  return { reason: 'email_taken', text, refused, candidates };
}

/** Whether the mapping needs to know what stands in a record that was not written yet. */
function asksForCurrent({ push }: UnderWay, { sent }: RecordLink): boolean {
  return push.mapping.some(({ when, target }) => when === 'if_empty' && !Object.hasOwn(sent, target));
}

/** Brings the linked record into step. `record` is what was read of it just before, if anything was. */
export async function updateRecord(
  way: UnderWay,
  link: RecordLink,
  record: FoundRecord | null,
): Promise<RecordEnd | 'gone'> {
  way.progress.link = link;
  const values = await valuesFor(way, link, record);
  if (isEmpty(values)) return settled(way, link);
  const written = await writeValues(way, values, (some) => ({
    act: 'update',
    recordId: link.recordId,
    values: some,
  }));
  switch (written.kind) {
    case 'gone':
      return 'gone';
    case 'taken':
      return userIdTaken(link, written.recordId);
    case 'refused':
      return refusedEnd(written.refusal);
    case 'written':
      return accepted(way, { link, values, written });
  }
}

async function valuesFor(way: UnderWay, link: RecordLink, record: FoundRecord | null): Promise<RecordValues> {
  const { user, mapping } = way.push;
  const current = record ?? (asksForCurrent(way, link) ? await read(way, 'id', link.recordId) : null);
  const isFull = way.progress.isOpen || link.state !== 'active';
  const facts = { user, mapping, isFull, sent: link.sent, isNew: false, current: current?.values ?? null };
  return withUserId(way, writableValues(facts).values);
}

/** By the user id a record is known to be the user's: no mapping puts another text there. */
export function withUserId({ push }: UnderWay, values: RecordValues, isNew = false): RecordValues {
  const { userIdTarget, user } = push;
  if (userIdTarget === null || (!isNew && !Object.hasOwn(values, userIdTarget))) return values;
  return { ...values, [userIdTarget]: user.userId };
}

/** The user has two records there, one that it is linked to and one that bears its id. */
function userIdTaken({ recordId, origin }: RecordLink, otherId: string | null): RecordEnd {
  const own: Candidate = { recordId, by: origin, userId: null };
  const others: Candidate[] = otherId === null ? [] : [{ recordId: otherId, by: 'user_id', userId: null }];
  const text = `The id of this user stands in ${otherId ?? 'another record'}, and not in ${recordId}.`;
  return review('several_records', text, { candidates: [own, ...others] });
}

interface Accepted {
  link: RecordLink;
  values: RecordValues;
  written: Extract<Written, { kind: 'written' }>;
}

function accepted(way: UnderWay, { link, values, written }: Accepted): RecordEnd | Promise<RecordEnd | 'gone'> {
  const { refusal, record } = written;
  if (record.id !== link.recordId) return moved(way, link, record);
  const taken = without(values, Object.keys(refusal?.refused ?? {}));
  way.progress.link = { ...link, state: 'active', sent: { ...link.sent, ...taken } };
  return refusal === null ? inStep() : refusedEnd(refusal);
}

/** Nothing differs from what was sent. */
function settled({ progress }: UnderWay, link: RecordLink): RecordEnd {
  progress.link = { ...link, state: 'active' };
  return inStep('unchanged');
}

export function refusedEnd({ reason, text, refused, candidates }: Refusal): RecordEnd {
  return review(reason, text, { refused, candidates });
}

/** The record was merged into another one, which then has values of both: it gets all of ours, unless it is another user's. */
export async function moved(way: UnderWay, from: RecordLink, record: FoundRecord): Promise<RecordEnd | 'gone'> {
  if (from.origin === 'merged' && Object.keys(from.sent).length === 0) throw unexpected('the record moves on and on');
  const shared = await takeRecord(way, { record, origin: 'merged' });
  if (shared !== null) return shared;
  return updateRecord(way, linkTo(way, record.id, 'merged'), record);
}
