import { flagOf, isObject, type JsonObject, numberOf, objectOr, textOf, textsOf } from '../ground/json.ts';
import { isLimitPolicy, type LimitPolicy } from './hubspot-error.ts';

/** Instead of the deed: this answer. */
export interface TroubleAnswer {
  status: number;
  headers: Record<string, string>;
  /** Absent: the body HubSpot would send. */
  body?: unknown;
  policy: LimitPolicy;
}

/**
 * What becomes of a call: `lost` does the deed and cuts the connection, `drop` cuts it before, `hang` never answers,
 * `truncate` answers half of the JSON.
 */
type Mischief = 'pass' | 'lost' | 'drop' | 'hang' | 'truncate' | 'html' | TroubleAnswer;

export interface Trouble {
  id: number;
  method: string | undefined;
  /** Of the path below `/hubspot`; `*` stands for anything. */
  pathPattern: string;
  /** A text that path, query or body has to hold. */
  contains: string | undefined;
  /** How many more calls pass before it begins. */
  skip: number;
  /** How many more calls it meets. */
  left: number;
  /** Real milliseconds before the deed, and after it. */
  delayMs: number;
  lateMs: number;
  /** Records that this call does not find when it reads. */
  hide: ReadonlySet<string>;
  then: Mischief;
}

/** What a trouble can look at. */
export interface CallFacts {
  method: string;
  path: string;
  /** Path, values of the query and body as text. */
  text: string;
}

function readAnswer(respond: JsonObject): TroubleAnswer | undefined {
  const status = numberOf(respond.status);
  if (status === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectOr(respond.headers))) {
    headers[name.toLowerCase()] = textOf(value) ?? JSON.stringify(value);
  }
  const retryAfter = textOf(respond.retryAfter) ?? numberOf(respond.retryAfter);
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  const policy = isLimitPolicy(respond.policyName) ? respond.policyName : 'TEN_SECONDLY_ROLLING';
  return { status, headers, policy, ...(respond.body !== undefined && { body: respond.body }) };
}

function readMischief(respond: JsonObject): Mischief | undefined {
  for (const word of ['lost', 'drop', 'hang', 'truncate', 'html'] as const) if (flagOf(respond[word])) return word;
  const answer = readAnswer(respond);
  if (answer) return answer;
  const passes = ['delayMs', 'lateMs', 'hide'].some((word) => respond[word] !== undefined);
  return passes ? 'pass' : undefined;
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

const meets = (trouble: Trouble, { method, path, text }: CallFacts): boolean =>
  (trouble.method ?? method) === method &&
  toRegExp(trouble.pathPattern).test(path) &&
  (trouble.contains === undefined || text.includes(trouble.contains));

/** Rules that make calls go wrong, first come first served. */
export class Troubles {
  #troubles: Trouble[] = [];
  #nextId = 1;

  list(): readonly Trouble[] {
    return this.#troubles;
  }

  /** `{match?: {method?, path?, contains?}, skip?, times?, respond}`; without `times` it stays until removed. Answers with what was wrong. */
  add(body: unknown): Trouble | string {
    if (!isObject(body)) return 'A trouble is a JSON object with "respond".';
    const match = objectOr(body.match);
    const respond = objectOr(body.respond);
    const then = readMischief(respond);
    if (then === undefined) {
      return '"respond" needs one of: status, lost, drop, hang, truncate, html, delayMs, lateMs, hide.';
    }
    const trouble: Trouble = {
      id: this.#nextId,
      method: textOf(match.method)?.toUpperCase(),
      pathPattern: textOf(match.path) ?? '*',
      contains: textOf(match.contains),
      skip: numberOf(body.skip) ?? 0,
      left: numberOf(body.times) ?? Infinity,
      delayMs: numberOf(respond.delayMs) ?? 0,
      lateMs: numberOf(respond.lateMs) ?? 0,
      hide: new Set(textsOf(respond.hide) ?? []),
      then,
    };
    this.#nextId += 1;
    this.#troubles.push(trouble);
    return trouble;
  }

  remove(id: number): void {
    this.#troubles = this.#troubles.filter((trouble) => trouble.id !== id);
  }

  clear(): void {
    this.#troubles = [];
  }

  /** The trouble that meets this call, if any; counts it. */
  take(facts: CallFacts): Trouble | undefined {
    for (const trouble of this.#troubles) {
      if (!meets(trouble, facts)) continue;
      if (trouble.skip > 0) {
        trouble.skip -= 1;
        continue;
      }
      trouble.left -= 1;
      if (trouble.left <= 0) this.remove(trouble.id);
      return trouble;
    }
    return undefined;
  }
}
