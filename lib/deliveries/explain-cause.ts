import { isolatedText } from '../text/outside-text';
import { wordsOf } from './cause';
import { type DeliveryCause } from './delivery';

/** One line for a group: "500 from gauge.example.com". `hosts` is empty where none is known. */
export function causeTitle(cause: DeliveryCause, hosts: readonly string[]): string {
  const place = placeOf(hosts);
  if (cause.kind === 'http') return `${cause.status ?? 'An error'} from ${place}`;
  if (cause.kind === 'connect') return `Could not connect to ${place}`;
  if (cause.kind === 'timeout') return `No answer in time from ${place}`;
  if (cause.kind === 'other') return `Auth0: ${isolatedText(wordsOf(cause))}`;
  if (cause.kind === 'waiting') return hosts.length === 0 ? 'Not attempted yet' : `Not attempted yet at ${place}`;
  return hosts.length === 0 ? 'Failed without a reason' : `Failed without a reason at ${place}`;
}

/** The same in few words, for a list of several: "500", "no connection". */
export function causeWord(cause: DeliveryCause): string {
  if (cause.kind === 'http') return `${cause.status ?? 'an error'}`;
  if (cause.kind === 'connect') return 'no connection';
  if (cause.kind === 'timeout') return 'no answer in time';
  if (cause.kind === 'other') return isolatedText(wordsOf(cause));
  return cause.kind === 'waiting' ? 'not attempted yet' : 'no reason given';
}

function placeOf(hosts: readonly string[]): string {
  if (hosts.length === 0) return 'the destination';
  return hosts.length <= 2 ? hosts.join(' and ') : `${hosts.length} destinations`;
}

/** The webhook's answers to its own trouble, as Auth0 quotes them. */
const ownTrouble = /^503\b.*\{"error":"Service Unavailable"\}/;

/** Whether an error text quotes this app's answer to its own trouble; a proxy words its 503 differently. */
export function isOwnTrouble(errorMessage: string | null): boolean {
  return errorMessage !== null && ownTrouble.test(errorMessage);
}
