import { type FailureAction, type FailureFacts, type FailureView, type Telling } from './failure-facts';

/** What a failure has to be for this rule; null when it is something else. */
export type Rule = (facts: FailureFacts, view: FailureView) => Telling | null;

/** The one thing to do, with the place to do it at where there is one. */
export const act = (text: string, label: string | null = null, href: string | null = null): FailureAction => ({
  text,
  label: href === null ? null : label,
  href,
});
