import { type ConcernTopic, type Severity } from '../concerns/concern-topic';
import { type AlertRule } from '../concerns/sign';

/** `open` needs a person; `acknowledged` has one; `snoozed` waits; `closed` is over. */
export const alertStates = ['open', 'acknowledged', 'snoozed', 'closed'] as const;

export type AlertState = (typeof alertStates)[number];

/** What a person may do to an alert. `wake` makes it open again; `note` adds a line. */
export const alertActs = ['acknowledge', 'snooze', 'wake', 'note'] as const;

export type AlertAct = (typeof alertActs)[number];

const actsFrom: Record<AlertAct, readonly AlertState[]> = {
  acknowledge: ['open', 'snoozed'],
  snooze: ['open', 'acknowledged'],
  wake: ['acknowledged', 'snoozed'],
  note: alertStates,
};

/** Whether an alert in this state can be acknowledged, snoozed, woken or noted upon. */
export function canActOn(act: AlertAct, state: AlertState): boolean {
  return actsFrom[act].includes(state);
}

/** Something that needs a person, from when it was found until it is over. A state, not a message. */
export interface Alert {
  id: number;
  /** Names the thing; at most one alert that is not closed has it. */
  key: string;
  rule: AlertRule;
  topic: ConcernTopic;
  tone: Severity;
  state: AlertState;
  title: string;
  detail: string;
  act: { label: string; href: string };
  level: number | null;
  streamId: string | null;
  openedAtMs: number;
  /** When its state or its words changed last. */
  changedAtMs: number;
  closedAtMs: number | null;
  /** Since when it is found no more; it closes when that lasts. */
  missingSinceMs: number | null;
  /** Snoozed until then (epoch ms), or until it comes to this level; both null otherwise. */
  untilMs: number | null;
  untilLevel: number | null;
  /** Who acknowledged or snoozed it. */
  by: string | null;
}

/** What a line of an alert's history is about. */
export const alertLineKinds = [
  'opened',
  'raised',
  'acknowledged',
  'snoozed',
  'woken',
  'note',
  'sent',
  'not_sent',
  'closed',
] as const;

export type AlertLineKind = (typeof alertLineKinds)[number];

/** One line of what happened to an alert. */
export interface AlertLine {
  seq: number;
  atMs: number;
  what: AlertLineKind;
  text: string;
  /** Who did it; null for what happened by itself. */
  by: string | null;
}

/** What is told to the targets of a rule. */
export type NoticeKind = 'opened' | 'raised' | 'closed';
