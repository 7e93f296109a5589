import { timingSafeEqual } from 'node:crypto';
import { type MatchedCredential } from '../../events/receipt';
import { type RejectionCode } from '../../rejections/rejection';
import { digest } from '../process/digest';
import { type Env } from '../process/env';

/** Digests of the configured secrets: compared instead of the secrets, so that length and content leak nothing by time. */
export interface WebhookCredentials {
  bearer: Buffer[];
  basic: Buffer[];
  headers: { name: string; digest: Buffer }[];
  /** The names of those headers, each once. */
  headerNames: string[];
}

export type Authentication =
  { ok: true; credential: MatchedCredential } | { ok: false; code: RejectionCode; reason: string };

/** Prepares the configured credentials. Basic and header values are taken literally, never percent-decoded. */
export function webhookCredentials(settings: Env['webhook']): WebhookCredentials {
  return {
    bearer: settings.bearer.map(digest),
    basic: settings.basic.map(digest),
    headers: settings.headers.map(({ name, value }) => ({ name, digest: digest(value) })),
    headerNames: [...new Set(settings.headers.map(({ name }) => name))],
  };
}

/** Compares with every candidate, found or not, so that the time taken does not tell which one matched. */
function indexOfMatch(candidates: Buffer[], presented: Buffer): number {
  let found = -1;
  candidates.forEach((candidate, index) => {
    if (timingSafeEqual(candidate, presented)) found = index;
  });
  return found;
}

function matchAuthorization(value: string, credentials: WebhookCredentials): MatchedCredential | null {
  const [, scheme = '', rest = ''] = /^(\S+)[ \t]+(.*)$/s.exec(value) ?? [];
  if (scheme.toLowerCase() === 'bearer') {
    const index = indexOfMatch(credentials.bearer, digest(rest.trim()));
    return index === -1 ? null : { kind: 'bearer', index };
  }
  if (scheme.toLowerCase() === 'basic') {
    const index = indexOfMatch(credentials.basic, digest(Buffer.from(rest.trim(), 'base64')));
    return index === -1 ? null : { kind: 'basic', index };
  }
  return null;
}

function matchHeader(name: string, value: string, credentials: WebhookCredentials): MatchedCredential | null {
  if (!credentials.headers.some((candidate) => candidate.name === name)) return null;
  const presented = digest(value);
  let found = -1;
  credentials.headers.forEach((candidate, index) => {
    if (timingSafeEqual(candidate.digest, presented) && candidate.name === name) found = index;
  });
  return found === -1 ? null : { kind: 'header', index: found };
}

/**
 * Decides whether a request is from our sender. Every credential it presents must be right: two kinds of which one is wrong
 * is ambiguous and refused. Duplicate `Authorization` headers never get here: Node keeps the first.
 */
export function authenticate(header: (name: string) => string | null, credentials: WebhookCredentials): Authentication {
  const presented: (MatchedCredential | null)[] = [];
  const authorization = header('authorization');
  if (authorization !== null) {
    // `Authorization` may itself be the name of the configured header: either reading of the one value will do.
    const asHeader = matchHeader('authorization', authorization, credentials);
    presented.push(matchAuthorization(authorization, credentials) ?? asHeader);
  }
  for (const name of credentials.headerNames) {
    const value = name === 'authorization' ? null : header(name);
    if (value !== null) presented.push(matchHeader(name, value, credentials));
  }
  const [first] = presented;
  if (first === undefined) return { ok: false, code: 'no_credential', reason: 'No credential was presented' };
  const wrong = presented.some((credential) => credential === null);
  if (wrong && presented.length > 1) {
    const reason = 'Two credentials were presented and one is wrong';
    return { ok: false, code: 'ambiguous_credential', reason };
  }
  if (first === null || wrong)
    return { ok: false, code: 'wrong_credential', reason: 'The presented credential is wrong' };
  return { ok: true, credential: first };
}
