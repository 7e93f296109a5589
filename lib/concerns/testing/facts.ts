import { publishedLimits } from '../../streams/failure-budget';
import { type CauseFact, type ConcernFacts, type StreamFact } from '../concern-facts';

export const nowMs = Date.UTC(2026, 7, 21, 12, 0, 0);
export const view = { nowMs, timeZone: 'UTC' };

export const stream = (id: string, change: Partial<StreamFact> = {}): StreamFact => ({
  id,
  name: `Stream ${id}`,
  status: 'enabled',
  pointsHere: false,
  failedNow: 0,
  sinceLastArrival: null,
  limits: publishedLimits,
  forecastAtMs: null,
  lastFailedAtMs: null,
  statusChange: null,
  ...change,
});

export function factsWith(
  change: Partial<ConcernFacts> = {},
  streams: StreamFact[] = [stream('a', { pointsHere: true }), stream('b'), stream('c')],
): ConcernFacts {
  return {
    failed: { total: 0, oldestMs: null, causes: [], polls },
    streams: { configured: true, streams, asOfMs: nowMs - 5_000, failure: null, isRefused: false },
    rejections: { lastHour: 0, wrongCredential: { count: 0, newestReason: null }, newestMs: null, newestReason: null },
    errors: { count: 0, newestMs: null, reason: null },
    lastEventMs: nowMs - 12_000,
    jobs: [],
    connectors: [],
    missed: [],
    upSinceMs: null,
    usualGapMs: null,
    storage: null,
    hasCredential: true,
    ...change,
  };
}

export const polls = { checkedAtMs: nowMs - 4_000, failure: null };

export const cause500: CauseFact = {
  key: 'http-500',
  title: '500 from gauge.example.com',
  explanation: 'It failed.',
  confidence: 'likely',
  count: 5,
  sinceMs: nowMs - 3 * 3_600_000,
};
export const failed: ConcernFacts['failed'] = {
  total: 7,
  polls,
  oldestMs: nowMs - 3 * 3_600_000,
  causes: [
    cause500,
    {
      key: 'http-401',
      title: '401 from gauge.example.com',
      explanation: 'Wrong secret.',
      confidence: 'certain',
      count: 2,
      sinceMs: nowMs - 60_000,
    },
  ],
};
export const rejections = {
  lastHour: 2,
  wrongCredential: { count: 2, newestReason: 'Wrong bearer token' },
  newestMs: nowMs - 60_000,
  newestReason: 'Wrong bearer token',
};
export const errors = { count: 10, newestMs: nowMs - 120_000, reason: 'phone_number is not a string' };
