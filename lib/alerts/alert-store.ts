import { type AlertRule } from '../concerns/sign';
import { type Page, type PageRequest } from '../page';
import { type Alert, type AlertLine, type AlertState } from './alert';
import { type AlertDeed } from './alert-deed';
import {
  type AlertNotice,
  type AlertTarget,
  type NewTarget,
  type RuleSetting,
  type SealedTarget,
} from './alert-target';
import { type AlertChange } from './plan-alerts';

/** Which alerts. */
export interface AlertQuery {
  states?: readonly AlertState[];
  rule?: AlertRule;
}

/** What came of telling a target. */
export interface NoticeOutcome {
  atMs: number;
  /** Why it was not taken; null when it was. */
  failure: string | null;
  /** When it is tried again; null: never. */
  nextAtMs: number | null;
  /** What it came to, for the history: "202 in 210 ms". */
  text: string;
}

export interface AlertStore {
  /** Alerts that are not closed, oldest first, at most `limit`. */
  openAlerts(limit: number): Promise<Alert[]>;
  /**
   * Makes the changes that still apply, each with its line of history, and what is to be told with it: one notice for each
   * target of the rule. One alert of a key is open at a time, whoever else opens it. The number of changes made.
   */
  saveAlerts(changes: readonly AlertChange[], atMs: number): Promise<number>;
  /** Newest first, by `id`. */
  listAlerts(query: AlertQuery, page: PageRequest): Promise<Page<Alert>>;
  getAlert(id: number): Promise<Alert | null>;
  /** Newest first. */
  alertLines(id: number, limit: number): Promise<AlertLine[]>;
  /** How many alerts are in which state, closed ones left out. */
  countOpenAlerts(): Promise<Record<Exclude<AlertState, 'closed'>, number>>;
  /**
   * Acts, with a line of history and an audit row. Null for an alert that is unknown; one whose state does not allow it stays
   * as it is and comes back with `isChanged` false.
   */
  actOnAlert(id: number, deed: AlertDeed): Promise<{ alert: Alert; isChanged: boolean } | null>;
  /** How the rules are set that somebody has changed. */
  alertRuleSettings(): Promise<RuleSetting[]>;
  /** With an audit row. */
  changeAlertRule(
    setting: Pick<RuleSetting, 'rule' | 'isOn' | 'targets'>,
    by: { actor: string; atMs: number },
  ): Promise<void>;
  /** Oldest first. */
  listAlertTargets(): Promise<AlertTarget[]>;
  getAlertTarget(id: number): Promise<SealedTarget | null>;
  /** With an audit row, which names neither address nor secret. */
  addAlertTarget(target: NewTarget, by: { actor: string; atMs: number }): Promise<AlertTarget>;
  /** Takes it out of every rule too, and drops what it was still to be told; with an audit row. False for an unknown one. */
  removeAlertTarget(id: number, by: { actor: string; atMs: number }): Promise<boolean>;
  /** Hands out notices that are due, oldest first, to one caller for `leaseMs`. */
  takeAlertNotices(limit: number, leaseMs: number): Promise<AlertNotice[]>;
  /** When the next notice is due, in epoch ms; null while none is. */
  nextAlertNoticeAtMs(): Promise<number | null>;
  /** Keeps what came of a notice, with a line in the history of its alert once it is decided. */
  settleAlertNotice(seq: number, outcome: NoticeOutcome): Promise<void>;
  /** Keeps how a target answered a test. */
  noteTargetTest(id: number, outcome: Pick<NoticeOutcome, 'atMs' | 'failure'>): Promise<void>;
}
