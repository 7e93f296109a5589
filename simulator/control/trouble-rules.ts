import type { Answer } from '../http/answer.ts';
import { Fault } from '../management/fault.ts';
import { flagOf, isObject, type JsonObject, numberOf, objectOr, textOf } from '../ground/json.ts';

/** What happens to a request that a trouble meets, after the delay. */
type Mischief = 'pass' | 'drop' | 'truncate' | Answer;

export interface Trouble {
  id: number;
  method: string | undefined;
  /** `*` stands for anything. */
  pathPattern: string;
  /** How many more requests it meets. */
  left: number;
  /** Real milliseconds, not hurried. */
  delayMs: number;
  then: Mischief;
}

const HTML_BODY = '<!doctype html><html><head><title>Error</title></head><body><h1>502 Bad Gateway</h1></body></html>';

const HUNG_MS = 120_000;
// What Auth0 says with each status, where it is known.
const MESSAGES: Record<number, [message: string, code?: string]> = {
  401: ['Expired token received for JSON Web Token validation'],
  403: ['Insufficient scope, expected any of: read:event_streams', 'insufficient_scope'],
  404: ['The requested stream does not exist.'],
  409: ['The resource is in a state that does not allow this.'],
  429: ['Global limit has been reached', 'too_many_requests'],
};

/** The body and headers Auth0 would answer an error status with, for troubles that name the status alone. */
function usualError(status: number): Answer {
  const [message, code] = MESSAGES[status] ?? ['Internal error'];
  const reset = String(Math.ceil(Date.now() / 1000) + 1);
  const left = status === 429 ? '0' : '49';
  const limits = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': left, 'x-ratelimit-reset': reset };
  return new Fault(status, message, code).answer(limits);
}

function readMischief(respond: JsonObject): Mischief | undefined {
  if (flagOf(respond.drop) ?? flagOf(respond.timeout)) return 'drop';
  if (flagOf(respond.truncatedJson)) return 'truncate';
  const status = numberOf(respond.status);
  if (flagOf(respond.html)) {
    return { status: status ?? 502, headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML_BODY };
  }
  if (status === undefined) return numberOf(respond.delayMs) === undefined ? undefined : 'pass';
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectOr(respond.headers))) {
    headers[name.toLowerCase()] = textOf(value) ?? JSON.stringify(value);
  }
  if (respond.body !== undefined || status < 400) return { status, headers, body: respond.body };
  const usual = usualError(status);
  return { ...usual, headers: { ...usual.headers, ...headers } };
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** Rules that make the simulator misbehave, first come first served. */
export class TroubleRules {
  #rules: Trouble[] = [];
  #nextId = 1;

  list(): readonly Trouble[] {
    return this.#rules;
  }

  /** `{match: {method?, pathPattern?}, times?, respond}`; without `times` the rule stays until removed. */
  add(body: unknown): Trouble | string {
    if (!isObject(body)) return 'A trouble is a JSON object with "match" and "respond".';
    const match = objectOr(body.match);
    const respond = objectOr(body.respond);
    const then = readMischief(respond);
    if (then === undefined) return '"respond" needs one of: status, delayMs, drop, timeout, html, truncatedJson.';
    const trouble: Trouble = {
      id: this.#nextId,
      method: textOf(match.method)?.toUpperCase(),
      pathPattern: textOf(match.pathPattern) ?? '*',
      left: numberOf(body.times) ?? Infinity,
      delayMs: numberOf(respond.delayMs) ?? (flagOf(respond.timeout) ? HUNG_MS : 0),
      then,
    };
    this.#nextId += 1;
    this.#rules.push(trouble);
    return trouble;
  }

  remove(id: number): void {
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
  }

  clear(): void {
    this.#rules = [];
  }

  /** The trouble that meets this request, if any; counts it. */
  take(method: string, path: string): Trouble | undefined {
    const trouble = this.#rules.find(
      (rule) => (rule.method ?? method) === method && toRegExp(rule.pathPattern).test(path),
    );
    if (!trouble) return undefined;
    trouble.left -= 1;
    if (trouble.left <= 0) this.#rules = this.#rules.filter((rule) => rule !== trouble);
    return trouble;
  }
}
