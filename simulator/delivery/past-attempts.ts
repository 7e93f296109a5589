import { isoTime } from '../ground/clock.ts';
import { type Attempt, attemptsFor, errorMessage, type Reply, RETRY_GAPS_MS } from './attempt-rules.ts';

/** The attempts a destination that always gave this reply would have left behind, the first one at `startMs`. */
export function pastAttempts(reply: Reply, startMs: number): Attempt[] {
  const duration = reply.kind === 'answer' ? 38.412907 : 21.094115;
  let at = startMs;
  return Array.from({ length: attemptsFor(reply) }, (_, index) => {
    // The gap counts from the end of the attempt before.
    if (index > 0) at += (RETRY_GAPS_MS[index - 1] ?? 0) + Math.ceil(duration);
    return { status: 'failed', timestamp: isoTime(at), error_message: errorMessage(reply), duration };
  });
}
