'use client';

import { StatusChip } from '@/components/parts/status-chip';
import { useNow } from '@/components/ui/now';
import { useZone } from '@/components/ui/zone';
import { type Alert } from '@/lib/alerts/alert';
import { formatDuration, formatRecent } from '@/lib/text/format';

/** Where an alert stands: "open 40 min", "acknowledged", "snoozed until 16:00", "closed". */
export function AlertStateChip({ alert }: { alert: Alert }) {
  const nowMs = useNow(1_000);
  const { timeZone } = useZone();
  return <StatusChip vocabulary="alert" value={alert.state} detail={detailOf(alert, { nowMs, timeZone })} />;
}

function detailOf(alert: Alert, view: { nowMs: number; timeZone: string }): string | undefined {
  if (alert.state === 'open') return formatDuration(Math.max(0, view.nowMs - alert.openedAtMs), 'whole');
  if (alert.state !== 'snoozed') return undefined;
  if (alert.untilLevel !== null) return `until ${alert.untilLevel} %`;
  return alert.untilMs === null ? undefined : `until ${formatRecent(alert.untilMs, view)}`;
}
