import { z } from 'zod';
import { restMs } from './cached';
import { credentialsError, ManagementError, rateLimitedError, retryAfterMs } from './errors';

/** Who we are to the tenant. */
export interface TokenSettings {
  /** `https://tenant.eu.auth0.com`, or `http://localhost:4400` for the simulator; no trailing slash. */
  origin: string;
  clientId: string;
  clientSecret: string;
  timeoutMs: number;
}

interface Token {
  value: string;
  obtainedAtMs: number;
  expiresAtMs: number;
  /** Null when Auth0 did not say. */
  scopes: string[] | null;
}

/** A token this close to its end (ms) could expire on the way. */
const spareMs = 60_000;

/** After a fresh token was refused as well, this long (ms) no other is asked for: the token is not what is wrong. */
const distrustMs = 30_000;

const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive().catch(3_600),
  scope: z.string().optional().catch(undefined),
});

/** Access token of the machine-to-machine application: one request for any number of callers, kept until it nears its end. */
export class TokenSource {
  private readonly settings: TokenSettings;
  private held: Token | null = null;
  private pending: Promise<Token> | null = null;
  private refused: { token: string; atMs: number } | null = null;
  private failed: { error: unknown; atMs: number } | null = null;

  constructor(settings: TokenSettings) {
    this.settings = settings;
  }

  /** A token that lasts at least another minute. Throws `ManagementError` (`credentials`, `unavailable`, `rate_limited`). */
  async get(): Promise<string> {
    return (await this.current()).value;
  }

  /** Scopes granted to the application, from the token's answer; null when Auth0 did not list them. */
  async scopes(): Promise<string[] | null> {
    return (await this.current()).scopes;
  }

  /**
   * Called when the API answered 401 to `used`: a token to try once more with, or null when trying again is pointless because
   * `used` was fresh itself.
   */
  async replace(used: string): Promise<string | null> {
    const { refused } = this;
    if (refused?.token === used && Date.now() - refused.atMs < distrustMs) return null;
    if (this.held?.value === used) this.held = null;
    return this.get();
  }

  /** Remembers that even a fresh token was refused, so that a revoked application causes no storm of token requests. */
  noteRefused(token: string): void {
    this.refused = { token, atMs: Date.now() };
  }

  /** Forgets a token older than `ageMs`, so that scopes granted since then are seen, and that none could be had. */
  dropOlderThan(ageMs: number): void {
    this.failed = null;
    if (this.held !== null && Date.now() - this.held.obtainedAtMs > ageMs) this.held = null;
  }

  private async current(): Promise<Token> {
    if (this.held !== null && this.held.expiresAtMs - spareMs > Date.now()) return this.held;
    if (this.failed !== null && Date.now() - this.failed.atMs < restMs) throw this.failed.error;
    this.pending ??= this.request()
      .catch((error: unknown) => {
        this.failed = { error, atMs: Date.now() };
        throw error;
      })
      .finally(() => {
        this.pending = null;
      });
    return this.pending;
  }

  private async request(): Promise<Token> {
    const { origin, clientId, clientSecret } = this.settings;
    const response = await this.post(
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        // The trailing slash is part of the API's identifier.
        audience: `${origin}/api/v2/`,
      }),
    );
    const answer = answerSchema.safeParse(response.body);
    if (!answer.success)
      throw new ManagementError('unavailable', 'Auth0 answered the token request with something else.');
    const obtainedAtMs = Date.now();
    this.held = {
      value: answer.data.access_token,
      obtainedAtMs,
      expiresAtMs: obtainedAtMs + answer.data.expires_in * 1_000,
      scopes: answer.data.scope?.split(' ').filter((scope) => scope !== '') ?? null,
    };
    return this.held;
  }

  private async post(body: URLSearchParams): Promise<{ body: unknown }> {
    let response: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(this.settings.timeoutMs);
      response = await fetch(`${this.settings.origin}/oauth/token`, {
        method: 'POST',
        body,
        signal,
        redirect: 'error',
      });
      text = await response.text();
    } catch {
      // The cause could quote the request; none of it may reach a log.
      throw new ManagementError('unavailable', 'Auth0 did not answer the token request.');
    }
    if (!response.ok) throw tokenError(response);
    return { body: jsonOrNull(text) };
  }
}

/** Errors here have the OAuth shape; the status alone tells the kinds apart. */
function tokenError({ status, headers }: Response): ManagementError {
  const facts = { upstreamStatus: status };
  if (status === 429) return rateLimitedError(retryAfterMs(headers, Date.now()), facts);
  if (status < 500) return credentialsError(facts);
  return new ManagementError('unavailable', `Auth0 answered the token request with ${status}.`, facts);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
