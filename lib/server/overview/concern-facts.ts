import 'server-only';
import { currentPolls, freshnessOf } from '../../deliveries/delivery-view';
import { explanationLine } from '../../deliveries/explain-failure';
import { type CauseGroup, type DeliveryPoll } from '../../deliveries/delivery-record';
import {
  type CauseFact,
  type ConcernFacts,
  type JobFact,
  type MissedFact,
  type PollsFact,
  type StreamFact,
} from '../../concerns/concern-facts';
import { habitMs, type HourCount, usualGapMs } from '../../concerns/usual-gap';
import { type HistogramBucket } from '../../events/event-record';
import { outcomes } from '../../events/outcome';
import { unmendedJobs } from '../../jobs/job-failures';
import { jobTitle, summaryText } from '../../jobs/job-words';
import { wrongCredentialCodes } from '../../rejections/rejection';
import { type Store } from '../../store';
import { type EventStream, pointsHere } from '../../streams/stream';
import { env } from '../process/env';
import { connectorFacts } from '../connectors/connector-facts';
import { causeExplanation } from '../deliveries/explain-answer';
import { failureReadings, openDeliveries } from '../streams/failure-readings';
import { managementIfConfigured } from '../management/client';
import { knownStreams, type KnownStreams } from '../management/known-streams';
import { dayMs, hourMs, minuteMs, weekMs } from '../../spans';
import { missedDeliveries } from '../deliveries/missed-deliveries';
import { remembered } from './remembered';

/** Deliveries of a cause that explain it. */
const explainedBy = 50;

/** Why deliveries fail may be this old (ms): an overview is read with every event. */
const explainedTtlMs = 2_000;

/** How the newest 500 deliveries of an event stream failed may be this old (ms): an overview is read with every event. */
const openDeliveriesTtlMs = 2_000;

/** How connectors stand may be this old (ms): an overview is read with every event. */
const connectorsTtlMs = 2_000;

/** Rejections of a wrong credential that are counted: more of them are no other news. */
const rejectionsRead = 500;

/** Newest jobs looked through for failures: more are not started in a day. */
const jobsRead = 50;

/**
 * What the concerns are found in. Reads the store; of Auth0 it takes what is known within a moment. Event streams that were
 * read `streamsAgeMs` ago are not read again, unless somebody else has read them since.
 */
export async function readConcernFacts(
  store: Store,
  atMs: number,
  { streamsAgeMs = 0 }: { streamsAgeMs?: number } = {},
): Promise<ConcernFacts> {
  const [known, failed, polls, causes, rejections, errors, lastEventMs, hours, jobs, outages, storage, connectors] =
    await Promise.all([
      streamsWithin(streamsAgeMs),
      store.countFailedDeliveries(),
      store.deliveryPolls(),
      store.deliveryCauses({}),
      rejectionFacts(store, atMs),
      errorFacts(store, atMs),
      store.lastReceivedAtMs(),
      remembered('hours', 10 * minuteMs, () => readHours(store, atMs)),
      store.listJobs({ limit: jobsRead }),
      store.outages({ fromMs: atMs - dayMs, untilMs: atMs }),
      store.storage(),
      remembered('connectors', connectorsTtlMs, () => connectorFacts(store)),
    ]);
  const missed = env().recovery === 'off' ? [] : await missedHere(store, known, atMs);
  const explained = await remembered('causes', explainedTtlMs, () =>
    Promise.all(causes.filter((group) => group.count > 0).map((group) => causeFact(store, group, known.streams ?? []))),
  );
  const { bearer, basic, headers } = env().webhook;
  return {
    failed: {
      total: failed.total,
      oldestMs: failed.oldestMs,
      causes: explained,
      polls: pollsFact(polls, known),
    },
    streams: { ...known, streams: await streamFacts(store, known, failed.byStream) },
    rejections,
    errors,
    lastEventMs,
    upSinceMs: outages.at(-1)?.untilMs ?? null,
    missed,
    connectors,
    jobs: unmendedJobs(jobs.items, atMs - dayMs).map(jobFact),
    usualGapMs: usualGapMs(hours, atMs),
    storage: storage.trouble,
    hasCredential: bearer.length + basic.length + headers.length > 0,
  };
}

async function streamsWithin(ageMs: number): Promise<KnownStreams> {
  const management = managementIfConfigured();
  const read = () => knownStreams(management, 'screen');
  const known = await remembered('streams', ageMs, read);
  const newestAtMs = management?.streams.last()?.atMs ?? 0;
  return newestAtMs > (known.asOfMs ?? 0) ? remembered('streams', 0, read) : known;
}

async function rejectionFacts(store: Store, atMs: number): Promise<ConcernFacts['rejections']> {
  const [all, wrong] = await Promise.all([
    store.listRejections(atMs - hourMs, 1),
    store.listRejections(atMs - hourMs, rejectionsRead, wrongCredentialCodes),
  ]);
  const [newest] = all.items;
  return {
    lastHour: all.total,
    // The total of a list by code is that of all codes: what is kept of these is counted.
    wrongCredential: { count: wrong.items.length, newestReason: wrong.items[0]?.reason ?? null },
    newestMs: newest?.receivedAtMs ?? null,
    newestReason: newest?.reason ?? null,
  };
}

async function errorFacts(store: Store, atMs: number): Promise<ConcernFacts['errors']> {
  const { items, matching } = await store.listEvents({ outcomes: ['error'], fromMs: atMs - dayMs }, { limit: 1 });
  const [newest] = items;
  return { count: matching.value, newestMs: newest?.receivedAtMs ?? null, reason: newest?.outcomeReason ?? null };
}

function streamFacts(
  store: Store,
  { streams }: KnownStreams,
  failed: Record<string, number>,
): Promise<StreamFact[] | null> {
  if (streams === null) return Promise.resolve(null);
  return Promise.all(streams.map((stream) => streamFact(store, stream, failed[stream.id] ?? 0)));
}

async function streamFact(store: Store, stream: EventStream, failedNow: number): Promise<StreamFact> {
  const { id, name, status } = stream;
  const rows = await remembered(`open deliveries ${id}`, failedNow === 0 ? 0 : openDeliveriesTtlMs, () =>
    openDeliveries(store, id, failedNow),
  );
  const readings = await failureReadings(store, stream, { failedNow, rows });
  const lastFailedAtMs = rows.length === 0 ? null : Math.max(...rows.map((row) => row.lastAttemptAtMs ?? 0));
  const statusChange = status === 'enabled' ? null : await store.lastStatusChange(id);
  const here = pointsHere(stream, env().webhookUrl);
  return { id, name, status, pointsHere: here, lastFailedAtMs, statusChange, ...readings };
}

async function missedHere(store: Store, { streams }: KnownStreams, nowMs: number): Promise<MissedFact[]> {
  const here = (streams ?? []).filter((stream) => pointsHere(stream, env().webhookUrl)).map(({ id }) => id);
  const missed = await missedDeliveries(store, { streamIds: here, nowMs });
  return missed.map(({ outage, range, failed }) => ({
    ...outage,
    count: failed,
    failedFromMs: range.fromMs,
    failedToMs: range.toMs,
  }));
}

function jobFact(job: ReturnType<typeof unmendedJobs>[number]): JobFact {
  return { id: job.id, title: jobTitle(job), summary: summaryText(job.counts), endedAtMs: job.endedAtMs };
}

/** A deleted event stream is never polled again; a new one has not been polled yet. */
function pollsFact(polls: readonly DeliveryPoll[], { streams }: KnownStreams): PollsFact {
  const { checkedAtMs, stale } = freshnessOf(currentPolls(polls, streams?.map(({ id }) => id) ?? null));
  return { checkedAtMs, failure: stale[0]?.failure ?? null };
}

/** A group is explained by the newest of it, as on the screen of failed deliveries. */
async function causeFact(store: Store, group: CauseGroup, streams: readonly EventStream[]): Promise<CauseFact> {
  const { items } = await store.listDeliveries({ causeKey: group.cause.key }, { limit: explainedBy });
  const explanation = await causeExplanation(store, group, items, streams);
  return {
    key: group.cause.key,
    title: explanation.title,
    explanation: explanationLine(explanation),
    confidence: explanation.confidence,
    count: group.count,
    sinceMs: group.firstFailedAtMs,
  };
}

async function readHours(store: Store, atMs: number): Promise<HourCount[]> {
  const toMs = Math.floor(atMs / hourMs) * hourMs;
  // Week by week: a histogram has a limited number of bars.
  const starts = Array.from({ length: habitMs / weekMs }, (_, index) => toMs - habitMs + index * weekMs);
  const weeks = await Promise.all(
    starts.map((fromMs) => store.eventHistogram({ fromMs, toMs: fromMs + weekMs, bucketMs: hourMs })),
  );
  return weeks.flat().map((bucket) => ({ startMs: bucket.startMs, count: total(bucket) }));
}

const total = ({ counts }: HistogramBucket) => outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
