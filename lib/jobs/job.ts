import { type JsonObject } from '../json/json';

/** Kinds of long work that a person starts. */
export const jobKinds = ['redeliver', 'apply', 'backfill_connector', 'verify_connector'] as const;

export type JobKind = (typeof jobKinds)[number];

/** `waiting` for its first or next step → `running` → `done` or `failed`; a person may pause, resume and cancel. */
export const jobStates = ['waiting', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;

export type JobState = (typeof jobStates)[number];

/** What a person may do to a job. */
export const jobActs = ['pause', 'resume', 'cancel', 'retry'] as const;

export type JobAct = (typeof jobActs)[number];

/** From which states an act is possible. `retry` makes a new job of what this one left undone. */
const actsFrom: Record<JobAct, readonly JobState[]> = {
  pause: ['waiting', 'running'],
  resume: ['paused'],
  cancel: ['waiting', 'running', 'paused'],
  retry: ['done', 'failed', 'cancelled'],
};

/** Whether a job in this state can be paused, resumed, cancelled or retried. */
export function canAct(act: JobAct, state: JobState): boolean {
  return actsFrom[act].includes(state);
}

/** Whether a job has not ended yet. */
export function isActive(state: JobState): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}

/** How many items a job has, and what came of them. A kind adds counts of its own. */
export interface JobCounts {
  total: number;
  done: number;
  failed: number;
  skipped: number;
  [ofKind: string]: number;
}

/** Long work that somebody started: finite, done step by step, with a page of its own. */
export interface Job {
  id: number;
  kind: JobKind;
  state: JobState;
  input: JsonObject;
  counts: JobCounts;
  /** E-mail address or subject of the person who started it. */
  createdBy: string;
  createdAtMs: number;
  /** When its first step began. */
  startedAtMs: number | null;
  /** When it was done, failed or cancelled. */
  endedAtMs: number | null;
  /** Why it failed, or why it was paused by itself; null otherwise. */
  reason: string | null;
  /** What holds it up at present, in words; null when nothing does. */
  note: string | null;
}

/** Result of an item that nothing was begun with, whatever the kind. */
export const waitingResult = 'waiting';

/** Result of an item that the job has ended without. */
export const notTriedResult = 'not_tried';

/** One thing that a job does something about. */
export interface JobItem {
  /** Number within the job, in the order of work. */
  seq: number;
  /** Names the thing, once within a job. */
  key: string;
  /** Items of one part succeed or fail for the same reason. */
  part: string;
  /** A word of the job's kind. */
  result: string;
  /** Why, in words; null where the result says it all. */
  reason: string | null;
  /** What the kind tells of it besides; null for most. */
  facts: JsonObject | null;
  /** When the result became what it is. */
  atMs: number;
}

/** What a line of a job's log is about, for its mark. */
export const jobLineKinds = [
  'started',
  'paused',
  'resumed',
  'cancelled',
  'asked',
  'arrived',
  'failed',
  'slowed',
  'done',
] as const;

export type JobLineKind = (typeof jobLineKinds)[number];

/** One line of what happened to a job. */
export interface JobLine {
  seq: number;
  atMs: number;
  what: JobLineKind;
  text: string;
}
