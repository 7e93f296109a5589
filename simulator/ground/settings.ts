import { isObject, numberOf, textOf } from './json.ts';
import {
  anyNumber,
  changeMembers,
  flag,
  members,
  notNegative,
  oneOf,
  positive,
  type Reader,
  share,
  texts,
  words,
} from './setting-readers.ts';

/** When Auth0 switches a stream off by itself (documented: 500 in a row, or 5,000 failed in total). */
export interface FailureLimits {
  inARow: number;
  total: number;
}

type ListShape = 'next' | 'nextPageToken' | 'array';

/** How the deliveries list answers: real tenants and the documents about them differ. */
export interface DeliveriesShape {
  list: ListShape;
  /** `event.data` as JSON text inside JSON. */
  dataAsString: boolean;
  /** Pages hold fewer rows than asked for although more follow. */
  shortPages: boolean;
  /** A token comes with an empty page too: a trap for clients that follow tokens for ever. */
  tokenOnEmptyPage: boolean;
}

/** What a redelivery comes to: really sent, or failed without sending the next `times` times (absent: until changed). */
type RedeliveryResult = { outcome: 'send' } | { outcome: 'fail'; status: number; body: string; times?: number };

interface SseSettings {
  heartbeatMs: number;
  /** After this long the tenant closes the connection, as routine. */
  rotateMs: number;
  /** Connections at the same time: Free 1, self-service 4, Enterprise 8. */
  connections: number;
  /** Events kept for readers who come back; older offsets have expired. */
  keep: number;
}

/** Everything of the tenant's manners that can be changed while it runs (`PATCH /__sim/config`). */
export interface Settings {
  /** Divides every wait: 1 = Auth0's manners. */
  speed: number;
  firstAttemptDelayMs: number;
  redeliveryDelayMs: number;
  /** Not hurried: a slow but honest target must not fail because tests run fast. */
  requestTimeoutMs: number;
  /** Time limit of an Action; not hurried either. */
  actionTimeoutMs: number;
  /** From the change of an Action's draft until it can be deployed; divided by `speed`. */
  actionBuildMs: number;
  trafficPerMinute: number;
  /** Share of events, 0 to 1, that are delivered twice of their own accord: at least once is all Auth0 promises. */
  duplicateRate: number;
  /** Failed deliveries go out again, before anything new, when a disabled stream is enabled. */
  flushOnEnable: boolean;
  /** Milliseconds by which the tenant's clock runs ahead of (or, negative, behind) the true time. */
  clockSkewMs: number;
  /** Where EventBridge streams post their AWS envelopes, and the header that is their credential; no URL: nowhere. */
  eventBus: { url: string; header: string; value: string };
  previousObject: boolean;
  context: boolean;
  /** A redelivery sends the stored, trimmed copy instead of what was sent first. */
  redeliverTrimmed: boolean;
  limits: FailureLimits;
  rateLimit: { burst: number; perSecond: number };
  /** Scopes granted to the machine-to-machine application; a change bites at once. */
  scopes: string[];
  deliveries: DeliveriesShape;
  redelivery: RedeliveryResult;
  /** `GET /api/v2/events`; the waits are divided by `speed`. */
  sse: SseSettings;
  /** Users exports: how long a job takes (divided by `speed`) and how long a link lives (real time). */
  exports: { jobMs: number; linkMs: number };
  /** How many streams the tenant may have. */
  maxStreams: number;
}

const ALL_SCOPES = [
  'read:event_streams',
  'create:event_streams',
  'update:event_streams',
  'delete:event_streams',
  'read:event_deliveries',
  'update:event_deliveries',
  'read:users',
  'create:users',
  'update:users',
  'delete:users',
  'read:events',
  'read:actions',
  'create:actions',
  'update:actions',
  'delete:actions',
  'read:roles',
  'read:role_members',
];

export function defaultSettings(): Settings {
  return {
    speed: 1,
    firstAttemptDelayMs: 400,
    redeliveryDelayMs: 3000,
    requestTimeoutMs: 10_000,
    actionTimeoutMs: 10_000,
    actionBuildMs: 1000,
    trafficPerMinute: 0,
    duplicateRate: 0,
    flushOnEnable: true,
    clockSkewMs: 0,
    eventBus: { url: '', header: 'x-api-key', value: '' },
    previousObject: false,
    context: true,
    redeliverTrimmed: false,
    limits: { inARow: 500, total: 5000 },
    rateLimit: { burst: 50, perSecond: 16 },
    scopes: [...ALL_SCOPES],
    deliveries: { list: 'next', dataAsString: false, shortPages: false, tokenOnEmptyPage: false },
    redelivery: { outcome: 'send' },
    sse: { heartbeatMs: 15_000, rotateMs: 240_000, connections: 8, keep: 10_000 },
    exports: { jobMs: 4000, linkMs: 60_000 },
    maxStreams: 50,
  };
}

const redelivery: Reader = (value) => {
  if (!isObject(value)) return undefined;
  if (value.outcome === 'send' || value.outcome === 'succeed') return { outcome: 'send' };
  const status = numberOf(value.status);
  if (value.outcome !== 'fail' || status === undefined) return undefined;
  const times = numberOf(value.times);
  return { outcome: 'fail', status, body: textOf(value.body) ?? '{"error":"still broken"}', ...(times && { times }) };
};

const readers: Record<keyof Settings, Reader> = {
  speed: positive,
  firstAttemptDelayMs: notNegative,
  redeliveryDelayMs: notNegative,
  requestTimeoutMs: positive,
  actionTimeoutMs: positive,
  actionBuildMs: notNegative,
  trafficPerMinute: notNegative,
  duplicateRate: share,
  flushOnEnable: flag,
  clockSkewMs: anyNumber,
  eventBus: members({ url: words, header: words, value: words }),
  previousObject: flag,
  context: flag,
  redeliverTrimmed: flag,
  limits: members({ inARow: positive, total: positive }),
  rateLimit: members({ burst: positive, perSecond: positive }),
  scopes: texts,
  deliveries: members({
    list: oneOf('next', 'nextPageToken', 'array'),
    dataAsString: flag,
    shortPages: flag,
    tokenOnEmptyPage: flag,
  }),
  redelivery,
  sse: members({ heartbeatMs: positive, rotateMs: positive, connections: positive, keep: notNegative }),
  exports: members({ jobMs: notNegative, linkMs: positive }),
  maxStreams: positive,
};

/** Changes the settings in place, all or nothing; answers with what was wrong. */
export const changeSettings = (settings: Settings, patch: unknown): string | undefined =>
  changeMembers(readers, settings, patch);
