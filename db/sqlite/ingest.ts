import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/event-store';
import { type StreamEvent } from '@/lib/events/event';
import { isOutcome } from '@/lib/events/outcome';
import { parseStoredBody } from '@/lib/events/parse-event';
import { sameContent } from '@/lib/events/same-content';
import { plainText } from '@/lib/plain-text';
import { type Topic } from '@/lib/store';
import { isMirrored } from '@/lib/users/mirror';
import { orderKey } from '@/lib/users/order-key';
import { BatchFigures } from './batch-figures';
import { type Connection } from './connection';
import { DeliveryRecovery } from './delivery-recovery';
import { type Settled } from './group-commit';
import { type KnownEvent, ReceiptRows, type Standing, type Verdict } from './receipt-rows';
import { asUnavailable } from './sqlite-error';
import { foldArrivals, type FoldedUser } from './user-fold';
import { type StoredUser, UserRows } from './user-rows';

/** What a batch does to one mirrored user. */
interface UserWork {
  stored: StoredUser | null;
  arrivals: StreamEvent[];
  folded: FoldedUser;
}

/** A batch thought through before anything of it is written. */
interface Plan {
  /** By event id. */
  standings: Map<string, Standing>;
  /** One verdict for each event that is not stored yet, by event id. */
  verdicts: Map<string, Verdict>;
  users: UserWork[];
}

const noKey = { rank: 1, updatedAtMs: -1 } as const;
const longestReason = 240;

/** Stores batches of receipts: events, receipts, mirror and delivery recovery in one transaction per batch. */
export class Ingest {
  readonly #connection: Connection;
  readonly #receipts: ReceiptRows;
  readonly #users: UserRows;
  readonly #figures: BatchFigures;
  readonly #recovery: DeliveryRecovery;
  readonly #savepoint;
  readonly #release;
  readonly #undo;
  readonly #topics = new Set<Topic>();
  readonly #onTermWork: (users: number) => void;
  /** Users that the running batch puts on the list of search terms to do. */
  #termWork = 0;

  /** `now` is the clock in milliseconds. `onTermWork` is called after a commit that put users on the list of search terms to do, with their number. */
  constructor(connection: Connection, now: () => number, onTermWork: (users: number) => void) {
    const { sql } = connection;
    this.#onTermWork = onTermWork;
    this.#connection = connection;
    this.#receipts = new ReceiptRows(sql, now);
    this.#users = new UserRows(sql);
    this.#figures = new BatchFigures(sql);
    this.#recovery = new DeliveryRecovery(sql);
    this.#savepoint = sql.prepare('SAVEPOINT receipts');
    this.#release = sql.prepare('RELEASE receipts');
    this.#undo = sql.prepare('ROLLBACK TO receipts');
  }

  /** Commits one batch, taken once the write lock is held. Throws when nothing of it was stored. */
  commit(takeBatch: () => readonly IncomingReceipt[]): Settled<RecordedReceipt>[] {
    let batch: readonly IncomingReceipt[] = [];
    let settled: Settled<RecordedReceipt>[];
    try {
      settled = this.#transact(() => {
        batch = takeBatch();
        return this.#storeTogether(batch);
      });
    } catch (error) {
      if (batch.length === 0 || asUnavailable(error) !== null) throw error;
      settled = this.#transact(() => this.#storeAll(batch));
    }
    if (this.#termWork > 0) this.#onTermWork(this.#termWork);
    this.#connection.notices.announce(this.#topics);
    return settled;
  }

  #transact<T>(deed: () => T): T {
    this.#topics.clear();
    this.#termWork = 0;
    return this.#connection.transact(deed);
  }

  /** Without savepoints, under which the database copies every page it is about to change. */
  #storeTogether(receipts: readonly IncomingReceipt[]): Settled<RecordedReceipt>[] {
    return this.#store(receipts, this.#plan(receipts)).map((value) => ({ ok: true, value }));
  }

  /** Stores receipts together; where that fails for a reason of theirs, by halves, until the guilty one stands alone. */
  #storeAll(receipts: readonly IncomingReceipt[]): Settled<RecordedReceipt>[] {
    try {
      return this.#apart(() => this.#storeTogether(receipts));
    } catch (error) {
      if (asUnavailable(error) !== null) throw error;
      const [first] = receipts;
      if (first === undefined) return [];
      if (receipts.length === 1) return [this.#storeUnmirrored(first, error)];
      const half = Math.ceil(receipts.length / 2);
      return [...this.#storeAll(receipts.slice(0, half)), ...this.#storeAll(receipts.slice(half))];
    }
  }

  /** Keeps an event that failed alone as an `error` outside the folds: refused, it would only come again and fail again. */
  #storeUnmirrored(receipt: IncomingReceipt, cause: unknown): Settled<RecordedReceipt> {
    const reason = plainText(`A rule failed on this event: ${String(cause)}`, longestReason);
    const verdict: Verdict = { outcome: 'error', reason, rowChanged: false, changes: [], key: noKey };
    const { event } = receipt;
    try {
      const standing = this.#receipts.standing(event.id);
      const standings = new Map([[event.id, standing]]);
      const verdicts = new Map(standing.isStored ? [] : [[event.id, verdict]]);
      const [value] = this.#apart(() => this.#store([receipt], { standings, verdicts, users: [] }));
      return value === undefined ? { ok: false, error: cause } : { ok: true, value };
    } catch (error) {
      if (asUnavailable(error) !== null) throw error;
      return { ok: false, error };
    }
  }

  /** Runs `deed` so that nothing of it stays when it throws. Unavailability ends the whole transaction anyway. */
  #apart<T>(deed: () => T): T {
    this.#savepoint.run();
    try {
      const value = deed();
      this.#release.run();
      return value;
    } catch (error) {
      if (asUnavailable(error) !== null) throw error;
      this.#undo.run();
      this.#release.run();
      throw error;
    }
  }

  #plan(receipts: readonly IncomingReceipt[]): Plan {
    const standings = new Map<string, Standing>();
    const verdicts = new Map<string, Verdict>();
    const arrivals = new Map<string, StreamEvent[]>();
    for (const { event } of receipts) {
      if (standings.has(event.id)) continue;
      const standing = this.#receipts.standing(event.id);
      standings.set(event.id, standing);
      if (standing.isStored) continue;
      const verdict = judge(event, standing);
      verdicts.set(event.id, verdict);
      if (verdict.outcome !== 'applied' || event.subjectId === null) continue;
      const ofUser = arrivals.get(event.subjectId);
      if (ofUser === undefined) arrivals.set(event.subjectId, [event]);
      else ofUser.push(event);
    }
    const users = [...arrivals].map(([userId, events]) => this.#foldUser(userId, events));
    for (const { arrivals: events, folded } of users) {
      for (const { id } of events) {
        const verdict = verdicts.get(id);
        const effect = folded.effects.get(id);
        if (verdict !== undefined && effect !== undefined) verdicts.set(id, { ...verdict, ...effect });
      }
    }
    return { standings, verdicts, users };
  }

  #foldUser(userId: string, arrivals: StreamEvent[]): UserWork {
    const stored = this.#users.load(userId);
    const folded = foldArrivals(stored?.state ?? null, arrivals, () => this.#users.readLog(userId));
    return { stored, arrivals, folded };
  }

  #store(receipts: readonly IncomingReceipt[], { standings, verdicts, users }: Plan): RecordedReceipt[] {
    this.#figures.begin();
    const unstored = new Map(verdicts);
    const results = receipts.map((receipt) => {
      const verdict = unstored.get(receipt.event.id);
      unstored.delete(receipt.event.id);
      if (standings.get(receipt.event.id)?.hasDelivery === true) this.#recover(receipt);
      return this.#record(receipt, verdict);
    });
    for (const { stored, folded } of users) {
      if (this.#users.save(stored, folded.draft)) this.#termWork += 1;
      this.#figures.noteUser(stored?.state ?? null, folded.draft.state);
      for (const [eventId, changes] of folded.movedChanges) this.#receipts.setChanges(eventId, changes);
    }
    this.#figures.write();
    return results;
  }

  #record(receipt: IncomingReceipt, verdict: Verdict | undefined): RecordedReceipt {
    const recorded = verdict === undefined ? this.#recordAgain(receipt) : this.#recordNew(receipt, verdict);
    this.#figures.noteReceipt(receipt);
    this.#topics.add('events');
    return recorded;
  }

  #recover(receipt: IncomingReceipt): void {
    this.#recovery.note(receipt);
    this.#topics.add('deliveries');
  }

  #recordNew(receipt: IncomingReceipt, verdict: Verdict): RecordedReceipt {
    const { outcome } = verdict;
    const eventSeq = this.#receipts.insert(receipt, verdict);
    this.#figures.noteEvent(receipt, outcome);
    if (verdict.rowChanged) this.#topics.add('users');
    return { result: 'new', eventSeq, outcome };
  }

  #recordAgain(receipt: IncomingReceipt): RecordedReceipt {
    const known = this.#receipts.find(receipt.event.id);
    if (known === undefined) throw new Error('A receipt has neither a verdict nor a stored event');
    const result = isSame(receipt, known) ? 'duplicate' : 'conflict';
    this.#receipts.repeat(known.seq, result, receipt);
    return { result, eventSeq: known.seq, outcome: isOutcome(known.outcome) ? known.outcome : 'error' };
  }
}

/** The verdict on a new event; `applied` stands for whatever its user's fold will say. */
function judge(event: StreamEvent, standing: Standing): Verdict {
  const plain = { reason: null, rowChanged: false, changes: [], key: orderKey(event) };
  if (event.isTest || standing.isTest) return { ...plain, outcome: 'test' };
  if (event.problem !== null) return { ...plain, outcome: 'error', reason: event.problem };
  return { ...plain, outcome: isMirrored(event) && event.subjectId !== null ? 'applied' : 'recorded' };
}

/** Whether a further receipt carries the content of the stored event. Equal bytes need no parsing. */
function isSame({ body, event }: IncomingReceipt, known: KnownEvent): boolean {
  if (known.body.equals(body)) return true;
  const first = parseStoredBody(known.body.toString());
  return first !== null && sameContent(first, event);
}
