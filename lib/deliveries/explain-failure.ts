import { paths } from '../paths';
import { formatBytes, formatCounted, formatLatency, formatRecent } from '../text/format';
import { causeTitle } from './explain-cause';
import {
  type Confidence,
  type FailureAction,
  type FailureFacts,
  type FailureKind,
  type FailureView,
  type Telling,
} from './failure-facts';
import { failureRules } from './failure-rules';
import { arrivalsText } from './failure-words';

/** A fact that the explanation stands on, with the place where it can be seen. */
export interface Evidence {
  text: string;
  href: string | null;
}

/** Something that it was not, and how that is known. */
export interface RuledOut {
  what: string;
  why: string;
}

/** Why deliveries failed, in words that every screen, the API and alerts share. */
export interface FailureExplanation {
  kind: FailureKind;
  /** "401 from gauge.example.com". */
  title: string;
  /** One sentence without a time. */
  headline: string;
  /** What belongs to it, with times in the zone of the view; may be empty. */
  paragraph: string;
  /** How many have arrived all the same, as a sentence; empty when none has. */
  arrivals: string;
  confidence: Confidence;
  action: FailureAction;
  evidence: Evidence[];
  ruledOut: RuledOut[];
}

/**
 * Explains a failed delivery, or a group with one cause. Pure: the same facts give the same words. `confidence` is `certain`
 * when our own records prove it. Facts that nobody looked at are null and make the explanation shorter.
 */
export function explainFailure(facts: FailureFacts, view: FailureView): FailureExplanation {
  const { details, ...telling } = tell(facts, view);
  const arrivals = arrivalsText(facts);
  return {
    ...telling,
    title: causeTitle(facts.cause, facts.hosts),
    paragraph: [...details, arrivals].filter((sentence) => sentence !== '').join(' '),
    arrivals,
    evidence: evidenceOf(facts, view),
    ruledOut: facts.pointsHere ? ruledOutBy(facts, telling.kind) : [],
  };
}

function tell(facts: FailureFacts, view: FailureView): Telling {
  for (const rule of failureRules) {
    const telling = rule(facts, view);
    if (telling !== null) return telling;
  }
  throw new Error('The last rule fits every failure');
}

/** One line for a list: the sentence, and what has arrived all the same. */
export function explanationLine({ headline, arrivals }: Pick<FailureExplanation, 'headline' | 'arrivals'>): string {
  return arrivals === '' ? headline : `${headline} ${arrivals}`;
}

function evidenceOf(facts: FailureFacts, view: FailureView): Evidence[] {
  const { edit, stream, outage, attempt, rejectedHere, eventId, paths: differ } = facts;
  const found: Evidence[] = [];
  const add = (text: string, href: string | null) => void found.push({ text, href });
  if (edit !== null && stream !== null) {
    add(`Event stream edited at ${formatRecent(edit.atMs, view)}`, paths.streamHistory(stream.id));
  }
  if (rejectedHere > 0) add(`${formatCounted(rejectedHere, 'request')} with a wrong credential`, paths.rejections);
  if (attempt?.receipt) {
    const at = formatRecent(attempt.receipt.receivedAtMs, view);
    add(
      `Receipt at ${at}, stored in ${formatLatency(attempt.receipt.tookMs)}`,
      eventId === null ? null : paths.event(eventId),
    );
  }
  if (outage !== null) add(`No sign of life from ${formatRecent(outage.fromMs, view)}`, null);
  if (differ !== null && stream !== null) add(`It posts to ${differ.theirs}`, paths.streamConfiguration(stream.id));
  return found;
}

/** What each kind is not, where something on record says so. */
function ruledOutBy(facts: FailureFacts, kind: FailureKind): RuledOut[] {
  const { attempt, cause, outage, payloadLength } = facts;
  if (attempt === null) return [];
  const { othersReceived, rejected, durationMs } = attempt;
  const around = othersReceived === 0 ? '' : `, ${formatCounted(othersReceived, 'event')} received around it`;
  const out: (RuledOut & { kinds: FailureKind[]; isKnown: boolean })[] = [
    {
      kinds: ['app_down'],
      isKnown: outage === null && attempt.isLifeKnown,
      what: 'this app was down',
      why: `no hole in its signs of life${around}`,
    },
    {
      kinds: ['wrong_secret'],
      isKnown: cause.status !== 401 && rejected === null,
      what: 'a wrong credential',
      why: 'no request was refused for one at that time',
    },
    {
      kinds: ['wrong_path'],
      isKnown: cause.status !== 404,
      what: 'a wrong address',
      why: 'the event stream posts to this app',
    },
    {
      kinds: ['too_slow', 'not_reached', 'answer_lost'],
      isKnown: cause.kind === 'http' && durationMs !== null && durationMs < 3_000,
      what: 'an answer that came too late',
      why: `Auth0 had it after ${formatLatency(durationMs ?? 0)}`,
    },
    {
      kinds: ['too_large'],
      isKnown: cause.status !== 413 && payloadLength !== null && payloadLength < 1_000_000,
      what: 'an event that is too large',
      why: `Auth0’s copy has ${formatBytes(payloadLength ?? 0)}`,
    },
  ];
  return out.filter((each) => each.isKnown && !each.kinds.includes(kind)).map(({ what, why }) => ({ what, why }));
}

/** The whole explanation as plain text, for a ticket or a chat. */
export function explanationText(explanation: FailureExplanation): string {
  const { title, headline, confidence, paragraph, action, evidence, ruledOut } = explanation;
  return [
    title,
    `${headline} (${confidence})`,
    ...(paragraph === '' ? [] : [paragraph]),
    `To do: ${action.text}`,
    ...evidence.map(({ text }) => `- ${text}`),
    ...ruledOut.map(({ what, why }) => `- not ${what}: ${why}`),
  ].join('\n');
}
