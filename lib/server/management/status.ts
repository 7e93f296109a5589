import { type Management } from './client';
import { isManagementError, type ManagementErrorKind } from './errors';
import { checkScopes, type NeededScope, neededScopes, type ScopeCheck } from './scopes';
import { listStreams } from './streams';

/** Whether the Management API can be used, for the first-run checklist. */
export interface ManagementStatus {
  configured: boolean;
  /** A call for the event streams has just been answered. */
  reachable: boolean;
  /** Host of the tenant; null when not configured. */
  domain: string | null;
  /** Null when no token could be had. */
  scopes: ScopeCheck | null;
  problem: { kind: ManagementErrorKind | 'unexpected'; message: string } | null;
  checkedAtMs: number;
}

/** A token younger than this (ms) is not asked for again by "Check again". */
const freshTokenMs = 1_000;

/**
 * Checks token, scopes and one call; never throws. `fresh` ("Check again") asks for a new token, since scopes granted in
 * Auth0 show only in a new one.
 */
export async function checkManagement(
  management: Management | null,
  { fresh = false, needs = neededScopes }: { fresh?: boolean; needs?: readonly NeededScope[] } = {},
): Promise<ManagementStatus> {
  const checkedAtMs = Date.now();
  if (management === null) {
    const message = 'Set AUTH0_MANAGEMENT_CLIENT_ID and AUTH0_MANAGEMENT_CLIENT_SECRET, then restart.';
    const problem = { kind: 'not_configured' as const, message };
    return { configured: false, reachable: false, domain: null, scopes: null, problem, checkedAtMs };
  }
  if (fresh) {
    management.token.dropOlderThan(freshTokenMs);
    management.streams.expire();
  }
  const status = { configured: true, domain: management.domain, checkedAtMs };
  let scopes: ScopeCheck | null = null;
  try {
    scopes = checkScopes(await management.token.scopes(), needs);
    const { failure } = await listStreams(management);
    const problem = failure === null ? null : { kind: 'unavailable' as const, message: failure };
    return { ...status, reachable: failure === null, scopes, problem };
  } catch (error) {
    const problem = isManagementError(error)
      ? { kind: error.kind, message: error.message }
      : { kind: 'unexpected' as const, message: 'The check failed for a reason of our own; see the log.' };
    // A refusal for a missing scope is an answer too.
    const reachable = problem.kind === 'missing_scope' || problem.kind === 'forbidden';
    return { ...status, reachable, scopes, problem };
  }
}
