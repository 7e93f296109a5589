import { type AlertRule } from '../concerns/sign';
import { type NoticeKind } from './alert';

/** Where alerts are sent: a channel that takes Slack's JSON, an endpoint that checks signatures, or mailboxes. */
export const targetKinds = ['slack', 'webhook', 'email'] as const;

export type TargetKind = (typeof targetKinds)[number];

/** A target as it may be shown: never its whole address, which may be a secret by itself. */
export interface AlertTarget {
  id: number;
  kind: TargetKind;
  name: string;
  /** Host of the address, or how many mailboxes where. */
  hint: string;
  createdAtMs: number;
  createdBy: string;
  /** When something was last taken by it; null before that. */
  sentAtMs: number | null;
  /** Why the newest try failed; null when it did not. */
  failure: string | null;
}

/** A target with what is needed to send, sealed (lib/server/process/seal.ts). */
export interface SealedTarget extends AlertTarget {
  sealed: string;
}

/** A target to be made. */
export type NewTarget = Pick<SealedTarget, 'kind' | 'name' | 'hint' | 'sealed'>;

/** How a rule is set. Without a row of its own a rule is on and tells every target. */
export interface RuleSetting {
  rule: AlertRule;
  isOn: boolean;
  /** Ids of targets; null: all. */
  targets: number[] | null;
  changedAtMs: number | null;
  changedBy: string | null;
}

/** What one target is to be told, handed out to one sender for a while. */
export interface AlertNotice {
  seq: number;
  alertId: number;
  what: NoticeKind;
  /** The alert's words when it was noted. */
  title: string;
  detail: string;
  href: string;
  rule: AlertRule;
  level: number | null;
  atMs: number;
  /** How often it was tried before. */
  tries: number;
  target: SealedTarget;
}
