import { type StreamEvent } from '@/lib/events/event';
import { isOutcome } from '@/lib/events/outcome';
import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/receipt';
import { type BatchFigures } from '@/lib/ingest/batch-figures';
import { foldArrivals, type FoldedUser, placeArrivals } from '@/lib/ingest/fold-arrivals';
import {
  applyEffects,
  judgeBatch,
  judgeRepetition,
  type Standing,
  type Verdict,
  verdictOnFailure,
} from '@/lib/ingest/plan-batch';
import { type Topic } from '@/lib/store';
import { type Settled } from '../../shared/group-commit';
import { type Connection } from '../engine/connection';
import { asUnavailable } from '../engine/sqlite-error';
import { DeliveryRecovery } from './delivery-recovery';
import { FigureRows } from './figure-rows';
import { ReceiptRows } from './receipt-rows';
import { type StoredUser, UserRows } from './user-rows';

/** What a batch does to one mirrored user. */
interface UserWork {
  stored: StoredUser | null;
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

/** Receipts stored in a transaction of somebody else, who announces the topics once they are durable, and then does `after`. */
export interface StoredWithin {
  settled: Settled<RecordedReceipt>[];
  topics: readonly Topic[];
  after: () => void;
}

type NumberedReceipt = RecordedReceipt & { receiptSeq: number };

/** Stores batches of receipts: events, receipts, mirror and delivery recovery in one transaction per batch. */
export class Ingest {
  readonly #connection: Connection;
  readonly #receipts: ReceiptRows;
  readonly #users: UserRows;
  readonly #figures: FigureRows;
  readonly #recovery: DeliveryRecovery;
  readonly #savepoint;
  readonly #release;
  readonly #undo;
  readonly #startRehearsal;
  readonly #endRehearsal;
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
    this.#figures = new FigureRows(sql);
    this.#recovery = new DeliveryRecovery(sql);
    this.#savepoint = sql.prepare('SAVEPOINT receipts');
    this.#release = sql.prepare('RELEASE receipts');
    this.#undo = sql.prepare('ROLLBACK TO receipts');
    this.#startRehearsal = sql.prepare('SAVEPOINT rehearsal');
    this.#endRehearsal = sql.prepare('ROLLBACK TO rehearsal');
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

  /** Stores receipts within a running transaction and takes it back. Throws when the database does not let them in. */
  rehearse(receipts: readonly IncomingReceipt[]): void {
    this.#startRehearsal.run();
    this.#storeAll(receipts);
    this.#endRehearsal.run();
    this.#topics.clear();
    this.#termWork = 0;
  }

  /** Stores receipts within a running transaction. */
  storeWithin(receipts: readonly IncomingReceipt[]): StoredWithin {
    this.#topics.clear();
    this.#termWork = 0;
    const settled = this.#storeAll(receipts);
    const users = this.#termWork;
    const after = () => {
      if (users > 0) this.#onTermWork(users);
    };
    return { settled, topics: [...this.#topics], after };
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
    const { event } = receipt;
    try {
      const standing = this.#receipts.standing(event.id);
      const standings = new Map([[event.id, standing]]);
      const verdicts = new Map(standing.isStored ? [] : [[event.id, verdictOnFailure(cause)]]);
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
    for (const { event } of receipts) {
      if (!standings.has(event.id)) standings.set(event.id, this.#receipts.standing(event.id));
    }
    const { verdicts, arrivals } = judgeBatch(receipts, standings);
    const users = [...arrivals].map(([userId, events]) => this.#foldUser(userId, events));
    for (const { folded } of users) applyEffects(verdicts, folded.effects);
    return { standings, verdicts, users };
  }

  #foldUser(userId: string, arrivals: StreamEvent[]): UserWork {
    const stored = this.#users.load(userId);
    const state = stored?.state ?? null;
    const placed = placeArrivals(state, arrivals);
    const log = placed.needsLog ? this.#users.readLog(userId) : [];
    return { stored, folded: foldArrivals(state, placed, log) };
  }

  #store(receipts: readonly IncomingReceipt[], { standings, verdicts, users }: Plan): RecordedReceipt[] {
    const figures = this.#figures.begin();
    const unstored = new Map(verdicts);
    const results = receipts.map((receipt) => {
      const verdict = unstored.get(receipt.event.id);
      unstored.delete(receipt.event.id);
      const { receiptSeq, ...recorded } = this.#record(receipt, verdict, figures);
      // What we took from the feed ourselves proves nothing about a redelivery.
      const isDelivered = receipt.envelope !== 'feed' && standings.get(receipt.event.id)?.hasDelivery === true;
      if (isDelivered) this.#recover(receipt, receiptSeq);
      return recorded;
    });
    for (const { stored, folded } of users) {
      if (this.#users.save(stored, folded.draft)) this.#termWork += 1;
      figures.noteUser(stored?.state ?? null, folded.draft.state);
      for (const [eventId, changes] of folded.movedChanges) this.#receipts.setChanges(eventId, changes);
    }
    this.#figures.write(figures);
    return results;
  }

  #record(receipt: IncomingReceipt, verdict: Verdict | undefined, figures: BatchFigures): NumberedReceipt {
    const recorded = verdict === undefined ? this.#recordAgain(receipt, figures) : this.#recordNew(receipt, verdict);
    figures.noteReceipt(receipt);
    if (verdict !== undefined) figures.noteEvent(receipt, verdict.outcome, recorded.eventSeq);
    this.#topics.add('events');
    return recorded;
  }

  #recover(receipt: IncomingReceipt, receiptSeq: number): void {
    this.#recovery.note(receipt, receiptSeq);
    this.#connection.mark('deliveries');
    this.#topics.add('deliveries');
  }

  #recordNew(receipt: IncomingReceipt, verdict: Verdict): NumberedReceipt {
    const { outcome } = verdict;
    const { eventSeq, receiptSeq } = this.#receipts.insert(receipt, verdict);
    if (verdict.rowChanged) this.#topics.add('users');
    return { result: 'new', eventSeq, outcome, receiptSeq };
  }

  #recordAgain(receipt: IncomingReceipt, figures: BatchFigures): NumberedReceipt {
    const known = this.#receipts.find(receipt.event.id);
    if (known === undefined) throw new Error('A receipt has neither a verdict nor a stored event');
    const result = judgeRepetition(receipt, known.body);
    const receiptSeq = this.#receipts.repeat(known.seq, result, receipt);
    const { streamId } = receipt.event;
    if (known.streamId === '' && streamId !== null) {
      this.#receipts.setStream(known.seq, streamId);
      figures.noteStreamOf(known, streamId);
    }
    return { result, eventSeq: known.seq, outcome: isOutcome(known.outcome) ? known.outcome : 'error', receiptSeq };
  }
}
