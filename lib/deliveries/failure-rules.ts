import { paths } from '../paths';
import { formatBytes } from '../text/format';
import { wordsOf } from './cause';
import { answerLost, someArrived, tooSlow } from './arrival-rules';
import { type FailureFacts } from './failure-facts';
import { act, type Rule } from './failure-rule';
import { cutHint, durationHint, editText, outageText } from './failure-words';

const never4xx = 'Auth0 never retries a 4xx.';

const configurationOf = ({ stream }: FailureFacts) => (stream === null ? null : paths.streamConfiguration(stream.id));
const historyOf = ({ stream }: FailureFacts) => (stream === null ? null : paths.streamHistory(stream.id));
const isTransport = ({ cause: { kind } }: FailureFacts) => kind === 'connect' || kind === 'timeout';

/** The answers of a proxy whose application is away. */
const proxyAway = new Set([502, 503, 504]);

function unprovenText(attempt: FailureFacts['attempt']): string {
  if (attempt === null) return '';
  return attempt.isWithoutCredential
    ? 'A request without a credential was refused at that time: the event stream may send it in a header this app does not know.'
    : 'No request with a wrong credential is on record here at that time.';
}

const wrongSecret: Rule = (facts, view) => {
  const { cause, pointsHere, rejectedHere, attempt, edit } = facts;
  if (cause.status !== 401) return null;
  const kind = 'wrong_secret';
  if (!pointsHere) {
    return {
      kind,
      confidence: 'likely',
      headline: 'The endpoint does not accept the credential that the event stream sends.',
      details: [editText(facts, view), never4xx],
      action: act(
        'Give the event stream a credential that its endpoint accepts.',
        'Open its configuration',
        configurationOf(facts),
      ),
    };
  }
  const isProven = rejectedHere > 0 || (attempt !== null && attempt.rejected !== null);
  const action = act(
    'Give the event stream a credential that this app accepts, or add its credential to WEBHOOK_TOKEN, WEBHOOK_BASIC or WEBHOOK_HEADER. Then retry.',
    edit === null ? 'Open its configuration' : 'Open its history',
    edit === null ? configurationOf(facts) : historyOf(facts),
  );
  return isProven
    ? {
        kind,
        confidence: 'certain',
        headline: 'The event stream sends a credential that this app does not accept.',
        details: [editText(facts, view), never4xx],
        action,
      }
    : {
        kind,
        confidence: 'likely',
        headline: 'The event stream’s credential differs from ours, or a proxy in front of this app refused it.',
        details: [unprovenText(attempt), editText(facts, view), never4xx],
        action,
      };
};

const appDown: Rule = (facts, view) => {
  const { cause, pointsHere, outage, count, unseen, answeredHere } = facts;
  const fits = isTransport(facts) || cause.kind === 'unknown' || proxyAway.has(cause.status ?? 0);
  if (outage === null || !pointsHere || !fits || answeredHere > 0) return null;
  return {
    kind: 'app_down',
    confidence: unseen === 0 && outage.count === count ? 'certain' : 'likely',
    headline: 'This app was not running.',
    details: [...outageText(facts, view), 'Auth0 retries for seven seconds and then gives up.'],
    action: act('It runs again: retry what failed.'),
  };
};

const notStored: Rule = ({ pointsHere, answeredHere, cause }) => {
  if (!pointsHere || answeredHere === 0 || cause.kind !== 'http') return null;
  return {
    kind: 'not_stored',
    confidence: 'certain',
    headline: 'This app could not store the event, or was shutting down.',
    details: ['It answered 503, so that Auth0 tried again three times within seven seconds.'],
    action: act('See that the database can be written, then retry.', 'Open the overview', paths.overview),
  };
};

const tooLarge: Rule = ({ cause, pointsHere, attempt, payloadLength }) => {
  if (cause.status !== 413) return null;
  const bytes = pointsHere ? (attempt?.tooLargeBytes ?? null) : null;
  const copy = payloadLength === null ? '' : `Auth0’s copy of the event has ${formatBytes(payloadLength)}.`;
  if (bytes !== null) {
    return {
      kind: 'too_large',
      confidence: 'certain',
      headline: 'The event is larger than the 4 MiB that this app takes.',
      details: [`The request had ${formatBytes(bytes)}.`, copy, never4xx],
      action: act('Make the event smaller: metadata of users is the usual reason. A retry fails again.'),
    };
  }
  return {
    kind: 'too_large',
    confidence: 'likely',
    headline: 'The endpoint, or a proxy in front of it, found the event too large.',
    details: [
      pointsHere && attempt !== null ? 'This app has refused no request for its size at that time.' : '',
      copy,
      never4xx,
    ],
    action: act('Raise the limit of the proxy for request bodies to 4 MiB (nginx: client_max_body_size), then retry.'),
  };
};

const wrongPath: Rule = (facts) => {
  const { cause, paths: differ, attempt, pointsHere } = facts;
  if (cause.status !== 404) return null;
  const seen = attempt?.astrayPath ?? null;
  const change = act(
    'Change the address of the event stream, then retry.',
    'Open its configuration',
    configurationOf(facts),
  );
  if (differ !== null) {
    return {
      kind: 'wrong_path',
      confidence: seen === null ? 'likely' : 'certain',
      headline: 'The event stream posts to a path at which this app takes no events.',
      details: [`It posts to ${differ.theirs}. Events are taken at ${differ.ours}.`, never4xx],
      action: change,
    };
  }
  return {
    kind: 'wrong_path',
    confidence: 'likely',
    headline: pointsHere
      ? 'The address is this app’s, but something in front of it serves nothing there.'
      : 'The host answers, but nothing is served at the path the event stream posts to.',
    details: [never4xx],
    action: pointsHere ? act('See that the proxy hands the path of the webhook to this app, then retry.') : change,
  };
};

function unseenText(attempt: FailureFacts['attempt']): string {
  if (attempt === null) return '';
  return attempt.isLifeKnown
    ? 'Nothing of it is on record here, although this app was running.'
    : 'Nothing of it is on record here. Whether this app was running then is not known.';
}

const notReached: Rule = (facts) => {
  const { cause, pointsHere, attempt } = facts;
  if (!isTransport(facts)) return null;
  return {
    kind: 'not_reached',
    confidence: 'likely',
    headline:
      cause.kind === 'connect'
        ? 'Auth0 could not open a connection: nothing listened there, or its name did not resolve.'
        : 'The connection stood, but no answer came before Auth0 gave up waiting.',
    details: [
      pointsHere ? unseenText(attempt) : '',
      durationHint(attempt?.durationMs ?? null),
      attempt === null ? '' : cutHint,
    ],
    action: act('Check the address from here: name, port, certificate and answer.'),
  };
};

const disabledStream: Rule = (facts) => {
  const { cause } = facts;
  if (cause.kind !== 'other' || !/\bdisabled\b/i.test(wordsOf(cause))) return null;
  const { stream } = facts;
  return {
    kind: 'stream_disabled',
    confidence: 'certain',
    headline: 'Auth0 sends nothing through a disabled event stream. Enable it, then retry.',
    details: [],
    action: act(
      'Enable the event stream, then retry.',
      'Open the event stream',
      stream === null ? null : paths.stream(stream.id),
    ),
  };
};

const knownAnswers = new Map<number, string>([
  [400, 'The endpoint could not read the request.'],
  [403, 'Something at that address forbids the request: a proxy, a firewall or an access rule.'],
  [405, 'The path is served, but not for POST: compare it with the webhook’s address.'],
  [429, 'The endpoint, or a proxy in front of it, limits the rate of requests.'],
  [502, 'A proxy at that address could not reach the application behind it.'],
  [503, 'The endpoint, or a proxy in front of it, was not available.'],
  [504, 'A proxy at that address got no answer in time from the application behind it.'],
]);

function answerHeadline(status: number): string {
  const known = knownAnswers.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return 'The endpoint, or a proxy in front of it, failed while it handled the request.';
  if (status >= 400) return 'The endpoint refused the request. Auth0 never retries a 4xx.';
  return 'The endpoint answered with something other than success; Auth0 follows no redirect.';
}

const refused: Rule = ({ cause, pointsHere, attempt }) => {
  if (cause.kind !== 'http') return null;
  const isUnseen = pointsHere && attempt !== null && attempt.receipt === null;
  return {
    kind: 'refused',
    confidence: 'likely',
    headline: answerHeadline(cause.status ?? 0),
    details: [isUnseen ? 'Nothing of it is on record here: the answer came from something in front of this app.' : ''],
    action: act('Fix what answers at that address, then retry one to test.'),
  };
};

const rest: Rule = ({ cause }) => {
  const action = act('Retry one to see whether it fails again.');
  if (cause.kind === 'waiting') {
    const headline = 'Auth0 lists these events and has not attempted to send them yet.';
    return { kind: 'waiting', confidence: 'likely', headline, details: [], action: act('Wait for the first attempt.') };
  }
  if (cause.kind === 'other') {
    const headline = 'That is Auth0’s own reason, in its words.';
    return { kind: 'in_words', confidence: 'likely', headline, details: [], action };
  }
  const headline = 'Auth0 gives no reason that can be read.';
  return { kind: 'unknown', confidence: 'likely', headline, details: [], action };
};

/** In order: the first that fits tells the failure. */
export const failureRules: readonly Rule[] = [
  wrongSecret,
  tooSlow,
  answerLost,
  appDown,
  notStored,
  tooLarge,
  wrongPath,
  someArrived,
  notReached,
  disabledStream,
  refused,
  rest,
];
