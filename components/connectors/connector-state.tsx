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

/** Where a lane stands: "in step", "retrying next 14:05:30", "review". */
export function LaneStateChip({ lane: { state, dueMs } }: { lane: Pick<Lane, 'state' | 'dueMs'> }) {
  const { timeZone } = useZone();
  const next = state === 'retrying' && dueMs !== null ? `next ${formatClock(dueMs, timeZone)}` : undefined;
  return <StatusChip vocabulary="lane" value={state} detail={next} />;
}
