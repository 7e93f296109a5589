import { summariseAttempts } from '../../deliveries/attempts';
import { causeOf } from '../../deliveries/cause';
import { type DeliveryState, type ListedDelivery } from '../../deliveries/delivery';
import { type DeliveryPoll, type DeliveryStore, type DeliverySummary } from '../../deliveries/delivery-store';
import { nextDeliveryState } from '../../deliveries/state';

type Look = Parameters<DeliveryStore['syncDeliveries']>[0];

/**
 * Deliveries in memory, for tests of the workers' timing and decisions. Receipts do not exist here; what a store owes its
 * callers is in the contract tests of the real one.
 */
export class MemoryDeliveries implements DeliveryStore {
  readonly rows = new Map<string, DeliverySummary>();
  readonly polls = new Map<string, DeliveryPoll>();
  readonly looks: Look[] = [];
  private readonly before = new Map<string, DeliveryState>();

  /** The state of one delivery; null when it is unknown. */
  stateOf(streamId: string, eventId: string): DeliveryState | null {
    return this.rows.get(`${streamId}/${eventId}`)?.state ?? null;
  }

  /** Puts a delivery there, with some fields of its own. */
  add(listed: ListedDelivery, fields: Partial<DeliverySummary> = {}): void {
    const summary = summariseAttempts(listed.attempts);
    this.rows.set(`${listed.streamId}/${listed.eventId}`, {
      ...listed,
      ...summary,
      seq: this.rows.size + 1,
      askedCount: summary.markerCount,
      cause: causeOf(summary.errorMessage, summary.durationMs),
      state: 'failed',
      askedAtMs: null,
      askedBy: null,
      failedAgainCount: 0,
      recoveredAtMs: null,
      receiptCount: 0,
      listed: true,
      ...fields,
    });
  }

  syncDeliveries(look: Look): Promise<{ changed: boolean }> {
    this.looks.push(look);
    const { streamId, checkedAtMs, capped } = look;
    this.polls.set(streamId, { streamId, checkedAtMs, failedAtMs: null, failure: null, capped });
    const unknown = look.listed.filter((listed) => !this.rows.has(`${streamId}/${listed.eventId}`));
    for (const listed of unknown) this.add(listed);
    return Promise.resolve({ changed: unknown.length > 0 });
  }

  noteFailedLook(streamId: string, failedAtMs: number, failure: string): Promise<void> {
    const checkedAtMs = this.polls.get(streamId)?.checkedAtMs ?? null;
    this.polls.set(streamId, { streamId, checkedAtMs, failedAtMs, failure, capped: false });
    return Promise.resolve();
  }

  deliveryPolls(): Promise<DeliveryPoll[]> {
    return Promise.resolve([...this.polls.values()]);
  }

  getDelivery(streamId: string, eventId: string): Promise<DeliverySummary | null> {
    return Promise.resolve(this.rows.get(`${streamId}/${eventId}`) ?? null);
  }

  claimRedelivery(streamId: string, eventId: string, asked: { atMs: number; by: string }): Promise<boolean> {
    const state = this.stateOf(streamId, eventId);
    if (state === null || state === 'asked' || state === 'retrying' || state === 'recovered')
      return Promise.resolve(false);
    this.before.set(`${streamId}/${eventId}`, state);
    void this.change(streamId, eventId, { state: 'asked', askedAtMs: asked.atMs, askedBy: asked.by });
    return Promise.resolve(true);
  }

  releaseRedelivery(streamId: string, eventId: string): Promise<void> {
    const state = this.before.get(`${streamId}/${eventId}`) ?? 'failed';
    return this.change(streamId, eventId, { state, askedAtMs: null, askedBy: null });
  }

  markGone(streamId: string, eventId: string): Promise<void> {
    return this.change(streamId, eventId, { state: 'gone', listed: false });
  }

  updateAsked(listed: ListedDelivery, atMs: number): Promise<void> {
    const row = this.rows.get(`${listed.streamId}/${listed.eventId}`);
    if (row === undefined) return Promise.resolve();
    const { state, askedAtMs, attempts } = row;
    const { markerCount, attemptCount } = summariseAttempts(attempts);
    const known = { state, askedAtMs, markerCountAtAsk: markerCount, attemptCountAtAsk: attemptCount };
    return this.change(listed.streamId, listed.eventId, {
      state: nextDeliveryState(known, listed.attempts, atMs).state,
    });
  }

  askedDeliveries(limit: number): Promise<DeliverySummary[]> {
    const asked = [...this.rows.values()].filter(({ state }) => state === 'asked' || state === 'retrying');
    return Promise.resolve(asked.slice(0, limit));
  }

  expireAsked(beforeMs: number): Promise<number> {
    const expired = [...this.rows.values()].filter(
      ({ state, askedAtMs }) => state === 'asked' && askedAtMs !== null && askedAtMs < beforeMs,
    );
    for (const { streamId, eventId } of expired) void this.change(streamId, eventId, { state: 'no_answer' });
    return Promise.resolve(expired.length);
  }

  listDeliveries(): never {
    throw new Error('The workers list nothing');
  }

  deliveryCauses(): never {
    throw new Error('The workers group nothing');
  }

  deliveriesOfEvent(): never {
    throw new Error('The workers look for no event');
  }

  countFailedDeliveries(): never {
    throw new Error('The workers count nothing');
  }

  private change(streamId: string, eventId: string, fields: Partial<DeliverySummary>): Promise<void> {
    const row = this.rows.get(`${streamId}/${eventId}`);
    if (row !== undefined) this.rows.set(`${streamId}/${eventId}`, { ...row, ...fields });
    return Promise.resolve();
  }
}
