import { isoTime } from '../ground/clock.ts';
import { objectOr, textOf } from '../ground/json.ts';
import { sampleData } from '../samples/sample-data.ts';
import { type CloudEvent, happening, type Happening, onStream } from '../tenant/cloud-event.ts';

/** One delivery that an app took before the simulator started. */
interface PastDelivery {
  receivedAt: string;
  event: CloudEvent;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
const SLOW_SHARE = 0.04;
const LATE_SHARE = 0.02;
const DUPLICATE_SHARE = 0.015;
const TEST_AGO_MS = 5 * HOUR;

interface Arrival {
  atMs: number;
  event: CloudEvent;
}

/** How long a delivery took: a second or two, now and then a retry of Auth0's. */
function lagMs(random: () => number): number {
  return random() < SLOW_SHARE ? (7 + random() * 30) * SECOND : (0.3 + random() * 1.4) * SECOND;
}

const subjectOf = (event: Happening) => textOf(objectOr(objectOr({ ...event.data }).object).user_id);

/** Time of the event that follows about the same subject. */
function nextTimes(history: readonly Happening[]): Map<string, number> {
  const following = new Map<string, number>();
  const newest = new Map<string, number>();
  for (const event of history.toReversed()) {
    const subject = subjectOf(event);
    if (subject === undefined) continue;
    const next = newest.get(subject);
    if (next !== undefined) following.set(event.id, next);
    newest.set(subject, Date.parse(event.time));
  }
  return following;
}

/**
 * When an app received a history: soon after each event, some after a retry, a few later than the next event of the same
 * user, a few twice, and one test event. In order of arrival; every draw comes from `random`.
 */
export function pastDeliveries(history: readonly Happening[], streamId: string, random: () => number): PastDelivery[] {
  const following = nextTimes(history);
  const arrivals: Arrival[] = [];
  for (const happened of history) {
    const event = onStream(happened, streamId);
    const next = following.get(event.id);
    const isLate = next !== undefined && event.type === 'user.updated' && random() < LATE_SHARE;
    const atMs = (isLate ? next + 4 * SECOND : Date.parse(event.time)) + lagMs(random);
    arrivals.push({ atMs, event });
    if (random() < DUPLICATE_SHARE) arrivals.push({ atMs: atMs + 7 * SECOND, event });
  }
  const last = history.at(-1);
  if (last !== undefined) {
    const atMs = Date.parse(last.time) - TEST_AGO_MS;
    const test = happening({ type: 'user.created', data: sampleData['user.created'], atMs });
    arrivals.push({ atMs: atMs + SECOND, event: onStream(test, streamId, 'test') });
  }
  return arrivals.toSorted((a, b) => a.atMs - b.atMs).map(({ atMs, event }) => ({ receivedAt: isoTime(atMs), event }));
}
