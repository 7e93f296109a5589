import { type ClosedWindow } from './closed-windows';
import { budgetUsed, type FailureReadings, isAtRisk } from './failure-budget';
import { type DisabledWindow } from './stream-history';
import { type CommandTarget } from './commands/first-stream';
import { type EventStream } from './stream';
import { type StreamRange } from './stream-search';

export interface StreamListItem extends EventStream, FailureReadings {
  /** False while `failedNow` is 0 only because Auth0 has not told. */
  failuresKnown: boolean;
  /** Posts to this app. */
  pointsHere: boolean;
  /** Events received here in the last 24 hours, and the same by the hour, oldest first. */
  received: number;
  receivedHourly: number[];
  lastReceivedAtMs: number | null;
}

/** Why what is shown is older than it should be. The request id stands in the log beside the whole error. */
export interface StaleNote {
  failure: string;
  requestId: string;
}

/** Answer of `GET /api/streams`, in order of risk. */
export interface StreamListAnswer {
  streams: StreamListItem[];
  /** When Auth0 was last heard. */
  asOfMs: number;
  stale: StaleNote | null;
  /** What the commands for a first event stream are made of. */
  target: CommandTarget;
}

/** One bar of the outcomes: what Auth0 counted (null when it did not say) and what came in here. */
export interface OutcomeBucket {
  startMs: number;
  successful: number | null;
  failed: number | null;
  received: number;
}

export interface OutcomeChart {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  buckets: OutcomeBucket[];
  /** `auth0`: bars are Auth0's counts. `own`: Auth0 has none. `daily`: Auth0 counts by the day, too coarse for this span. */
  source: 'auth0' | 'own' | 'daily';
  /** Auth0's totals over its window, when it has any. */
  totals: { successful: number; failed: number } | null;
  /** Why Auth0's counts are missing though it may have some. */
  failure: string | null;
}

/** From the envelope's time to the arrival here, over the newest events of an event stream. */
export interface LagReadings {
  p50Ms: number;
  p95Ms: number;
  events: number;
}

/** Why the deliveries of an event stream fail, by their most frequent cause. */
export interface WhyItFails {
  causeKey: string;
  /** "401 from gauge.example.com". */
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
  /** Open deliveries of this cause, and how many other causes there are. */
  count: number;
  otherCauses: number;
}

/** Answer of `GET /api/streams/[id]`. */
export interface StreamDetailAnswer extends FailureReadings {
  stream: EventStream;
  pointsHere: boolean;
  range: StreamRange;
  received: number;
  lastReceivedAtMs: number | null;
  oldestFailedMs: number | null;
  /** Null while nothing has failed. */
  why: WhyItFails | null;
  chart: OutcomeChart;
  /** Windows of the chart in which nothing of it could arrive, as far as they were seen. */
  closed: ClosedWindow[];
  /** The newest time in which it was disabled, until now while it is; null where nothing says. */
  lastDisabled: DisabledWindow | null;
  lag: LagReadings | null;
  /** False while `failedNow` is 0 only because Auth0 has not told. */
  failuresKnown: boolean;
  /** Its page in Auth0's dashboard; null for a tenant on this machine or behind a custom domain. */
  dashboardUrl: string | null;
  webhookUrl: string;
  /** Host of the tenant. */
  tenant: string;
  /** Whether this app accepts a secret that the server can hand over. */
  hasOwnSecret: boolean;
  /** Name of the first header of `WEBHOOK_HEADER`; null where none is set. */
  webhookHeader: string | null;
  stale: StaleNote | null;
}

/**
 * The word to show. A disabled event stream with failures needs a person, and Auth0 does not say what disabled it. Unknown
 * words of Auth0 pass through.
 */
export function streamStatusWord(stream: FailureReadings & { status: string }): string {
  if (stream.status === 'disabled' && stream.failedNow > 0) return 'disabled (failing)';
  return stream.status === 'enabled' && isAtRisk(stream) ? 'at risk' : stream.status;
}

function riskOf(stream: StreamListItem): number {
  const word = streamStatusWord(stream);
  if (word === 'disabled (failing)') return 5;
  if (word === 'at risk') return 4;
  if (stream.failedNow > 0) return 3;
  if (stream.status === 'enabled' && stream.pointsHere && stream.lastReceivedAtMs === null) return 2;
  return stream.status === 'disabled' ? 0 : 1;
}

/** Worst first: what failures have disabled, at risk, failing, never heard from, fine, disabled by a person. */
export function byRisk(streams: readonly StreamListItem[]): StreamListItem[] {
  return streams.toSorted(
    (a, b) =>
      riskOf(b) - riskOf(a) ||
      budgetUsed(b) - budgetUsed(a) ||
      b.failedNow - a.failedNow ||
      a.name.localeCompare(b.name),
  );
}

const kinds = new Map([
  ['webhook', 'Webhook'],
  ['eventbridge', 'EventBridge'],
  ['action', 'Action'],
]);

/** "Webhook", "EventBridge", "Action", or Auth0's own word. */
export function destinationKind(stream: EventStream): string {
  return kinds.get(stream.destination.type) ?? stream.destination.type;
}

/** How requests are authenticated, never with what: "bearer", "basic, user ada", "custom header x-key". */
export function credentialText({ destination }: EventStream): string {
  const { authorization } = destination;
  if (authorization === null) return destination.type === 'webhook' ? 'none' : 'not needed';
  const { method, detail } = authorization;
  if (detail === null) return method.replaceAll('_', ' ');
  return method === 'basic' ? `basic, user ${detail}` : `${method.replaceAll('_', ' ')} ${detail}`;
}

/**
 * Address of an event stream in Auth0's dashboard; null where none can be derived (localhost, custom domains). Tenants are
 * named `NAME.REGION.auth0.com`; the oldest ones in the United States have no region in their name.
 */
export function dashboardUrl(domain: string, streamId: string): string | null {
  return tenantPage(domain, `events/event-streams/${encodeURIComponent(streamId)}/overview`);
}

/** As `dashboardUrl`, of a custom Action. */
export function actionDashboardUrl(domain: string, actionId: string): string | null {
  return tenantPage(domain, `actions/library/details/${encodeURIComponent(actionId)}`);
}

function tenantPage(domain: string, path: string): string | null {
  const [, name, region = 'us'] = /^(?:https:\/\/)?([\w-]+)\.(?:([\w-]+)\.)?auth0\.com$/i.exec(domain) ?? [];
  return name === undefined ? null : `https://manage.auth0.com/dashboard/${region}/${name}/${path}`;
}

/** The nth part (0 to 1) of sorted values: the smallest value that at least that part of them does not exceed. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? 0;
}
