import { type Page } from '../page';
import { type FailureReadings } from '../streams/failure-budget';
import { type StreamChange } from '../streams/stream-history';
import { type Alert, type AlertLine, type AlertState } from './alert';
import { type AlertTarget, type RuleSetting } from './alert-target';

/** Answer of `GET /api/alerts`: newest first, by `id`. */
export interface AlertListAnswer extends Page<Alert> {
  /** Of all alerts, whatever is listed. */
  counts: Record<Exclude<AlertState, 'closed'>, number>;
}

/** What was seen of an event stream that an alert is about: a change, or an edit of which Auth0 tells only the time. */
export type StreamMoment = { streamId: string; name: string; atMs: number } & (
  { kind: 'change'; change: StreamChange } | { kind: 'edit' }
);

/** How much of an event stream's failure budget is used now. */
export interface BudgetNow extends FailureReadings {
  /** Auth0's word: only an enabled event stream has a forecast. */
  status: string;
}

/** Answer of `GET /api/alerts/[id]` and of each act: the alert's own members, its history, and what belongs to it. */
export interface AlertAnswer extends Alert {
  /** Newest first, the last hundred. */
  lines: AlertLine[];
  /** Of the event streams that it is about, from an hour before it opened until it closed, newest first. */
  moments: StreamMoment[];
  /** Of a failure budget that is not over; null while it is not known. */
  budget: BudgetNow | null;
  /** The time by our clock. */
  nowMs: number;
}

/** Answer of `GET /api/alerts/settings`. */
export interface AlertSettingsAnswer {
  /** All rules, in order. */
  rules: (RuleSetting & {
    /** Open alerts of it, and when the newest of all was opened. */
    open: number;
    lastOpenedAtMs: number | null;
  })[];
  targets: AlertTarget[];
  /** Whether mails can be sent: a mail server is configured. */
  canMail: boolean;
}

/** Answer of `POST /api/alerts/targets`. */
export interface NewTargetAnswer {
  target: AlertTarget;
  /** The secret of the signatures, told this once; null for kinds that sign nothing. */
  secret: string | null;
}

/** Answer of the tests of a target and of a rule. */
export interface TestAnswer {
  results: {
    targetId: number;
    name: string;
    /** What it answered: "202 in 210 ms". */
    text: string;
    /** Why it was not taken; null when it was. */
    failure: string | null;
  }[];
}
