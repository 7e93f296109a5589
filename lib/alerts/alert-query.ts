import { z } from 'zod';
import { alertRules } from '../concerns/sign';
import { hourMs, minuteMs } from '../spans';
import { type AlertState } from './alert';
import { type targetKinds } from './alert-target';

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** Which alerts a screen shows. */
export const alertViews = ['open', 'closed', 'all'] as const;

export type AlertView = (typeof alertViews)[number];

/** States of a view; undefined: all. */
export const statesOfView: Record<AlertView, readonly AlertState[] | undefined> = {
  open: ['open', 'acknowledged', 'snoozed'],
  closed: ['closed'],
  all: undefined,
};

/** Query of `GET /api/alerts`. */
export const alertListQuery = z.object({
  view: z.enum(alertViews).default('open'),
  rule: z.enum(alertRules).optional(),
  before: whole.optional(),
});

/** Rows of one page of alerts. */
export const alertsPerPage = 50;

/** The longest snooze: a month. */
const longestSnoozeMs = 31 * 24 * hourMs;

const noteText = z.string().trim().min(1).max(1_000);

/** Body of `POST /api/alerts/[id]/[act]`: a snooze says how long or until which level, a note what. */
export const alertActBody = z.object({
  note: noteText.optional(),
  forMs: z.number().int().min(minuteMs).max(longestSnoozeMs).optional(),
  untilLevel: z.number().int().min(1).max(100).optional(),
});

/** Body of `PUT /api/alerts/rules/[rule]`: what changes. `targets` null: all. */
export const alertRuleBody = z.object({
  isOn: z.boolean().optional(),
  targets: z.array(z.number().int().positive()).max(100).nullable().optional(),
});

const targetName = z.string().trim().min(1, 'must not be empty').max(80);
const hasUser = ({ username, password }: URL) => username !== '' || password !== '';
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2_000)
  .refine((url) => !URL.canParse(url) || !hasUser(new URL(url)), 'must not hold a user name or a password');

/** Body of `POST /api/alerts/targets`. */
export const alertTargetBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack'), name: targetName, url: address }),
  z.object({ kind: z.literal('webhook'), name: targetName, url: address }),
  z.object({
    kind: z.literal('email'),
    name: targetName,
    to: z.array(z.email('must be e-mail addresses')).min(1).max(20),
  }),
]) satisfies z.ZodType<{ kind: (typeof targetKinds)[number] }>;

export type AlertTargetInput = z.infer<typeof alertTargetBody>;
