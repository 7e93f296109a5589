import { type Outage } from '../heartbeat/outage';
import { type StreamEdit } from '../streams/stream-edit';
import { type DeliveryCause } from './delivery';

/** How far from an attempt (ms) our own records are taken for the same moment: two clocks and a way between them. */
export const sameMomentMs = 20_000;

/** One attempt, with what is on record here within `sameMomentMs` of it. */
export interface AttemptFacts {
  atMs: number;
  /** As Auth0 measured it, in fractional milliseconds; null when it does not say. */
  durationMs: number | null;
  /** The receipt of the same event. `tookMs`: from the arrival of its headers until it was written. */
  receipt: { receivedAtMs: number; tookMs: number } | null;
  /** Requests that were refused for a wrong credential, and why the newest was. */
  rejected: { count: number; reason: string } | null;
  /** Whether a request without any credential was refused. */
  isWithoutCredential: boolean;
  /** Bytes of a request that was refused as too large. */
  tooLargeBytes: number | null;
  /** Path of a request that was meant for the webhook and went elsewhere. */
  astrayPath: string | null;
  /** Whether the signs of life of this app reach back to then. */
  isLifeKnown: boolean;
  /** Events received, by any event stream. */
  othersReceived: number;
}

/**
 * What is known of one failed delivery, or of a group with one cause, from both sides. What was not looked at is null: then
 * the explanation says less, in the same words.
 */
export interface FailureFacts {
  cause: DeliveryCause;
  /** Hosts that the event streams concerned post to, as far as they are known. */
  hosts: readonly string[];
  /** Whether all of them post to this app. */
  pointsHere: boolean;
  /** The one event stream concerned; null for several, or one that Auth0 does not list. */
  stream: { id: string; name: string } | null;
  /** The one event concerned; null for a group. */
  eventId: string | null;
  /** Deliveries that were looked at for the counts below. */
  count: number;
  /** Deliveries of the group beyond those: nothing is known of them. */
  unseen: number;
  /** Those of `count` whose event has a receipt here. */
  receivedHere: number;
  /** Requests our webhook refused for a wrong credential within `sameMomentMs` of an attempt that was looked at. */
  rejectedHere: number;
  /** Those whose error text is an answer of this app. */
  answeredHere: number;
  firstFailedAtMs: number | null;
  lastFailedAtMs: number | null;
  /** Time without a sign of life of this app in which the newest failed attempt falls, and how many of `count` do. */
  outage: (Outage & { count: number }) | null;
  edit: StreamEdit | null;
  /** Where the event stream posts to on this app's host, and where events are taken; null unless they differ. */
  paths: { theirs: string; ours: string } | null;
  attempt: AttemptFacts | null;
  /** Auth0's copy of the event in UTF-16 units. */
  payloadLength: number | null;
}

/** Facts of a group as the cheapest look gives them. */
export const noFacts: Omit<FailureFacts, 'cause'> = {
  hosts: [],
  pointsHere: false,
  stream: null,
  eventId: null,
  count: 1,
  unseen: 0,
  receivedHere: 0,
  rejectedHere: 0,
  answeredHere: 0,
  firstFailedAtMs: null,
  lastFailedAtMs: null,
  outage: null,
  edit: null,
  paths: null,
  attempt: null,
  payloadLength: null,
};

/** What made deliveries fail. */
export type FailureKind =
  | 'wrong_secret'
  | 'too_slow'
  | 'answer_lost'
  | 'app_down'
  | 'not_stored'
  | 'too_large'
  | 'wrong_path'
  | 'not_reached'
  | 'refused'
  | 'stream_disabled'
  | 'in_words'
  | 'waiting'
  | 'unknown';

/** `certain` when our own records prove it, `likely` when it is read from Auth0's words alone. */
export type Confidence = 'certain' | 'likely';

/** The one thing to do, with the place to do it at. */
export interface FailureAction {
  text: string;
  label: string | null;
  href: string | null;
}

/** What a rule tells of a failure: sentences for a person. */
export interface Telling {
  kind: FailureKind;
  confidence: Confidence;
  /** One sentence without a time, the same for a group and for one delivery. */
  headline: string;
  /** What belongs to it; empty sentences are left out. */
  details: string[];
  action: FailureAction;
}

/** Now and the zone that times are written in. */
export interface FailureView {
  nowMs: number;
  timeZone: string;
}
