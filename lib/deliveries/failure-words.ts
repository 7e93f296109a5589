import { formatDuration, formatLatency, formatRecent } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { type AttemptFacts, type FailureFacts, type FailureView } from './failure-facts';

/** A refused connection or an unknown name fails within this many milliseconds. */
const atOnceMs = 300;

/** An answer that takes this long (ms) is worth a word about what took it. */
const longMs = 1_000;

/** "Auth0 gave up after 10.0 s: something drops the request, or answers too slowly." Empty when Auth0 does not say how long. */
export function durationHint(durationMs: number | null): string {
  if (durationMs === null) return '';
  const took = formatLatency(durationMs);
  if (durationMs <= atOnceMs)
    return `It failed after ${took}: the connection was refused, or the name did not resolve.`;
  if (durationMs < 3_000) return `It failed after ${took}.`;
  return `Auth0 gave up after ${took}: something drops the request on its way, or is slow to answer.`;
}

/** Why the reason is missing from Auth0's words. */
export const cutHint = 'Auth0 cuts its error text after about 50 characters, before the reason.';

/** What of an attempt took long, whose event arrived here. */
export function slowPart({ atMs, receipt }: AttemptFacts): string {
  if (receipt === null) return '';
  const wayMs = Math.max(0, receipt.receivedAtMs - atMs);
  if (receipt.tookMs >= longMs && receipt.tookMs >= wayMs) {
    return `This app took ${formatLatency(receipt.tookMs)} to read and store it: look at its disk and its load.`;
  }
  if (wayMs >= longMs) {
    return `It reached this app ${formatLatency(wayMs)} after Auth0 had begun: look at the network and the proxy in between.`;
  }
  return `This app had stored it after ${formatLatency(receipt.tookMs)}: its answer was held up, or lost, on the way back.`;
}

/** Which change of the event stream the failures follow. */
export function editText({ edit, stream, firstFailedAtMs, lastFailedAtMs }: FailureFacts, view: FailureView): string {
  if (edit === null || firstFailedAtMs === null) return '';
  const name = stream === null ? 'The event stream' : `“${isolatedText(stream.name)}”`;
  const by = edit.by === null ? '' : ` by ${isolatedText(edit.by)}`;
  const edited = `${name} was edited at ${formatRecent(edit.atMs, view)}${by}`;
  if (lastFailedAtMs !== null && edit.atMs > lastFailedAtMs) {
    return `${edited}, after the newest failure: retry one to see whether that fixed it.`;
  }
  if (edit.atMs > firstFailedAtMs) return `${edited}, while deliveries failed.`;
  return `${edited}. The first failure came ${formatDuration(firstFailedAtMs - edit.atMs, 'whole')} later.`;
}

/** "Nothing was received here from 09:57:14 until 10:03:38, for 6 min 24 s." */
export function outageText({ outage, count, unseen }: FailureFacts, view: FailureView): string[] {
  if (outage === null) return [];
  const from = formatRecent(outage.fromMs, view);
  const until = formatRecent(outage.untilMs, view);
  const length = formatDuration(outage.untilMs - outage.fromMs, 'whole');
  const isPart = outage.count < count || unseen > 0;
  const share = isPart ? [`${outage.count} of ${countText({ count, unseen })} failures fall into that time.`] : [];
  return [`It gave no sign of life from ${from} until ${until}, for ${length}.`, ...share];
}

/** How many were looked at: "5", or "the newest 50" of more. */
const countText = ({ count, unseen }: Pick<FailureFacts, 'count' | 'unseen'>) =>
  unseen === 0 ? `${count}` : `the newest ${count}`;

/** How many of the events have arrived all the same; empty when none has, or none can. */
export function arrivalsText({ pointsHere, count, unseen, receivedHere }: FailureFacts): string {
  if (!pointsHere || receivedHere === 0) return '';
  if (receivedHere < count || unseen > 0)
    return `${receivedHere} of ${countText({ count, unseen })} have arrived here.`;
  return count === 1 ? 'The event has arrived here anyway.' : 'All have arrived here.';
}
