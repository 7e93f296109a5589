import { type ExpectedCredential } from '../streams/expected-credential';
/** A scope of the Management API; `granted` is null when Auth0 did not say. */
export interface SetupScope {
  scope: string;
  /** Completes "needed to …". */
  purpose: string;
  granted: boolean | null;
}

export interface SetupManagement {
  configured: boolean;
  reachable: boolean;
  scopes: SetupScope[];
  /** Why it does not work, as a sentence; null when it does. */
  problem: string | null;
  checkedAtMs: number;
}

/** An event stream that posts to this app. */
export interface SetupStream {
  id: string;
  name: string;
  status: string;
  subscriptions: number;
  /** `bearer`, `basic`, `custom_header`; null when Auth0 does not say. */
  authorization: string | null;
}

/**
 * Whether Auth0 can reach the webhook, judged from the address alone: `local` is this machine (a tunnel is needed),
 * `simulator` is this machine too but so is the tenant, `plain` is not https (Auth0 refuses it).
 */
export type WebhookReach = 'public' | 'simulator' | 'local' | 'plain';

/** Arrivals of the last minutes, for the needle. Times in epoch milliseconds. */
export interface Listening {
  fromMs: number;
  bucketMs: number;
  /** Oldest first, the last one still filling. */
  buckets: { accepted: number; rejected: number }[];
}

/** The newest request that was meant for the webhook but went to another path. */
export interface AstrayRequest {
  path: string;
  /** Whether it presented a right secret, so that it is from a sender that was set up for this app. */
  isOurs: boolean;
  atMs: number;
}

/** An astray request is past its use this long (ms) before an event that arrived: the address was fixed in between. */
const astrayForMs = 60 * 60_000;

/** The astray request that the checklist shows: a sender's own before a stranger's, none that events have long followed. */
export function astrayToShow(found: readonly AstrayRequest[], lastEventMs: number | null): AstrayRequest | null {
  const current = found.filter(({ atMs }) => lastEventMs === null || atMs > lastEventMs - astrayForMs);
  return current.find(({ isOurs }) => isOurs) ?? current[0] ?? null;
}

/** The answer of `GET /api/setup`: what the first-run checklist knows. */
export interface Setup {
  atMs: number;
  person: { name: string; role: string; grantedBy: string | null };
  /** Host of the tenant, for commands. */
  tenant: string;
  /** Null until Auth0 answered (or failed) for the first time. */
  management: SetupManagement | null;
  webhook: {
    url: string;
    reach: WebhookReach;
    credential: ExpectedCredential | null;
    /** Within the last 24 h; null when all went to the right path. */
    astray: AstrayRequest | null;
  };
  /** Null when the list of event streams could not be read. */
  streams: { here: SetupStream[]; total: number } | null;
  events: { total: number; lastMs: number | null };
  listening: Listening;
}

/** Judges from the two addresses whether Auth0 can reach the webhook. `tenant` is a host, with its port if it has one. */
export function reachOf(webhookUrl: string, tenant: string): WebhookReach {
  const url = new URL(webhookUrl);
  const tenantHost = tenant.replace(/:\d+$/, '');
  if (isThisMachine(url.hostname)) return isThisMachine(tenantHost) ? 'simulator' : 'local';
  return url.protocol === 'https:' ? 'public' : 'plain';
}

function isThisMachine(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d+){3}$/.test(host) ||
    host === '0.0.0.0'
  );
}
