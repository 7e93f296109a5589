import { type JsonObject } from '../json/json';
import { type Page, type PageRequest } from '../page';
import { type Job, type JobAct, type JobItem, type JobKind, type JobLine, type JobState } from './job';

/** A job to be made. */
export interface NewJob {
  kind: JobKind;
  input: JsonObject;
  /** Names what it is about, for `jobsAbout`; nothing for a job about many things. */
  about?: string;
  /** Only one of its kind about the same thing at a time: while one has not ended, that one comes back. */
  isSingle?: boolean;
  /** Makes it once: another call with the same key gets the same job. Null: each call makes one. */
  key: string | null;
  cursor: JsonObject;
  createdBy: string;
  createdAtMs: number;
}

/** Permission to do the next step of a job. */
export interface JobClaim {
  id: number;
  owner: string;
}

/** A claimed job: `job.state` says whether it may begin anything, or only see to what is under way. */
export interface ClaimedJob extends JobClaim {
  job: Job;
  cursor: JsonObject;
  /** Steps that have failed one after the other before this one. */
  failures: number;
}

/** What one step did, saved as a whole. */
export interface JobStep {
  cursor: JsonObject;
  /** New items, numbered in this order; a key that the job has already is left as it is. */
  added?: (Pick<JobItem, 'key' | 'part' | 'result' | 'reason'> & { facts?: JsonObject })[];
  /** Items with a new result. One that becomes `asked` keeps the instant of its claim. */
  changed?: Pick<JobItem, 'key' | 'result' | 'reason'>[];
  /** All items of these parts that wait get this result. */
  shut?: { parts: string[]; result: string; reason: string };
  log?: Pick<JobLine, 'what' | 'text'>[];
  note: string | null;
  failures: number;
  /** When the next step is due; null when there is nothing to do until a person acts. */
  nextAtMs: number | null;
  /** Ends the job, or pauses it for a person to look at. Ignored once a person has paused or cancelled it. */
  become?: { state: Extract<JobState, 'done' | 'failed' | 'paused'>; reason: string | null };
  atMs: number;
}

/** How many items of one part have one result. */
export interface JobTally {
  part: string;
  result: string;
  count: number;
}

/** An item about which a person has done something. */
export interface SettledItem {
  key: string;
  from: string;
  result: string;
}

/** Which items of a job. */
export interface JobItemQuery {
  results?: readonly string[];
  part?: string;
  /** Items numbered above this. */
  after?: number;
  limit: number;
}

export interface JobStore {
  /** Makes a job with its audit row; `isNew` is false where the key has made one before, or a single one is under way. */
  createJob(job: NewJob): Promise<{ job: Job; isNew: boolean }>;
  getJob(id: number): Promise<Job | null>;
  /** Newest first, by `id`. */
  listJobs(page: PageRequest): Promise<Page<Job>>;
  /** Jobs that wait, run or are paused, oldest first. */
  activeJobs(limit: number): Promise<Job[]>;
  /** Jobs of these kinds about one thing, newest first. */
  jobsAbout(about: string, kinds: readonly JobKind[], limit: number): Promise<Job[]>;
  /** In the order of work. */
  listJobItems(id: number, query: JobItemQuery): Promise<JobItem[]>;
  /** Items by key, at most a thousand at once; one that is unknown is left out. */
  namedJobItems(id: number, keys: readonly string[]): Promise<JobItem[]>;
  /**
   * Gives items another result outside of a step, those that still have the one that is named: a person has done something
   * about them. How many there were.
   */
  settleJobItems(id: number, settled: readonly SettledItem[], atMs: number): Promise<number>;
  /** How many items have which result, by part. */
  tallyJobItems(id: number): Promise<JobTally[]>;
  /** Newest first. */
  jobLog(id: number, limit: number): Promise<JobLine[]>;
  /**
   * Pauses, resumes or cancels, with an audit row and a line in the log. A cancelled job's waiting items become
   * `not_tried`; what is under way is still seen to its end. Null for a job that is unknown; a job whose state does not allow it
   * stays as it is and comes back with `isChanged` false.
   */
  changeJob(
    id: number,
    act: Exclude<JobAct, 'retry'>,
    by: { actor: string; atMs: number },
  ): Promise<{ job: Job; isChanged: boolean } | null>;
  /**
   * Hands out the job of these kinds whose step has been due longest, to one caller for `leaseMs`. Null when none is due. A
   * waiting job is running from then on. An owner does one step at a time: it gets back what a process of its name had in hand
   * that it has replaced.
   */
  claimJob(kinds: readonly JobKind[], owner: string, leaseMs: number): Promise<ClaimedJob | null>;
  /** When the next step of any job of these kinds is due, in epoch ms; null while none is. */
  nextJobAtMs(kinds: readonly JobKind[]): Promise<number | null>;
  /** Prolongs a claim. False when it is lost. */
  holdJob(claim: JobClaim, leaseMs: number): Promise<boolean>;
  /** Saves a step as a whole and gives the claim back. False when the claim is lost: nothing was saved. */
  saveStep(claim: JobClaim, step: JobStep): Promise<boolean>;
}
