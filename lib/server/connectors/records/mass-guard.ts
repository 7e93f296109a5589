import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type ClaimedLane } from '../../../connectors/connector-store';
import { minuteMs } from '../../../spans';
import { type PushWorld } from '../push-work';

/** So many deactivations within this time (ms), and more than this share of the links, need a person. */
const most = 20;
const withinMs = 10 * minuteMs;
const mostShare = 0.02;

interface Allowed {
  atMs: number;
  /** Resolves when the push that was allowed to has ended. */
  ended: Promise<null>;
}

/** What this process has allowed, by number of the connector: what is under way is not in the store yet. */
const allowed = new Map<number, Allowed[]>();

/** Forgets what was allowed, for a process that stops pushing. */
export function endMassGuards(): void {
  allowed.clear();
}

/**
 * Whether one more record may be deactivated or archived. Deletions that were known when a person confirmed that so many
 * are meant may. A refusal waits for those that were allowed before: it stops the connector, and with it them.
 */
export async function massGuard(
  { store, connector }: PushWorld<ConnectorConfig>,
  { wantedSeq }: ClaimedLane,
  ended: Promise<null>,
): Promise<boolean> {
  if (connector.deletionsConfirmedSeq !== null && wantedSeq <= connector.deletionsConfirmedSeq) return true;
  const sinceMs = store.nowMs() - withinMs;
  const [stored, links] = await Promise.all([
    store.deactivationsSince(connector.id, sinceMs),
    store.linkCount(connector.id),
  ]);
  const known = (allowed.get(connector.id) ?? []).filter(({ atMs }) => atMs > sinceMs);
  allowed.set(connector.id, known);
  if (Math.max(stored, known.length) >= Math.max(most, mostShare * links)) {
    await Promise.all(known.map((one) => one.ended));
    return false;
  }
  known.push({ atMs: store.nowMs(), ended });
  return true;
}
