import { type FeedMode } from '../../ledger/feed';
import { shellQuoted } from '../../text/shell-text';

/** A scope of the Management API and what we use it for. */
export interface NeededScope {
  scope: string;
  purpose: string;
}

/** Least privilege: what this product calls, no more. */
export const neededScopes: readonly NeededScope[] = [
  { scope: 'read:event_streams', purpose: 'show event streams, their failed deliveries and statistics' },
  { scope: 'update:event_streams', purpose: 'enable and disable event streams, send test events' },
  { scope: 'read:event_deliveries', purpose: 'follow one delivery while it is tried again' },
  { scope: 'update:event_deliveries', purpose: 'ask for a failed delivery to be tried again' },
];

/** Needed besides by those who make and delete event streams here. */
export const managingScopes: readonly NeededScope[] = [
  { scope: 'create:event_streams', purpose: 'create event streams' },
  { scope: 'delete:event_streams', purpose: 'delete event streams' },
];

/** Needed besides, where the event feed is read. */
const feedScope: NeededScope = { scope: 'read:events', purpose: 'read the event feed' };

/** What is needed with these settings. */
export function scopesFor({ feed }: { feed: FeedMode }): readonly NeededScope[] {
  return feed === 'off' ? neededScopes : [...neededScopes, feedScope];
}

export interface ScopeCheck {
  /** False when Auth0 did not list the scopes: then nothing is known to be granted or missing. */
  known: boolean;
  granted: NeededScope[];
  missing: NeededScope[];
  /** Granted but never used: could be taken away. */
  surplus: string[];
}

/** Compares what the application was granted with what we need. `granted` is null when Auth0 did not list it. */
export function checkScopes(
  granted: readonly string[] | null,
  needs: readonly NeededScope[] = neededScopes,
): ScopeCheck {
  if (granted === null) return { known: false, granted: [], missing: [], surplus: [] };
  const needed = new Set([...needs, ...managingScopes].map(({ scope }) => scope));
  return {
    known: true,
    granted: needs.filter(({ scope }) => granted.includes(scope)),
    missing: needs.filter(({ scope }) => !granted.includes(scope)),
    surplus: granted.filter((scope) => !needed.has(scope)),
  };
}

/**
 * Grants the Management API application a scope, by the Auth0 CLI and `jq`. A grant is written as a whole, so the command reads what it has.
 */
export function grantCommand({ clientId, domain, scope }: { clientId: string; domain: string; scope: string }): string {
  const audience = encodeURIComponent(`https://${domain}/api/v2/`);
  return [
    `GRANT=$(auth0 api get ${shellQuoted(`client-grants?client_id=${encodeURIComponent(clientId)}&audience=${audience}`)} | jq '.[0]')`,
    'auth0 api patch "client-grants/$(jq -r .id <<<"$GRANT")" \\',
    `  --data "$(jq -c '{scope: (.scope + ["${scope}"] | unique)}' <<<"$GRANT")"`,
  ].join('\n');
}
