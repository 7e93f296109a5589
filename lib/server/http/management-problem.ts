import { type ManagementError, type ManagementErrorKind } from '../management/errors';
import { Problem } from './problem';

const answers: Record<ManagementErrorKind, { status: number; title: string }> = {
  not_configured: { status: 503, title: 'Management API not set up' },
  // Never 401: to the browser that means that its own session has ended.
  credentials: { status: 503, title: 'Auth0 refused our credentials' },
  missing_scope: { status: 403, title: 'Scope missing' },
  forbidden: { status: 403, title: 'Auth0 refused the request' },
  not_found: { status: 404, title: 'Not found at Auth0' },
  conflict: { status: 409, title: 'Not possible now' },
  rate_limited: { status: 429, title: 'Auth0 asks us to wait' },
  unavailable: { status: 503, title: 'Auth0 not reachable' },
  bad_request: { status: 400, title: 'Auth0 did not accept the request' },
};

/** What a route answers for a failed call: the kind, the missing scope and the time to wait travel as members. */
export function problemOfManagement(error: ManagementError): Problem {
  const { status, title } = answers[error.kind];
  const extra: Problem['extra'] = { kind: error.kind };
  const scope = error.scopes[0];
  if (scope !== undefined) extra.missingScope = scope;
  if (error.retryAfterMs !== null) extra.retryAfterSeconds = Math.ceil(error.retryAfterMs / 1_000);
  return new Problem(status, title, error.message, extra);
}
