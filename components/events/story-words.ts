import { causeOf } from '@/lib/deliveries/cause';
import { type StoryStep } from '@/lib/story/event-story';
import { type Receipt } from '@/lib/events/receipt';
import { formatDuration, formatLatency } from '@/lib/text/format';

type Failed = Extract<StoryStep, { kind: 'failed' }>;

/** Why an attempt failed, short: "503", "could not connect". */
function causeText({ errorMessage, durationMs }: Failed): string {
  const cause = causeOf(errorMessage, durationMs);
  if (cause.status !== null) return String(cause.status);
  if (cause.kind === 'connect') return 'could not connect';
  return cause.kind === 'timeout' ? 'no answer in time' : 'no reason given';
}

/** "503, 212 ms · 1 s later". `earlier`: the attempt before, when it came shortly before. */
export function attemptDetail(step: Failed, earlier: StoryStep | undefined): string {
  const took = step.durationMs === null ? '' : `, ${formatLatency(step.durationMs)}`;
  const gapMs = earlier?.kind === 'failed' ? step.atMs - earlier.atMs : 0;
  const later = gapMs >= 500 && gapMs <= 5000 ? ` · ${formatDuration(gapMs, 'whole')} later` : '';
  return `${causeText(step)}${took}${later}`;
}

/** What our side of a run of failed attempts can say: nothing was kept, and what Auth0 noted. */
export function voidDetail(steps: readonly Failed[]): string {
  const causes = [...new Set(steps.map(causeText))];
  const [first = ''] = causes;
  if (causes.length > 1) return `Auth0 noted ${causes.join(', ')}`;
  return /^\d+$/.test(first) ? `Auth0 was answered ${first}` : `Auth0 notes: ${first}`;
}

const receiptDetails: Record<Receipt['result'], string> = {
  new: 'the first receipt, stored durably',
  duplicate: 'the same event again, nothing changed',
  conflict: 'other content under the same id; the first stays the event',
};

/** What a receipt was beside the others of its event. */
export function receiptDetail(receipt: Receipt): string {
  if (receipt.envelope === 'feed' && receipt.result === 'new') return 'read from the event feed, stored durably';
  const detail = receiptDetails[receipt.result];
  return receipt.envelope === 'eventbridge' ? `via EventBridge: ${detail}` : detail;
}

/** What stands in Auth0's list although the event is here. */
export function listedDetail(state: string): string {
  if (state === 'retrying') return 'a redelivery is on its way';
  if (state === 'no_answer') return 'asked for, no sign since';
  return 'still in Auth0’s list, although the event is here';
}
