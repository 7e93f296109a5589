import { type Page } from '../page';
import { type Alert, type AlertLine, type AlertState } from './alert';
import { type AlertTarget, type RuleSetting } from './alert-target';

/** Answer of `GET /api/alerts`: newest first, by `id`. */
export interface AlertListAnswer extends Page<Alert> {
  /** Of all alerts, whatever is listed. */
  counts: Record<Exclude<AlertState, 'closed'>, number>;
}

/** Answer of `GET /api/alerts/[id]` and of each act: the alert's own members, and its history. */
export interface AlertAnswer extends Alert {
  /** Newest first, the last hundred. */
  lines: AlertLine[];
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
