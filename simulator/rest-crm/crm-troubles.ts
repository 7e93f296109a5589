import { isObject, type JsonObject, numberOf, objectOr, textOf } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';

/** What becomes of a call: `lost` does the deed and cuts the connection, `drop` cuts it before, `hide` finds nobody. */
type Mischief = 'lost' | 'drop' | 'hide' | Answer;

interface CrmTrouble {
  method: string | undefined;
  contains: string | undefined;
  left: number;
  then: Mischief;
}

const WORDS = ['lost', 'drop', 'hide'] as const;

function mischiefOf(respond: JsonObject): Mischief | undefined {
  const word = WORDS.find((name) => respond[name] === true);
  const status = numberOf(respond.status);
  if (word !== undefined || status === undefined) return word;
  const retryAfter = numberOf(respond.retryAfter);
  return {
    status,
    body: respond.body ?? { error: 'asked_for', message: 'This was asked for.' },
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  };
}

/** Rules that make calls go wrong, first come first served. */
export class CrmTroubles {
  #troubles: CrmTrouble[] = [];

  /** `{match?: {method?, contains?}, times?, respond}`; without `times` it stays. Answers with what was wrong. */
  add(body: unknown): string | undefined {
    if (!isObject(body)) return 'A trouble is a JSON object with "respond".';
    const match = objectOr(body.match);
    const then = mischiefOf(objectOr(body.respond));
    if (then === undefined) return '"respond" needs one of: status, lost, drop, hide.';
    this.#troubles.push({
      method: textOf(match.method)?.toUpperCase(),
      contains: textOf(match.contains),
      left: numberOf(body.times) ?? Infinity,
      then,
    });
    return undefined;
  }

  clear(): void {
    this.#troubles = [];
  }

  /** What is to become of this call; `text` is its path, query and body. */
  take(method: string, text: string): Mischief | undefined {
    const found = this.#troubles.find(
      (trouble) => (trouble.method ?? method) === method && text.includes(trouble.contains ?? ''),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#troubles = this.#troubles.filter((trouble) => trouble !== found);
    return found.then;
  }
}
