import { hourMs, minuteMs, secondMs } from '../../spans';
import { withoutAddresses } from '../../text/mask-addresses';
import { midnightIn } from '../midnight';
import { hubspotUserIdTarget } from '../records/record-config';
import { type FieldRefusal, type RecordCall, type RecordReply, type StoppedReply } from '../records/record-reply';
import { askedPause } from '../retry-pace';
import { contactIn, type HubspotRefusal, readRefusal, type ValueProblem } from './hubspot-body';

/** What came back: the beginning of the body, and headers by their names in lower case. */
export interface HubspotAnswer {
  status: number;
  headers: Readonly<Partial<Record<string, string>>>;
  text: string;
}

/** What time it is, and where HubSpot's account has its midnight: an IANA name, null while it is not known. */
export interface HubspotClock {
  nowMs: number;
  timeZone: string | null;
}

/** Characters of an error that are kept. */
const mostError = 1_000;

/** How long HubSpot wants to be left alone after a 423, in ms, and how long we wait when it does not say. */
const lockedMs = 2 * secondMs;
const unaskedMs = minuteMs;

/**
 * What an answer to a request about a contact means. A write that was answered by 500 or more, or by what cannot be read, may
 * have been done: its judgement is `failed`.
 */
export function judgeHubspot(answer: HubspotAnswer, call: RecordCall, clock: HubspotClock): RecordReply {
  const reply = judged(answer, call, clock);
  // A read changes nothing there, whatever became of it.
  return reply.kind === 'stopped' && call.act === 'read' ? { ...reply, isUnknown: false } : reply;
}

function judged(answer: HubspotAnswer, call: RecordCall, clock: HubspotClock): RecordReply {
  const { status } = answer;
  if (status >= 200 && status < 300) return done(answer, call);
  const refusal = readRefusal(answer.text);
  return (refusal === null ? null : refused(status, refusal, call)) ?? stoppedBy(answer, clock);
}

/** An answer that says that it was done. An archived contact is none from then on. */
function done(answer: HubspotAnswer, call: RecordCall): RecordReply {
  if (call.act === 'archive') return { kind: 'none' };
  const record = contactIn(answer.text);
  return record === null ? brokenOff(answer) : { kind: 'record', record };
}

/** What a refusal says about the record, or what was to be written of it; null when it says nothing. */
function refused(status: number, refusal: HubspotRefusal, call: RecordCall): RecordReply | null {
  if (status === 404) return call.act === 'create' ? null : { kind: 'none' };
  if (call.act === 'read') return status === 400 ? unreadable(refusal, call) : null;
  if (call.act === 'archive') return null;
  if (status === 409) return { kind: 'conflict', recordId: existingId(refusal.message), isUserId: false };
  return status === 400 ? invalid(refusal, call.values) : null;
}

/** An answer that says that it was done, and then is none: what was made there is not known. */
export const brokenOff = ({ status }: HubspotAnswer): StoppedReply => ({
  ...stopped({ kind: 'failed', isOutage: true, isAnswered: true }, `answered ${status}, and not as HubSpot does`),
  isUnknown: true,
});

const stopped = (judgement: StoppedReply['judgement'], error: string): StoppedReply => ({
  kind: 'stopped',
  judgement,
  error: withoutAddresses(error.slice(0, 2 * mostError)).slice(0, mostError),
  isUnknown: false,
});

/** The id of the contact that has the address: it stands in the sentence alone, whose words are not promised. */
function existingId(message: string): string | null {
  const named = /\bexisting\s+(?:\w+\s+)?id\W{0,3}(\d+)/i.exec(message) ?? /\bid\W{0,3}(\d+)/i.exec(message);
  return named?.[1] ?? null;
}

/** A 400 to a write: a value of a unique property that is taken, properties that are gone, or values that are refused. */
function invalid(refusal: HubspotRefusal, sent: Readonly<Record<string, string>>): RecordReply {
  const taken = takenValue(refusal.message);
  if (taken?.target === hubspotUserIdTarget) return { kind: 'conflict', recordId: taken.recordId, isUserId: true };
  const text = taken === null ? '' : `${taken.recordId ?? 'another contact'} already has that value`;
  const problems = taken === null ? refusal.problems : [{ target: taken.target, code: '', text }];
  const gone = problems.filter(({ code }) => code === 'PROPERTY_DOESNT_EXIST').map(({ target }) => target);
  if (gone.length > 0) return propertiesGone(gone);
  if (problems.length === 0) return stopped({ kind: 'refused', reason: 'value_refused' }, told(400, refusal.message));
  const fields = problems.map((problem) => ({
    target: problem.target,
    reason: reasonOf(problem, Object.hasOwn(sent, problem.target)),
    text: withoutAddresses(problem.text || problem.code || 'refused').slice(0, mostError),
  }));
  return { kind: 'refused', fields };
}

/** Recorded: `Cannot set PropertyValueCoordinates{…, propertyName=x, value=y} on 7. 42 already has that value.` */
function takenValue(message: string): { target: string; recordId: string | null } | null {
  const target = /PropertyValueCoordinates\{.{0,500}?propertyName=([^,}\s]+)/.exec(message)?.[1];
  if (target === undefined) return null;
  // The last one: the value before it is anybody's text.
  const recordId = [...message.matchAll(/\b(\d+) already has that value/g)].at(-1)?.[1] ?? null;
  return { target, recordId };
}

const propertiesGone = (targets: readonly string[]) =>
  stopped(
    { kind: 'hold', reason: 'schema_changed' },
    targets.length === 1
      ? `HubSpot has no property ${targets.join()}`
      : `HubSpot has no properties ${targets.join(', ')}`,
  );

/** `isSent`: a property that was not sent can only be missing, by a rule of the account. */
function reasonOf({ code, text }: ValueProblem, isSent: boolean): FieldRefusal {
  if (code === 'READ_ONLY_VALUE' || /READ_?ONLY|CALCULATED/.test(code)) return 'read_only';
  if (/gdpr|blacklist|blocklist|permanently deleted|forgotten/i.test(`${code} ${text}`)) return 'erased_before';
  if (code === 'INVALID_EMAIL') return 'email_invalid';
  return !isSent || /REQUIRED|RULE|CONDITIONAL/.test(code) ? 'rule' : 'value';
}

/** A 400 to a read: by a property that is not there any more, or is not unique. */
function unreadable({ message, problems }: HubspotRefusal, call: RecordCall & { act: 'read' }): StoppedReply {
  const gone = problems.filter(({ code }) => code === 'PROPERTY_DOESNT_EXIST').map(({ target }) => target);
  if (gone.length > 0) return propertiesGone(gone);
  if (call.by === 'user_id' && message.includes(hubspotUserIdTarget)) {
    const error = `HubSpot has no property ${hubspotUserIdTarget} with unique values: ${told(400, message)}`;
    return stopped({ kind: 'hold', reason: 'schema_changed' }, error);
  }
  return stopped({ kind: 'failed', isOutage: false, isAnswered: true }, told(400, message));
}

const told = (status: number, message: string) =>
  message === '' ? `answered ${status}` : `answered ${status}: ${message}`;

/** What an answer means that says nothing about a record: wait, try again, or have a person see to the connector. */
export function stoppedBy(answer: HubspotAnswer, clock: HubspotClock): StoppedReply {
  const refusal = readRefusal(answer.text);
  const error = told(answer.status, refusal?.message ?? '');
  return { ...stoppedFor(answer, { refusal, error, clock }), isUnknown: answer.status >= 500 };
}

interface Heard {
  refusal: HubspotRefusal | null;
  error: string;
  clock: HubspotClock;
}

function stoppedFor(answer: HubspotAnswer, { refusal, error, clock }: Heard): StoppedReply {
  const { status } = answer;
  if (status === 401) return stopped({ kind: 'hold', reason: 'credential_refused' }, error);
  if (status === 403 && refusal !== null) {
    const { scopes } = refusal;
    const lacks = scopes.length === 0 ? error : `answered 403: the key lacks ${scopes.join(' or ')}`;
    return stopped({ kind: 'hold', reason: 'scope_missing' }, lacks);
  }
  const pauseMs = pauseOf(answer, refusal, clock);
  if (pauseMs !== null) return stopped({ kind: 'quiet', untilMs: clock.nowMs + pauseMs }, error);
  return stopped({ kind: 'failed', isOutage: status >= 500 || refusal === null, isAnswered: true }, error);
}

/** Statuses with which HubSpot, or what stands before it, asks to be left alone for a while. */
const gateways = [502, 503, 504, 524];

/** For how long HubSpot wants to be left alone, in ms; null when it does not. */
function pauseOf(
  { status, headers }: HubspotAnswer,
  refusal: HubspotRefusal | null,
  clock: HubspotClock,
): number | null {
  const asked = askedPause(headers['retry-after'] ?? null, clock.nowMs);
  if (status === 429) return Math.max(asked ?? 0, pauseOfPolicy(refusal, clock));
  if (status === 423) return Math.max(asked ?? 0, lockedMs);
  if (status === 477 || status === 503) return asked ?? unaskedMs;
  return gateways.includes(status) ? asked : null;
}

/** How long the limit lasts that was met; older answers name it in their sentence alone. */
function pauseOfPolicy(refusal: HubspotRefusal | null, { nowMs, timeZone }: HubspotClock): number {
  const policy = (refusal?.policyName ?? refusal?.message ?? '').toUpperCase();
  if (policy.includes('TEN_SECONDLY')) return 10 * secondMs;
  if (policy.includes('SECONDLY')) return secondMs;
  if (!policy.includes('DAILY')) return 10 * secondMs;
  const midnightMs = timeZone === null ? null : midnightIn(timeZone, nowMs);
  return midnightMs === null ? hourMs : midnightMs - nowMs;
}
