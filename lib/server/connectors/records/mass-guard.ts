import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type ClaimedLane } from '../../../connectors/connector-store';
import { minuteMs } from '../../../spans';
import { type PushWorld } from '../push-work';

/** So many users' records deactivated within this time (ms), and more than this share of the links, need a person. */
const most = 20;
const withinMs = 10 * minuteMs;
const mostShare = 0.02;

interface Allowed {
  atMs: number;
  /** Resolves when the push that was allowed to has ended, with whether it may have deactivated the record. */
  ended: Promise<boolean>;
}

/** What this process has allowed, by number of the connector and key of the lane: what is under way is not in the store yet. */
const allowed = new Map<number, Map<string, Allowed>>();

/** Forgets what was allowed, for a process that stops pushing. */
export function endMassGuards(): void {
  allowed.clear();
}

type World = Pick<PushWorld<ConnectorConfig>, 'connector'> & {
  store: Pick<PushWorld<ConnectorConfig>['store'], 'deactivatedSince' | 'linkCount' | 'nowMs'>;
};

/**
 * Whether the record of one more user may be deactivated or archived. Users are counted, not tries: one that is tried again is
 * the same one. Deletions that were known when a person confirmed that so many are meant may. A refusal waits for those that
 * were allowed before: it stops the connector, and with it them.
 */
export async function massGuard(
  { store, connector }: World,
  { key, wantedSeq }: Pick<ClaimedLane, 'key' | 'wantedSeq'>,
  ended: Promise<boolean>,
): Promise<boolean> {
  if (connector.deletionsConfirmedSeq !== null && wantedSeq <= connector.deletionsConfirmedSeq) return true;
  const sinceMs = store.nowMs() - withinMs;
  const [stored, links] = await Promise.all([
    store.deactivatedSince(connector.id, sinceMs),
    store.linkCount(connector.id),
  ]);
  const known = allowedSince(connector.id, sinceMs);
  const others = new Set([...stored, ...known.keys()]);
  others.delete(key);
  if (others.size >= Math.max(most, mostShare * links)) {
    await Promise.all([...known.values()].map((one) => one.ended));
    return false;
  }
  const one: Allowed = { atMs: store.nowMs(), ended };
  known.set(key, one);
  void ended.then((hasDeactivated) => {
    if (!hasDeactivated && known.get(key) === one) known.delete(key);
  });
  return true;
}

function allowedSince(connectorId: number, sinceMs: number): Map<string, Allowed> {
  const known = allowed.get(connectorId) ?? new Map<string, Allowed>();
  for (const [key, { atMs }] of known) if (atMs <= sinceMs) known.delete(key);
  allowed.set(connectorId, known);
  return known;
}
