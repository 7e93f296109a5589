import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/event-store';
import { type StreamEvent } from '@/lib/events/event';
import { isOutcome } from '@/lib/events/outcome';
import { parseStoredBody } from '@/lib/events/parse-event';
import { sameContent } from '@/lib/events/same-content';
import { type Topic } from '@/lib/store';
import { isMirrored } from '@/lib/users/mirror';
import { orderKey } from '@/lib/users/order-key';
import { BatchFigures } from './batch-figures';
import { type Connection } from './connection';
import { DeliveryRecovery } from './delivery-recovery';
import { type Settled } from './group-commit';
import { type KnownEvent, ReceiptRows, type Verdict } from './receipt-rows';
import { asUnavailable } from './sqlite-error';
import { UserFold } from './user-fold';
import { type StoredUser, UserRows } from './user-rows';

interface UserWork {
  stored: StoredUser | null;
  fold: UserFold;
}

const noKey = { rank: 1, updatedAtMs: -1 } as const;

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
  readonly #work = new Map<string, UserWork>();
  readonly #topics = new Set<Topic>();

  constructor(connection: Connection) {
    const { sql } = connection;
    this.#connection = connection;
    this.#receipts = new ReceiptRows(sql);
    this.#users = new UserRows(sql);
    this.#figures = new BatchFigures(sql);
    this.#recovery = new DeliveryRecovery(sql);
    this.#savepoint = sql.prepare('SAVEPOINT receipt');
    this.#release = sql.prepare('RELEASE receipt');
    this.#undo = sql.prepare('ROLLBACK TO receipt');
  }

  /** Commits one batch, taken once the write lock is held. Throws when nothing of it was stored. */
  commit(takeBatch: () => readonly IncomingReceipt[]): Settled<RecordedReceipt>[] {
    const settled = this.#connection.transact(() => {
      this.#work.clear();
      this.#topics.clear();
      this.#figures.begin();
      const results = takeBatch().map((receipt) => this.#recordApart(receipt));
      this.#saveUsers();
      this.#figures.write();
      return results;
    });
    this.#connection.notices.announce(this.#topics);
    return settled;
  }

  /** Gives each receipt a savepoint: one that cannot be stored for its own reason fails alone. */
  #recordApart(receipt: IncomingReceipt): Settled<RecordedReceipt> {
    this.#savepoint.run();
    try {
      const value = this.#record(receipt);
      this.#release.run();
      return { ok: true, value };
    } catch (error) {
      if (asUnavailable(error) !== null) throw error;
      this.#undo.run();
      this.#release.run();
      return { ok: false, error };
    }
  }

  #record(receipt: IncomingReceipt): RecordedReceipt {
    const known = this.#receipts.find(receipt.event.id);
    const recorded = known === undefined ? this.#recordNew(receipt) : this.#recordAgain(receipt, known);
    // Nothing that can fail comes after the first change to the figures and folds of the batch.
    const touchesDelivery = this.#recovery.note(receipt);
    recorded.accept?.();
    this.#figures.noteReceipt(receipt);
    this.#topics.add('events');
    if (touchesDelivery) this.#topics.add('deliveries');
    return recorded.result;
  }

  #recordNew(receipt: IncomingReceipt): { result: RecordedReceipt; accept: () => void } {
    const { verdict, accept } = this.#judge(receipt.event);
    const { outcome } = verdict;
    const eventSeq = this.#receipts.insert(receipt, verdict);
    return {
      result: { result: 'new', eventSeq, outcome },
      accept: () => {
        accept?.();
        this.#figures.noteEvent(receipt, outcome);
        if (verdict.rowChanged) this.#topics.add('users');
      },
    };
  }

  #recordAgain(receipt: IncomingReceipt, known: KnownEvent): { result: RecordedReceipt; accept?: undefined } {
    const result = isSame(receipt, known) ? 'duplicate' : 'conflict';
    this.#receipts.repeat(known.seq, result, receipt);
    return { result: { result, eventSeq: known.seq, outcome: isOutcome(known.outcome) ? known.outcome : 'error' } };
  }

  /** Decides the outcome. An event that a rule cannot take is an `error` and stays out of the folds. */
  #judge(event: StreamEvent): { verdict: Verdict; accept?: () => void } {
    try {
      const plain = { reason: null, rowChanged: false, changes: [], key: orderKey(event) };
      if (this.#receipts.isTest(event)) return { verdict: { ...plain, outcome: 'test' } };
      if (event.problem !== null) return { verdict: { ...plain, outcome: 'error', reason: event.problem } };
      if (!isMirrored(event) || event.subjectId === null) return { verdict: { ...plain, outcome: 'recorded' } };
      const { outcome, rowChanged, changes, accept } = this.#foldOf(event.subjectId).decide(event);
      return { verdict: { ...plain, outcome, rowChanged, changes }, accept };
    } catch (error) {
      if (asUnavailable(error) !== null) throw error;
      const reason = `A rule failed on this event: ${String(error).slice(0, 200)}`;
      return { verdict: { outcome: 'error', reason, rowChanged: false, changes: [], key: noKey } };
    }
  }

  #foldOf(userId: string): UserFold {
    let work = this.#work.get(userId);
    if (work === undefined) {
      const stored = this.#users.load(userId);
      work = { stored, fold: new UserFold(stored?.state ?? null, () => this.#users.readLog(userId)) };
      this.#work.set(userId, work);
    }
    return work.fold;
  }

  #saveUsers(): void {
    for (const { stored, fold } of this.#work.values()) {
      if (fold.draft !== null) this.#users.save(stored, fold.draft);
      for (const [eventId, changes] of fold.movedChanges) this.#receipts.setChanges(eventId, changes);
    }
  }
}

/** Whether a further receipt carries the content of the stored event. Equal bytes need no parsing. */
function isSame({ body, event }: IncomingReceipt, known: KnownEvent): boolean {
  if (known.body.equals(body)) return true;
  const first = parseStoredBody(known.body.toString());
  return first !== null && sameContent(first, event);
}
