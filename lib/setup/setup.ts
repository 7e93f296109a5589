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

/** How the webhook expects to be authenticated: the kind and the setting that holds it, never the secret. */
export interface SetupCredential {
  method: 'bearer' | 'basic' | 'custom_header';
  setting: 'WEBHOOK_TOKEN' | 'WEBHOOK_BASIC' | 'WEBHOOK_HEADER';
  /** Header name for `custom_header`, else null. */
  header: string | null;
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

/** The answer of `GET /api/setup`: what the first-run checklist knows. */
export interface Setup {
  atMs: number;
  person: { name: string; role: string; grantedBy: string | null };
  /** Host of the tenant, for commands. */
  tenant: string;
  /** Null until Auth0 answered (or failed) for the first time. */
  management: SetupManagement | null;
  webhook: { url: string; reach: WebhookReach; credential: SetupCredential | null };
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
