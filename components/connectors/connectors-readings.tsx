'use client';

import { useNow } from '@/components/ui/now';
import { Reading } from '@/components/ui/page-parts';
import { type ConnectorRow } from '@/lib/connectors/connector-answers';
import { sumHours, waitingOf } from '@/lib/connectors/connector-words';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';

/** All connectors in four figures. */
export function ConnectorsReadings({ connectors }: { connectors: readonly ConnectorRow[] }) {
  const nowMs = useNow(1_000);
  const sum = (valueOf: (row: ConnectorRow) => number) => connectors.reduce((total, row) => total + valueOf(row), 0);
  const day = sumHours(connectors.flatMap(({ hours }) => hours));
  const hour = sumHours(connectors.flatMap(({ hours }) => hours.slice(-1)));
  const oldest = connectors.flatMap(({ oldestWaitingMs }) => oldestWaitingMs ?? []);
  const oldestMs = oldest.length === 0 ? null : Math.max(0, nowMs - Math.min(...oldest));
  const reviews = sum(({ lanes }) => lanes.review);
  return (
    <section
      aria-label="Readings"
      className="grid grid-cols-4 border-b max-rail:grid-cols-2 [&>*]:border-l [&>*:first-child]:border-l-0 max-rail:[&>*:nth-child(n+3)]:border-t max-rail:[&>*:nth-child(odd)]:border-l-0 max-rail:[&>*:nth-child(odd)]:pl-6 max-phone:[&>*:nth-child(odd)]:pl-3"
    >
      <Reading label="Pushed, last 24 h" value={formatCount(day.pushed)} foot={failedText(day.failed)} />
      <Reading label="Pushed, this hour" value={formatCount(hour.pushed)} foot={failedText(hour.failed)} />
      <Reading
        label="Users waiting"
        value={formatCount(sum(({ lanes }) => waitingOf(lanes)))}
        foot={oldestMs === null ? 'all in step' : `oldest ${formatDuration(oldestMs, 'whole')}`}
      />
      <Reading
        label="Reviews"
        value={formatCount(reviews)}
        foot={
          reviews === 0 ? 'nobody waits for a decision' : `${formatCounted(reviews, 'user')} for a person to decide`
        }
      />
    </section>
  );
}

const failedText = (failed: number) =>
  failed === 0 ? 'no request failed' : `${formatCounted(failed, 'request')} failed`;
