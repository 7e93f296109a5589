import { type BackfillAct } from '../connectors/records/backfill-act';
import { type DeliverySummary } from '../deliveries/delivery-record';
import { type RefusalReason } from '../deliveries/refusal';
import { type Page } from '../page';
import { type Job, type JobItem, type JobLine } from './job';
import { type RedeliveryPlan } from './redelivery-plan';

/** Answer of `GET /api/jobs`: newest first, by `id`. */
export type JobListAnswer = Page<Job>;

/** Answer of `GET /api/jobs/[id]`, of `POST /api/jobs` and of each act: the job's own members, and what its page needs. */
export interface JobAnswer extends Job {
  /** Newest first, the last hundred. */
  log: JobLine[];
  /** The time by our clock, so that elapsed times are right where the browser's clock is not. */
  nowMs: number;
  /** Auth0's budget of requests as the newest answer said; null before one. */
  requestsLeft: number | null;
}

/** Answer of `GET /api/connectors/[id]/jobs`: jobs about it that have not ended, newest first, and the newest comparison. */
export interface ConnectorJobsAnswer {
  active: Job[];
  verify: Job | null;
}

/** An item with what it is about; null once that is gone. */
export interface JobItemAnswer extends JobItem {
  delivery: DeliverySummary | null;
  /** The user that it is about; null for items about deliveries. */
  userId: string | null;
}

/** Answer of `GET /api/jobs/[id]/items`: in the order of work; `next` is the cursor of the next page. */
export interface JobItemsAnswer {
  items: JobItemAnswer[];
  next: number | null;
}

/** How many of something. */
export interface Tally {
  key: string;
  /** What a person reads for the key. */
  name: string;
  count: number;
}

/** Answer of `POST /api/jobs/preview` for kind `apply`. Nothing was written. */
export interface ApplyPreview {
  kind: 'apply';
  /** Events that would be applied now. */
  total: number;
  /** Of them those of a type that changes a user. */
  users: number;
  /** Event times of the first and the last, in epoch ms; null without any. */
  fromMs: number | null;
  toMs: number | null;
}

/** What would be refused again, because its cause is not fixed. */
export interface RefusedAgain {
  streamId: string;
  streamName: string;
  /** Key of the cause. */
  cause: string;
  /** Key of the cause that tells why, which may be another one of the event stream. */
  explains: string;
  count: number;
  why: RefusalReason;
  /** Newest failed attempt, in epoch ms; null where its time is not known. */
  newestAtMs: number | null;
}

/** Answer of `POST /api/jobs/preview` for kind `backfill_connector`. Nothing was written, here or there. */
export interface BackfillPreview {
  kind: 'backfill_connector';
  /** Users that would be woken now. */
  total: number;
  /** How many of them by act, those that occur; null for systems that are not asked. */
  acts: { act: BackfillAct; count: number }[] | null;
  /** Users that were looked up; where they are fewer than `total`, the rest is taken to be like them. */
  lookedUp: number;
  /** Requests that were made to find out. */
  reads: number;
  /** Requests in a second that the connector makes at most, and how long it takes then, in ms; null where it sets no pace. */
  perSecond: number | null;
  tookMs: number | null;
}

/** Answer of `POST /api/jobs/preview` for kind `verify_connector`. Nothing was read there. */
export interface VerifyPreview {
  kind: 'verify_connector';
  /** Records or rows that would be compared, more or less. */
  total: number;
  /** How long it takes, in ms; null for databases, which set their own pace. */
  tookMs: number | null;
}

/** Answer of `POST /api/connectors/[id]/findings`. */
export interface FindingsAnswer {
  /** Findings about which something was done. */
  done: number;
  /** Those that it did not apply to: it was done already, or the user is just being carried on. */
  left: number;
  /** More of that kind are there, for another request. */
  hasMore: boolean;
}

/** Answer of `POST /api/jobs/preview` for kind `redeliver`. Nothing was written. */
export interface RedeliveryPreview {
  kind: 'redeliver';
  /** Deliveries that the input names or matches. */
  total: number;
  /** Of them those that can be requested now. */
  eligible: number;
  byStream: Tally[];
  byType: Tally[];
  byCause: Tally[];
  /** The others, by reason. */
  notEligible: Tally[];
  /** When it was counted; what fails later is not included. */
  countedAtMs: number;
  /** Number of the newest delivery then, for the input of the job. */
  upTo: number;
  /** Of the eligible ones those that would be refused again, largest first. */
  refusedAgain: RefusedAgain[];
  /** How it would be requested; null where there is nothing, or too much to be planned beforehand. */
  plan: RedeliveryPlan | null;
  /** The same by the Auth0 CLI; null as for `plan`. */
  command: string | null;
  /** Requests a second that Auth0 allows this job, as far as it is known. */
  perSecond: number | null;
  /** Auth0's budget of requests as the newest answer said; null before one. */
  requestsLeft: number | null;
  /** How long asking takes, in ms: as planned, else one by one. Null where the rate is not known. */
  askingMs: number | null;
  /** Events of which one is tried first: one for each event stream and cause. */
  canaries: number;
}
