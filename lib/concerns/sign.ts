import { type ConcernTopic, type Severity } from './concern-topic';

/** What an alert can be about. Each is one rule that an administrator can switch off. */
export const alertRules = [
  'budget',
  'stream_disabled',
  'failures',
  'silence',
  'rejected',
  'job_failed',
  'polling',
  'connector',
] as const;

export type AlertRule = (typeof alertRules)[number];

const causePrefix = 'failures ';

/** Key of the sign that deliveries fail for a cause. */
export const signOfCause = (causeKey: string) => `${causePrefix}${causeKey}`;

/** The cause that a key of a sign is about; null for any other key. */
export const causeOfSign = (key: string) => (key.startsWith(causePrefix) ? key.slice(causePrefix.length) : null);

/** Something found that is worth an alert. The same `key` again is the same thing, with newer words. */
export interface Sign {
  key: string;
  rule: AlertRule;
  topic: ConcernTopic;
  tone: Severity;
  /** The fact with its number. Safe to show. */
  title: string;
  /** What belongs to it, in one line. */
  detail: string;
  /** The one thing to do about it. */
  act: { label: string; href: string };
  /** How far it has come, where that is told in steps: 50, 70 or 90 (per cent of a limit). */
  level: number | null;
  /** Event stream it is about. */
  streamId: string | null;
}
