'use client';

import { StatusChip } from '@/components/parts/status-chip';
import { useNow } from '@/components/ui/now';
import { useZone } from '@/components/ui/zone';
import { type Connector, type Lane } from '@/lib/connectors/connector';
import { isQuiet } from '@/lib/connectors/connector-words';
import { formatClock } from '@/lib/text/format';

/** Where a connector stands: "running", "quiet until 14:05:30", "held". */
export function ConnectorStateChip({ connector }: { connector: Connector }) {
  const nowMs = useNow(1_000);
  const { timeZone } = useZone();
  const { quietUntilMs, state } = connector;
  if (quietUntilMs === null || !isQuiet(connector, nowMs)) return <StatusChip vocabulary="connector" value={state} />;
  return <StatusChip vocabulary="connector" value="quiet" detail={`until ${formatClock(quietUntilMs, timeZone)}`} />;
}

/** The word that tells most of where a lane stands. */
function laneWord({ state, reason, link }: Pick<Lane, 'state' | 'reason' | 'link'>): string {
  if (state === 'idle' && link?.role === 'follower') return 'follows';
  return state === 'parked' && reason === 'skipped' ? reason : state;
}

/** Where a lane stands: "in step", "follows", "retrying next 14:05:30", "review". */
export function LaneStateChip({ lane }: { lane: Pick<Lane, 'state' | 'dueMs' | 'reason' | 'link'> }) {
  const { timeZone } = useZone();
  const { state, dueMs } = lane;
  const next = state === 'retrying' && dueMs !== null ? `next ${formatClock(dueMs, timeZone)}` : undefined;
  return <StatusChip vocabulary="lane" value={laneWord(lane)} detail={next} />;
}
