import { type FedEvent, type FeedStep } from '@/lib/ledger/feed';
import { bodyOf, feedReceipt, type Sample, t0 } from './world';

/** An event as the feed tells it, `at` seconds after `t0`. */
export const fed = (id: string, at = 0, over: Partial<FedEvent> = {}): FedEvent => ({
  id,
  type: 'user.updated',
  timeMs: t0 + at * 1_000,
  subjectId: 'auth0|ada',
  subjectLabel: 'ada@example.test',
  body: bodyOf({ id, at, stream: null }),
  ...over,
});

/** A step of reading that tells `events`. */
export const feedStep = (revision: number, events: FedEvent[], over: Partial<FeedStep> = {}): FeedStep => ({
  revision,
  cursor: `after ${revision}`,
  events,
  receipts: [],
  readThroughMs: t0 + 3_600_000,
  coveredFromMs: t0,
  hole: null,
  atMs: t0 + 3_600_000,
  ...over,
});

/** A step that records what it tells. */
export const recordedStep = (revision: number, samples: Sample[], over: Partial<FeedStep> = {}): FeedStep => {
  const events = samples.map(({ id = '', at = 0 }) => fed(id, at));
  const receipts = samples.map((sample) => feedReceipt(bodyOf({ ...sample, stream: null })));
  return feedStep(revision, events, { receipts, ...over });
};
