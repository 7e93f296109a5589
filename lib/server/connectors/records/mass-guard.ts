import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type ClaimedLane } from '../../../connectors/connector-store';
import { minuteMs } from '../../../spans';
import { type PushWorld } from '../push-work';

/** So many deactivations within this time (ms), and more than this share of the links, need a person. */
const most = 20;
const withinMs = 10 * minuteMs;
const mostShare = 0.02;

/** When this process let records be deactivated: those of them that are under way are not in the store yet. */
const allowed = new Map<number, number[]>();

/**
 * Whether one more record may be deactivated or archived. Deletions that were known when a person confirmed that so many
 * are meant may.
 */
export async function massGuard(world: PushWorld<ConnectorConfig>, lane: ClaimedLane): Promise<boolean> {
  const { store, connector } = world;
  if (connector.deletionsConfirmedSeq !== null && lane.wantedSeq <= connector.deletionsConfirmedSeq) return true;
  const sinceMs = store.nowMs() - withinMs;
  const [stored, links] = await Promise.all([
    store.deactivationsSince(connector.id, sinceMs),
    store.linkCount(connector.id),
  ]);
  const known = (allowed.get(connector.id) ?? []).filter((atMs) => atMs > sinceMs);
  allowed.set(connector.id, known);
  if (Math.max(stored, known.length) >= Math.max(most, mostShare * links)) return false;
  known.push(store.nowMs());
  return true;
}
