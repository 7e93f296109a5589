import 'server-only';
import { momentOf, newestFailed } from '../../deliveries/both-sides';
import { type DeliveryCause } from '../../deliveries/delivery';
import { type DeliverySummary } from '../../deliveries/delivery-record';
import { isOwnTrouble } from '../../deliveries/explain-cause';
import { type AttemptFacts, type FailureFacts } from '../../deliveries/failure-facts';
import { type Receipt } from '../../events/receipt';
import { type Outage, outageDuring } from '../../heartbeat/outage';
import {
  presentedWrongCredential,
  type Rejection,
  type RejectionCode,
  wrongCredentialCodes,
} from '../../rejections/rejection';
import { type Store } from '../../store';
import { endpointHost, type EventStream, pointsHere } from '../../streams/stream';
import { editAround, type StreamEdit } from '../../streams/stream-edit';
import { env } from '../process/env';
import { probeAgent } from './probe-address';

/** Rejections of one moment that are looked at. */
const rejectionsRead = 50;

/** Rejections looked through for those that prove a wrong credential: more of these codes are not kept. */
const proofsRead = 2_000;

const changesRead = 50;

/** What is to be explained: deliveries of one cause, or one of them. */
export interface FailureSubject {
  cause: DeliveryCause;
  /** Deliveries that were read, newest first. */
  rows: readonly DeliverySummary[];
  /** How many there are. */
  count: number;
  /** Event streams that they failed through, as far as Auth0 lists them. */
  streams: readonly EventStream[];
  streamIds: readonly string[];
  firstFailedAtMs: number | null;
  lastFailedAtMs: number | null;
  /** About this one delivery alone. */
  isSingle: boolean;
}

/** Gathers what both sides know of a failure. Reads the store alone. */
export async function failureFacts(store: Store, subject: FailureSubject): Promise<FailureFacts> {
  const { cause, rows, streams, isSingle } = subject;
  const isOurs = streams.length === subject.streamIds.length && streams.length > 0 && streams.every(isOursByAddress);
  const sample = sampleOf(rows);
  const count = Math.min(subject.count, Math.max(1, rows.length));
  const [attempt, rejectedHere, outage, edit] = await Promise.all([
    sample && attemptFacts(store, sample),
    isOurs && cause.status === 401 ? wrongCredentialsDuring(store, rows) : 0,
    isOurs && sample ? outageFacts(store, sample, rows) : null,
    editFacts(store, subject),
  ]);
  return {
    cause,
    hosts: [...new Set(streams.flatMap((one) => endpointHost(one) ?? []))],
    pointsHere: isOurs,
    ...streamFactsOf(subject),
    eventId: isSingle && sample ? sample.eventId : null,
    count,
    unseen: subject.count - count,
    receivedHere: rows.filter((row) => row.receiptCount > 0).length,
    rejectedHere,
    answeredHere: rows.filter((row) => isOwnTrouble(row.errorMessage)).length,
    firstFailedAtMs: subject.firstFailedAtMs,
    lastFailedAtMs: subject.lastFailedAtMs,
    outage,
    edit,
    attempt,
    payloadLength: sample && sample.payloadLength,
  };
}

/** The newest delivery with an attempt that can be looked at. */
function sampleOf(rows: readonly DeliverySummary[]): DeliverySummary | null {
  return rows.find((row) => newestFailed(row.attempts) !== null) ?? rows[0] ?? null;
}

function onlyStream({ streams, streamIds }: FailureSubject): EventStream | null {
  return streamIds.length === 1 ? (streams[0] ?? null) : null;
}

function streamFactsOf(subject: FailureSubject): Pick<FailureFacts, 'stream' | 'paths'> {
  const stream = onlyStream(subject);
  if (stream === null) return { stream: null, paths: null };
  return { stream: { id: stream.id, name: stream.name }, paths: differingPaths(stream) };
}

const isOursByAddress = (stream: EventStream) => pointsHere(stream, env().webhookUrl);

/** What a probe is refused for: it presents no credential, and its body is never read. */
const probeCodes: readonly RejectionCode[] = ['no_credential', 'near_path'];

/** Whether it may be our own question. Its name alone hides nothing: anybody can write it. */
const maybeOurProbe = ({ userAgent, code }: Rejection) => userAgent === probeAgent && probeCodes.includes(code);

/** What is on record here around the newest failed attempt of a delivery. */
export async function ownRecords(
  store: Store,
  delivery: DeliverySummary,
): Promise<{ receipts: Receipt[]; rejections: Rejection[] }> {
  const newest = newestFailed(delivery.attempts);
  if (newest === null) return { receipts: [], rejections: [] };
  const [event, rejections] = await Promise.all([
    delivery.receiptCount > 0 ? store.getEvent(delivery.eventId) : null,
    store.rejectionsDuring(momentOf(newest.attempt), rejectionsRead),
  ]);
  return {
    receipts: (event?.receipts ?? []).filter(
      ({ streamId, envelope }) => envelope !== 'feed' && (streamId === null || streamId === delivery.streamId),
    ),
    // What we asked our own address for is no side of an attempt.
    rejections: rejections.filter((rejection) => !maybeOurProbe(rejection)),
  };
}

async function attemptFacts(store: Store, delivery: DeliverySummary): Promise<AttemptFacts | null> {
  const newest = newestFailed(delivery.attempts);
  if (newest === null) return null;
  const { atMs, durationMs } = newest.attempt;
  const moment = momentOf(newest.attempt);
  const [{ receipts, rejections }, firstBeatMs, others] = await Promise.all([
    ownRecords(store, delivery),
    store.firstBeatMs(),
    store.listEvents({ fromMs: moment.fromMs, toMs: moment.untilMs }, { limit: 1 }),
  ]);
  const receipt = receipts.find(({ receivedAtMs }) => receivedAtMs >= moment.fromMs && receivedAtMs <= moment.untilMs);
  const wrong = rejections.filter(presentedWrongCredential);
  return {
    atMs,
    durationMs,
    receipt: receipt === undefined ? null : { receivedAtMs: receipt.receivedAtMs, tookMs: receipt.tookMs },
    rejected: wrong[0] === undefined ? null : { count: wrong.length, reason: wrong[0].reason },
    isWithoutCredential: rejections.some(({ code }) => code === 'no_credential'),
    tooLargeBytes: rejections.find(({ code }) => code === 'too_large')?.bytes ?? null,
    astrayPath: rejections.find(({ path }) => path !== null)?.path ?? null,
    isLifeKnown: firstBeatMs !== null && firstBeatMs <= atMs,
    othersReceived: others.matching.value,
  };
}

/**
 * Requests that were refused for a wrong credential in the moment of an attempt that was looked at. Any stranger can make one
 * at another time, which says nothing of the event stream.
 */
async function wrongCredentialsDuring(store: Store, rows: readonly DeliverySummary[]): Promise<number> {
  const moments = rows.flatMap((row) => newestFailed(row.attempts) ?? []).map(({ attempt }) => momentOf(attempt));
  if (moments.length === 0) return 0;
  const fromMs = Math.min(...moments.map((moment) => moment.fromMs));
  const { items } = await store.listRejections(fromMs, proofsRead, wrongCredentialCodes);
  return items.filter(({ receivedAtMs: ms }) => moments.some((one) => ms >= one.fromMs && ms <= one.untilMs)).length;
}

const noSpan: Outage = { fromMs: 0, untilMs: 0 };

/** The time from the first to the last of these attempts. */
function spanOf(rows: readonly DeliverySummary[]): Outage {
  const times = rows.flatMap((row) => [row.firstFailedAtMs ?? [], row.lastAttemptAtMs ?? []].flat());
  if (times.length === 0) return noSpan;
  const longest = Math.max(0, ...rows.map((row) => newestFailed(row.attempts)?.attempt.durationMs ?? 0));
  return { fromMs: Math.min(...times), untilMs: Math.max(...times) + longest };
}

async function outageFacts(
  store: Store,
  sample: DeliverySummary,
  rows: readonly DeliverySummary[],
): Promise<FailureFacts['outage']> {
  const outages = await store.outages(spanOf(rows));
  const hit = (row: DeliverySummary) => {
    const newest = newestFailed(row.attempts);
    if (newest === null) return null;
    const { atMs, durationMs } = newest.attempt;
    return outageDuring(outages, { fromMs: atMs, untilMs: atMs + (durationMs ?? 0) });
  };
  const outage = hit(sample);
  return outage === null ? null : { ...outage, count: rows.filter((row) => hit(row) !== null).length };
}

/** Failures that a change of the event stream can bring about. */
function mayFollowEdit({ kind, status }: DeliveryCause): boolean {
  return kind === 'connect' || status === 401 || status === 403 || status === 404;
}

async function editFacts(store: Store, subject: FailureSubject): Promise<StreamEdit | null> {
  const stream = onlyStream(subject);
  if (stream === null || !mayFollowEdit(subject.cause)) return null;
  const { items } = await store.listStreamChanges(stream.id, { limit: changesRead });
  return editAround(stream, items, subject.firstFailedAtMs ?? Date.now());
}

function differingPaths({ destination: { endpoint } }: EventStream): FailureFacts['paths'] {
  if (endpoint === null || !URL.canParse(endpoint)) return null;
  const theirs = new URL(endpoint);
  const ours = new URL(env().webhookUrl);
  const plain = (path: string) => path.replace(/\/+$/, '') || '/';
  if (theirs.host !== ours.host || plain(theirs.pathname) === plain(ours.pathname)) return null;
  return { theirs: theirs.pathname, ours: ours.pathname };
}
