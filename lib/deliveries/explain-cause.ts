import { type DeliveryCause } from './delivery';

/** What we know of a group of failed deliveries with one cause, from both sides. */
export interface CauseEvidence {
  cause: DeliveryCause;
  /** Host the event stream posts to; null when it has none or the group spans several. */
  host: string | null;
  /** Whether the event stream posts to this app. */
  pointsHere: boolean;
  /** Deliveries in the group. */
  count: number;
  /** Those whose event has a receipt here. */
  receivedHere: number;
  /** Requests our webhook refused for a wrong credential while the group failed. */
  rejectedHere: number;
}

/** `certain` when our own records prove it, `likely` when it is read from Auth0's words alone. */
export interface CauseExplanation {
  title: string;
  explanation: string;
  confidence: 'certain' | 'likely';
}

/** One line for a group: "500 from gauge.example.com". `host` is null when there is no single one. */
export function causeTitle(cause: DeliveryCause, host: string | null): string {
  const place = host ?? 'the destination';
  if (cause.kind === 'http') return `${cause.status ?? 'An error'} from ${place}`;
  if (cause.kind === 'connect') return `Could not connect to ${place}`;
  if (cause.kind === 'timeout') return `No answer in time from ${place}`;
  return host === null ? 'Failed without a reason' : `Failed without a reason at ${place}`;
}

/** Why a group fails, in one or two plain sentences, and how sure that is. */
export function explainCause(evidence: CauseEvidence): CauseExplanation {
  const { text, confidence } = reason(evidence);
  return { title: causeTitle(evidence.cause, evidence.host), explanation: `${text}${arrivals(evidence)}`, confidence };
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
  return likely('Auth0 gives no reason that can be read.');
}

function httpReason(status: number, { pointsHere, rejectedHere }: CauseEvidence): Reason {
  if (status === 401) return unauthorizedReason(pointsHere, rejectedHere);
  const known = knownAnswers.get(status);
  if (known !== undefined) return pointsHere && known.here !== undefined ? likely(known.here) : likely(known.anywhere);
  if (status >= 500) return likely('The endpoint, or a proxy in front of it, failed while it handled the request.');
  if (status >= 400) return likely('The endpoint refused the request. Auth0 never tries a 4xx again by itself.');
  return likely('The endpoint answered with something other than success; Auth0 follows no redirect.');
}

function unauthorizedReason(pointsHere: boolean, rejectedHere: number): Reason {
  if (!pointsHere) return likely('The endpoint does not accept the credential that the event stream sends.');
  return rejectedHere > 0
    ? certain('The event stream sends a credential that this app does not accept.')
    : likely('The event stream’s credential differs from ours, or a proxy in front of this app refused it.');
}

const knownAnswers = new Map<number, { anywhere: string; here?: string }>([
  [400, { anywhere: 'The endpoint could not read the request.' }],
  [403, { anywhere: 'Something at that address forbids the request: a proxy, a firewall or an access rule.' }],
  [404, { anywhere: 'The host answers, but nothing is served at the path the event stream posts to.' }],
  [405, { anywhere: 'The path is served, but not for POST: compare it with the webhook’s address.' }],
  [413, { anywhere: 'The endpoint, or a proxy in front of it, found the event too large.' }],
  [429, { anywhere: 'The endpoint, or a proxy in front of it, limits the rate of requests.' }],
  [502, { anywhere: 'A proxy at that address could not reach the application behind it.' }],
  [
    503,
    { anywhere: 'The endpoint was not available.', here: 'This app could not store the event, or was shutting down.' },
  ],
  [504, { anywhere: 'A proxy at that address got no answer in time from the application behind it.' }],
]);

function arrivals({ pointsHere, count, receivedHere }: CauseEvidence): string {
  if (!pointsHere || receivedHere === 0) return '';
  if (receivedHere < count) return ` ${receivedHere} of ${count} have arrived here all the same.`;
  return count === 1 ? ' The event has arrived here all the same.' : ' All have arrived here all the same.';
}
