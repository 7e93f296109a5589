import { formatRecent } from '../format';
import { type HealthFacts } from './overview';

/** A look that fails once is made again within this time (ms); only what lasts longer is news. */
const patienceMs = 2 * 60_000;

/**
 * Why the failed deliveries are not known as of now: "The failed deliveries could not be looked up since 09:58". Null while they
 * are, and when the Management API as a whole is what fails.
 */
export function looksTrouble(
  { streams, failed: { looks } }: HealthFacts,
  view: { nowMs: number; timeZone: string },
): { title: string; failure: string } | null {
  if (!streams.configured || streams.failure !== null || looks.failure === null) return null;
  const { checkedAtMs, failure } = looks;
  if (checkedAtMs !== null && view.nowMs - checkedAtMs < patienceMs) return null;
  const since = checkedAtMs === null ? ' yet' : ` since ${formatRecent(checkedAtMs, view)}`;
  return { title: `The failed deliveries could not be looked up${since}`, failure };
}

/** What may be said when no failed delivery is stored: that there is none only after Auth0 has just said so. */
export function noFailureSentence(
  { failed: { looks } }: HealthFacts,
  view: { nowMs: number; timeZone: string },
): string {
  if (looks.checkedAtMs === null) return 'Failed deliveries have not been looked up yet';
  if (looks.failure !== null) return `No delivery had failed at ${formatRecent(looks.checkedAtMs, view)}`;
  return 'No delivery has failed';
}
