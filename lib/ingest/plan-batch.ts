import { type StreamEvent } from '../events/event';
import { type Change } from '../events/change';
import { type Outcome } from '../events/outcome';
import { parseStoredBody } from '../events/parse-event';
import { type IncomingReceipt, type ReceiptResult } from '../events/receipt';
import { sameContent } from '../events/same-content';
import { sampleUserId } from '../test-events/test-event';
import { plainText } from '../text/plain-text';
import { isMirrored } from '../users/mirror';
import { orderKey, type OrderKey } from '../users/order-key';
import { type Effect } from './fold-arrivals';

/** What was decided about a new event. */
export interface Verdict {
  outcome: Outcome;
  reason: string | null;
  rowChanged: boolean;
  changes: readonly Change[];
  /** Place on the subject's timeline; the time and the id are the event's own. */
  key: Pick<OrderKey, 'rank' | 'updatedAtMs'>;
}

/** What the tables know of an event id before its receipt is stored. */
export interface Standing {
  isStored: boolean;
  /** Our own test call returned the id. */
  isTest: boolean;
  /** Some delivery of it has failed. */
  hasDelivery: boolean;
}

/** A batch as judged before any user's row is read. */
export interface JudgedBatch {
  /** One verdict for each event that is not stored yet, by event id. `applied` stands for what the user's fold will say. */
  verdicts: Map<string, Verdict>;
  /** New events that take part in a fold, in order of arrival, by user id: the rows to read next. */
  arrivals: Map<string, StreamEvent[]>;
}

const longestReason = 240;

/** Judges each new event of a batch; `standings` holds one entry for each event id in it. */
export function judgeBatch(
  receipts: readonly IncomingReceipt[],
  standings: ReadonlyMap<string, Standing>,
): JudgedBatch {
  const verdicts = new Map<string, Verdict>();
  const arrivals = new Map<string, StreamEvent[]>();
  for (const { event } of receipts) {
    const standing = standings.get(event.id);
    if (standing === undefined || standing.isStored || verdicts.has(event.id)) continue;
    const verdict = judge(event, standing);
    verdicts.set(event.id, verdict);
    if (verdict.outcome !== 'applied' || event.subjectId === null) continue;
    const ofUser = arrivals.get(event.subjectId);
    if (ofUser === undefined) arrivals.set(event.subjectId, [event]);
    else ofUser.push(event);
  }
  return { verdicts, arrivals };
}

function judge(event: StreamEvent, standing: Standing): Verdict {
  const plain = { reason: null, rowChanged: false, changes: [], key: orderKey(event) };
  if (event.isTest || standing.isTest || event.subjectId === sampleUserId) return { ...plain, outcome: 'test' };
  if (event.problem !== null) return { ...plain, outcome: 'error', reason: event.problem };
  return { ...plain, outcome: isMirrored(event) && event.subjectId !== null ? 'applied' : 'recorded' };
}

/** Puts what a user's fold did into the verdicts on its events. */
export function applyEffects(verdicts: Map<string, Verdict>, effects: ReadonlyMap<string, Effect>): void {
  for (const [id, effect] of effects) {
    const verdict = verdicts.get(id);
    if (verdict !== undefined) verdicts.set(id, { ...verdict, ...effect });
  }
}

/** Verdict on an event that failed alone: kept as an `error` outside the folds. Refused, it would come again and fail again. */
export function verdictOnFailure(cause: unknown): Verdict {
  const reason = plainText(`A rule failed on this event: ${String(cause)}`, longestReason);
  return { outcome: 'error', reason, rowChanged: false, changes: [], key: { rank: 1, updatedAtMs: -1 } };
}

/** What a further receipt of a stored event is, given the body the event was stored with. Equal bytes need no parsing. */
export function judgeRepetition(
  { body, event }: IncomingReceipt,
  storedBody: Uint8Array,
): Exclude<ReceiptResult, 'new'> {
  if (sameBytes(storedBody, body)) return 'duplicate';
  const first = parseStoredBody(new TextDecoder().decode(storedBody));
  return first !== null && sameContent(first, event) ? 'duplicate' : 'conflict';
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, place) => byte === b[place]);
}
