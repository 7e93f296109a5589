import { objectOr, textOf } from '../ground/json.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import type { Reply } from './attempt-rules.ts';

/** What an address asks for: `drop+ida@example.com` drops the connection of every event about this person. */
export interface Sentinel {
  /** For people, on the page. */
  about: string;
  /** Deliveries beyond the first. */
  again?: number;
  /** Milliseconds the first attempt comes later, hurried like every wait. */
  lateMs?: number;
  /** The first attempt waits until the next event has gone ahead. */
  behindNext?: boolean;
  /** Milliseconds over which the request body is spread, hurried. */
  slowMs?: number;
  /** The first attempt breaks off in the middle of the request. */
  dropFirst?: boolean;
  /** The first attempt arrives whole, but its answer is lost, so that a second one follows. */
  loseFirst?: boolean;
  wrongSecret?: boolean;
  /** Nothing is sent; this answer is assumed. */
  assume?: Reply;
  /** Redeliveries meet the same. */
  forGood?: boolean;
}

const answer = (status: number, body: string): Reply => ({ kind: 'answer', status, body });

/** By the part of the address before the plus sign. */
export const SENTINELS: Readonly<Record<string, Sentinel>> = {
  twice: { about: 'delivered twice', again: 1 },
  late: { about: 'comes 5 s late, overtaken by others', lateMs: 5000 },
  swap: { about: 'changes places with the next event', behindNext: true },
  slow: { about: 'its request body takes 3 s', slowMs: 3000 },
  drop: { about: 'the first request breaks off half way', dropFirst: true },
  lost: { about: 'arrives, but its first answer is lost', loseFirst: true },
  boom: { about: 'every attempt meets a 500; a redelivery arrives', assume: answer(500, '{"error":"boom"}') },
  never: {
    about: 'every attempt and every redelivery meets a 503',
    assume: answer(503, '{"error":"never"}'),
    forGood: true,
  },
  secret: { about: 'sent with a wrong credential', wrongSecret: true },
};

/** The sentinel in the e-mail address of the event's user, if there is one. */
export function sentinelOf(event: CloudEvent): Sentinel | undefined {
  const object = objectOr(objectOr({ ...event.data }).object);
  const email = textOf(object.email) ?? textOf(objectOr(object.user).email);
  const word = email === undefined ? undefined : /^([a-z]+)\+[^@]*@/.exec(email)?.[1];
  return word !== undefined && Object.hasOwn(SENTINELS, word) ? SENTINELS[word] : undefined;
}
