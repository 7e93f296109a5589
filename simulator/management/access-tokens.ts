import { errors, jwtVerify, SignJWT } from 'jose';
import type { Answer } from '../http/answer.ts';
import { tokenId } from '../ground/ids.ts';
import { objectOr, textOf } from '../ground/json.ts';
import { Fault } from './fault.ts';
import type { SigningKey } from './signing-key.ts';

export const M2M_CLIENT = {
  id: 'streamgauge-m2m',
  secret: 'streamgauge-m2m-secret-for-local-use-only-0000',
} as const;

const LIFETIME_SECONDS = 86_400;

interface TokenDeps {
  key: SigningKey;
  /** Every base URL of the tenant, with a slash at the end. */
  issuers: readonly string[];
  scopes: () => string[];
}

const oauthError = (status: number, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
});

function basicCredentials(header: string | undefined): { id?: string; secret?: string } {
  const encoded = /^basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return {};
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) };
}

/** Issues and checks the tokens of the machine-to-machine application. */
export class AccessTokens {
  readonly #deps: TokenDeps;
  readonly #audiences: string[];
  // Part of every token's id; raising it revokes all tokens issued before.
  #generation = 1;

  constructor(deps: TokenDeps) {
    this.#deps = deps;
    // Official clients ask for https whatever they are pointed at.
    const bases = deps.issuers.flatMap((issuer) => [issuer, issuer.replace(/^http:/, 'https:')]);
    this.#audiences = bases.map((base) => `${base}api/v2/`);
  }

  revokeAll(): void {
    this.#generation += 1;
  }

  /** `POST /oauth/token` with `grant_type=client_credentials`, asked of `origin`; errors have the OAuth shape, not the Management API's. */
  async clientCredentials(body: unknown, authorization: string | undefined, origin: string): Promise<Answer> {
    const given = objectOr(body);
    const basic = basicCredentials(authorization);
    const id = textOf(given.client_id) ?? basic.id;
    const secret = textOf(given.client_secret) ?? basic.secret;
    const audience = textOf(given.audience);
    if (id !== M2M_CLIENT.id || secret !== M2M_CLIENT.secret) {
      return oauthError(401, 'access_denied', 'Unauthorized');
    }
    if (audience === undefined) {
      return oauthError(
        403,
        'access_denied',
        'No audience parameter was provided, and no default audience has been configured',
      );
    }
    if (!this.#audiences.includes(audience)) {
      return oauthError(403, 'access_denied', `Service not enabled within domain: ${audience}`);
    }
    const scope = this.#deps.scopes().join(' ');
    const access_token = await this.#sign(scope, audience, `${origin}/`);
    return { status: 200, body: { access_token, scope, expires_in: LIFETIME_SECONDS, token_type: 'Bearer' } };
  }

  /** Throws the 401 that Auth0 would answer. */
  async check(authorization: string | undefined): Promise<void> {
    if (!authorization) throw new Fault(401, 'Missing authentication');
    const token = /^bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new Fault(401, 'Bad HTTP authentication header format');
    const { key, issuers } = this.#deps;
    try {
      const { payload } = await jwtVerify(token, key.publicKey, { issuer: [...issuers], audience: this.#audiences });
      if (!payload.jti?.startsWith(`${this.#generation}.`)) throw new Fault(401, 'Invalid token');
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw new Fault(401, tokenProblem(error));
    }
  }

  #sign(scope: string, audience: string, issuer: string): Promise<string> {
    const { key } = this.#deps;
    return new SignJWT({ scope, gty: 'client-credentials', azp: M2M_CLIENT.id })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
      .setIssuer(issuer)
      .setSubject(`${M2M_CLIENT.id}@clients`)
      .setAudience(audience)
      .setJti(`${this.#generation}.${tokenId()}`)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key.privateKey);
  }
}

function tokenProblem(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'Expired token received for JSON Web Token validation';
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'Invalid signature received for JSON Web Token validation';
  }
  return 'Invalid token';
}
