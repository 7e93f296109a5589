import { describe, expect, it } from 'vitest';
import { type DeliverySummary } from '../deliveries/delivery-record';
import { eventStory, type StoryStep, waitBetween } from './event-story';
import { type Receipt } from '../events/receipt';

const t0 = Date.parse('2026-08-21T09:58:41.000Z');

const receipt = (seq: number, receivedAtMs: number, over: Partial<Receipt> = {}): Receipt => ({
  seq,
  receivedAtMs,
  result: seq === 1 ? 'new' : 'duplicate',
  streamId: 'est_A',
  envelope: 'cloudevent',
  credential: { kind: 'bearer', index: 0 },
  request: { remoteAddress: '127.0.0.1', headers: {}, bytes: 10, sha256: 'ab' },
  tookMs: 6,
  ...over,
});

const failedAt = (atMs: number) => ({ status: 'failed', atMs, errorMessage: '503 - {}', durationMs: 200 });

const delivery = (over: Partial<DeliverySummary>): DeliverySummary => ({
  seq: 1,
  streamId: 'est_A',
  eventId: 'evt_1',
  eventType: 'user.updated',
  subjectId: null,
  subjectLabel: null,
  eventTimeMs: t0,
  firstFailedAtMs: null,
  lastAttemptAtMs: null,
  attemptCount: 0,
  askedCount: 0,
  attempts: [],
  cause: { key: 'http-503', kind: 'http', status: 503 },
  errorMessage: null,
  state: 'failed',
  askedAtMs: null,
  askedBy: null,
  sendAfterMs: null,
  failedAgainCount: 0,
  recoveredAtMs: null,
  receiptCount: 1,
  otherReceiptCount: 0,
  listed: true,
  payloadLength: null,
  ...over,
});

const event = (receipts: Receipt[], deliveries: DeliverySummary[] = []) => ({
  timeMs: t0,
  source: 'urn:auth0:example',
  receivedAtMs: receipts.at(-1)?.receivedAtMs ?? t0,
  receiptCount: receipts.length,
  receipts,
  deliveries,
});

const kinds = (steps: StoryStep[]) => steps.map((step) => step.kind);

describe('the story of an event', () => {
  it('of an event that arrived at once is three rows', () => {
    expect(kinds(eventStory(event([receipt(1, t0 + 600)])))).toEqual(['emitted', 'received', 'outcome']);
  });

  it('tells failed attempts, who asked for a redelivery, the arrival and the recovery in order', () => {
    const asked = t0 + 14_000_000;
    const arrived = asked + 12_800;
    const recovered = delivery({
      state: 'recovered',
      attempts: [
        failedAt(t0 + 1000),
        failedAt(t0 + 2000),
        { ...failedAt(asked + 300), status: 'retrying', errorMessage: null },
      ],
      askedAtMs: asked,
      askedBy: 'Mara',
      recoveredAtMs: arrived,
    });
    const steps = eventStory(event([receipt(1, arrived)], [recovered]));
    expect(kinds(steps)).toEqual(['emitted', 'failed', 'failed', 'asked', 'received', 'outcome', 'recovered']);
    expect(steps[3]).toEqual({ kind: 'asked', atMs: asked, by: 'Mara' });
    expect(steps[4]).toMatchObject({ nth: 3 });
    expect(steps[6]).toMatchObject({ tookMs: 12_800, atMs: arrived + 6 });
  });

  it('keeps a request of ours apart from one that somebody else made earlier', () => {
    const marker = { status: 'retrying', atMs: t0 + 5000, errorMessage: null, durationMs: null };
    const asked = delivery({
      state: 'asked',
      attempts: [failedAt(t0 + 1000), marker],
      askedAtMs: t0 + 900_000,
      askedBy: 'Mara',
    });
    const steps = eventStory(event([receipt(1, t0 + 10)], [asked]));
    expect(steps.filter((step) => step.kind === 'asked').map((step) => step.by)).toEqual([null, 'Mara']);
  });

  it('says where a delivery stands that Auth0 still lists, although the event is here', () => {
    const listed = delivery({ attempts: [failedAt(t0 + 1000)], lastAttemptAtMs: t0 + 1000 });
    expect(kinds(eventStory(event([receipt(1, t0 + 990)], [listed])))).toEqual([
      'emitted',
      'received',
      'outcome',
      'failed',
      'listed',
    ]);
  });

  it('shows a handful of many receipts and counts the rest', () => {
    const receipts = Array.from({ length: 20 }, (_, index) => receipt(index + 1, t0 + index * 1000));
    const steps = eventStory(event(receipts));
    expect(kinds(steps).filter((kind) => kind === 'received')).toHaveLength(5);
    expect(steps.find((step) => step.kind === 'more')).toMatchObject({ count: 15 });
  });

  it('starts with the event even when our clock is behind', () => {
    expect(kinds(eventStory(event([receipt(1, t0 - 40)])))[0]).toBe('emitted');
  });

  it('writes down waits of more than five seconds, and what the wait was spent as', () => {
    const failed: StoryStep = { kind: 'failed', atMs: t0, nth: 4, errorMessage: null, durationMs: null };
    const asked: StoryStep = { kind: 'asked', atMs: t0 + 60_000, by: null };
    expect(waitBetween(failed, asked)).toEqual({ ms: 60_000, listed: true });
    expect(waitBetween(failed, { ...asked, atMs: t0 + 4000 })).toBeNull();
  });
});
