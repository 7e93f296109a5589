import type { Answer } from '../http/answer.ts';
import { flagOf, isObject, type JsonObject, numberOf, objectOr, textOf } from '../json.ts';

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

function readMischief(respond: JsonObject): Mischief | undefined {
  if (flagOf(respond.drop)) return 'drop';
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
  return { status, headers, body: respond.body };
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
    if (then === undefined) return '"respond" needs one of: status, delayMs, drop, html, truncatedJson.';
    const trouble: Trouble = {
      id: this.#nextId,
      method: textOf(match.method)?.toUpperCase(),
      pathPattern: textOf(match.pathPattern) ?? '*',
      left: numberOf(body.times) ?? Infinity,
      delayMs: numberOf(respond.delayMs) ?? 0,
      then,
    };
    this.#nextId += 1;
    this.#rules.push(trouble);
    return trouble;
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
