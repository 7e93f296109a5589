import { isolatedText } from '../text/outside-text';
import { wordsOf } from './cause';
import { type DeliveryCause } from './delivery';

/** What we know of a group of failed deliveries with one cause, from both sides. */
export interface CauseEvidence {
  cause: DeliveryCause;
  /** Hosts that the event streams of the group post to, as far as they are known. */
  hosts: readonly string[];
  /** Whether the event stream posts to this app. */
  pointsHere: boolean;
  /** Deliveries in the group. */
  count: number;
  /** Those whose event has a receipt here. */
  receivedHere: number;
  /** Requests our webhook refused for a wrong credential while the group failed. */
  rejectedHere: number;
  /** Those whose error text is an answer of this app. */
  answeredHere: number;
}

/** `certain` when our own records prove it, `likely` when it is read from Auth0's words alone. */
export interface CauseExplanation {
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
}

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

/** Why a group fails, in one or two plain sentences, and how sure that is. */
export function explainCause(evidence: CauseEvidence): CauseExplanation {
  const { text, confidence } = reason(evidence);
  return { title: causeTitle(evidence.cause, evidence.hosts), explanation: `${text}${arrivals(evidence)}`, confidence };
}

type Reason = { text: string; confidence: 'certain' | 'likely' };

const certain = (text: string): Reason => ({ text, confidence: 'certain' });
const likely = (text: string): Reason => ({ text, confidence: 'likely' });

function reason(evidence: CauseEvidence): Reason {
  const { cause, pointsHere, receivedHere } = evidence;
  if (cause.kind === 'http') return httpReason(cause.status ?? 0, evidence);
  if (cause.kind === 'connect') {
    return likely('Auth0 could not open a connection: nothing listened there, or its name did not resolve.');
  }
  if (cause.kind === 'timeout') {
    return pointsHere && receivedHere > 0
      ? certain('The events arrived here, but our answer reached Auth0 too late.')
      : likely('The connection stood, but no answer came before Auth0 gave up waiting.');
  }
  if (cause.kind === 'waiting') return likely('Auth0 lists these events and has not attempted to send them yet.');
  if (cause.kind === 'other') return otherReason(wordsOf(cause));
  return likely('Auth0 gives no reason that can be read.');
}

function otherReason(words: string): Reason {
  return /\bdisabled\b/i.test(words)
    ? certain('Auth0 sends nothing through a disabled event stream. Enable it, then retry.')
    : likely('That is Auth0’s own reason, in its words.');
}

function httpReason(status: number, { pointsHere, rejectedHere, answeredHere }: CauseEvidence): Reason {
  if (status === 401) return unauthorizedReason(pointsHere, rejectedHere);
  if (pointsHere && answeredHere > 0) return certain('This app could not store the event, or was shutting down.');
  const known = knownAnswers.get(status);
  if (known !== undefined) return likely(known);
  if (status >= 500) return likely('The endpoint, or a proxy in front of it, failed while it handled the request.');
  if (status >= 400) return likely('The endpoint refused the request. Auth0 never retries a 4xx.');
  return likely('The endpoint answered with something other than success; Auth0 follows no redirect.');
}

function unauthorizedReason(pointsHere: boolean, rejectedHere: number): Reason {
  if (!pointsHere) return likely('The endpoint does not accept the credential that the event stream sends.');
  return rejectedHere > 0
    ? certain('The event stream sends a credential that this app does not accept.')
    : likely('The event stream’s credential differs from ours, or a proxy in front of this app refused it.');
}

const knownAnswers = new Map<number, string>([
  [400, 'The endpoint could not read the request.'],
  [403, 'Something at that address forbids the request: a proxy, a firewall or an access rule.'],
  [404, 'The host answers, but nothing is served at the path the event stream posts to.'],
  [405, 'The path is served, but not for POST: compare it with the webhook’s address.'],
  [413, 'The endpoint, or a proxy in front of it, found the event too large.'],
  [429, 'The endpoint, or a proxy in front of it, limits the rate of requests.'],
  [502, 'A proxy at that address could not reach the application behind it.'],
  [503, 'The endpoint, or a proxy in front of it, was not available.'],
  [504, 'A proxy at that address got no answer in time from the application behind it.'],
]);

function arrivals({ pointsHere, count, receivedHere }: CauseEvidence): string {
  if (!pointsHere || receivedHere === 0) return '';
  if (receivedHere < count) return ` ${receivedHere} of ${count} have arrived here.`;
  return count === 1 ? ' The event has arrived here anyway.' : ' All have arrived here.';
}
