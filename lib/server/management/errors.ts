import { z } from 'zod';

/** What went wrong between us and the Management API, as far as a person can act on it. */
export type ManagementErrorKind =
  | 'not_configured'
  | 'credentials'
  | 'missing_scope'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'bad_request';

export interface ManagementErrorFacts {
  /** For `missing_scope`: one of these would do. */
  scopes?: string[];
  /** For `rate_limited`: milliseconds until Auth0 takes requests again. */
  retryAfterMs?: number;
  /** HTTP status of the Management API; absent when no answer came. */
  upstreamStatus?: number;
  /** No answer came, but Auth0 may have taken the request: a time-out, a cut connection. */
  mayHaveArrived?: boolean;
  /** Auth0's own code, such as `insufficient_entitlement`; absent where it gives none. */
  code?: string;
}

/** A failed call to the Management API. The message is a plain sentence without secrets. */
export class ManagementError extends Error {
  override name = 'StreamgaugeManagementError';
  readonly isManagementError = true;
  readonly kind: ManagementErrorKind;
  readonly scopes: string[];
  readonly retryAfterMs: number | null;
  readonly upstreamStatus: number | null;
  readonly mayHaveArrived: boolean;
  readonly code: string | null;

  constructor(kind: ManagementErrorKind, message: string, facts: ManagementErrorFacts = {}) {
    super(message);
    this.kind = kind;
    this.scopes = facts.scopes ?? [];
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.upstreamStatus = facts.upstreamStatus ?? null;
    this.mayHaveArrived = facts.mayHaveArrived ?? false;
    this.code = facts.code ?? null;
  }
}

/** Recognises a `ManagementError` from any copy of this module: class identity does not hold across Next's bundles. */
export function isManagementError(error: unknown): error is ManagementError {
  return error instanceof Error && 'isManagementError' in error && error.isManagementError === true;
}

/** Auth0's error body, `{statusCode, error, message, errorCode?}`; anything else (HTML, cut JSON) reads as empty. */
const bodySchema = z.looseObject({ message: z.string().catch(''), errorCode: z.string().catch('') }).catch({
  message: '',
  errorCode: '',
});

/** Turns an HTTP answer of the Management API into the error a person reads. */
export function errorOfAnswer(status: number, body: unknown, headers: Headers): ManagementError {
  const { message, errorCode } = bodySchema.parse(body);
  const facts = { upstreamStatus: status, ...(errorCode !== '' && { code: errorCode }) };
  const said = message === '' ? '' : ` Auth0 says: ${message.slice(0, 300)}`;
  if (status === 401) return credentialsError(facts);
  if (status === 403) return forbiddenError(message, said, facts);
  if (status === 404) return new ManagementError('not_found', `Auth0 does not know it.${said}`, facts);
  if (status === 409) return new ManagementError('conflict', `Auth0 cannot do this now.${said}`, facts);
  if (status === 429) return rateLimitedError(retryAfterMs(headers, Date.now()), facts);
  if (status >= 400 && status < 500) {
    return new ManagementError('bad_request', `Auth0 did not accept the request.${said}`, facts);
  }
  return new ManagementError('unavailable', `Auth0 answered with ${status}. Nothing was changed here.`, facts);
}

export function credentialsError(facts: ManagementErrorFacts = {}): ManagementError {
  return new ManagementError(
    'credentials',
    'Auth0 does not accept our client id and secret for the Management API. Check AUTH0_MANAGEMENT_CLIENT_ID, ' +
      'AUTH0_MANAGEMENT_CLIENT_SECRET and that the application is authorised for the Management API.',
    facts,
  );
}

export function rateLimitedError(waitMs: number, facts: ManagementErrorFacts = {}): ManagementError {
  const seconds = Math.ceil(waitMs / 1_000);
  const message = `Auth0’s rate limit is reached. Requests are possible again in ${seconds} s.`;
  return new ManagementError('rate_limited', message, { ...facts, retryAfterMs: waitMs });
}

function forbiddenError(message: string, said: string, facts: ManagementErrorFacts): ManagementError {
  // Recorded wording: "Insufficient scope, expected any of: read:event_streams" (some texts have a semicolon).
  const listed = /insufficient scope[,;]? expected (?:any|all) of:?\s*(.+)$/i.exec(message)?.[1] ?? '';
  const scopes = listed.match(/[a-z]+:[a-z_]+/g) ?? [];
  const [first] = scopes;
  if (first === undefined) return new ManagementError('forbidden', `Auth0 refused the request.${said}`, facts);
  const text = `The Management API application lacks the scope ${first}. Grant it in Auth0, then try again.`;
  return new ManagementError('missing_scope', text, { ...facts, scopes });
}

/**
 * Milliseconds to wait after a 429, from `retry-after` (seconds or a date), else `x-ratelimit-reset` (Unix seconds), else
 * two seconds. At least a quarter of a second, against hammering; at most a minute, because clocks differ and a wait
 * beyond any of Auth0's windows is a misreading.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number {
  const header = headers.get('retry-after');
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  let waitMs = Number.isFinite(reset) ? reset * 1_000 - nowMs : 2_000;
  if (header !== null) {
    const seconds = Number(header);
    const told = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - nowMs;
    if (Number.isFinite(told)) waitMs = told;
  }
  return Math.min(60_000, Math.max(250, waitMs));
}
