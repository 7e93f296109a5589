import { OutcomeChip } from '@/components/parts/status-chip';
import { type BurstRow } from '@/components/test-events/use-test-burst';
import { DataTable } from '@/components/ui/data-table';
import { Id } from '@/components/ui/id';
import { type Column } from '@/components/ui/table-column';
import { paths } from '@/lib/paths';
import { percentile } from '@/lib/streams/stream-view';
import { formatCounted, formatDuration } from '@/lib/text/format';

interface TestBurstTableProps {
  rows: readonly BurstRow[];
  /** Why there are fewer than asked for. */
  failure: string | null;
  /** False for a stream that posts elsewhere: then nothing is seen of an arrival. */
  pointsHere: boolean;
}

/** What became of each test event of a burst. */
export function TestBurstTable({ rows, failure, pointsHere }: TestBurstTableProps) {
  return (
    <div className="mt-4 max-w-[860px]">
      <p role="status" className="text-body font-medium">
        {summary(rows, pointsHere)}
      </p>
      {failure === null ? null : <p className="text-body text-bad">{failure}</p>}
      <div className="mt-2 max-h-[312px] overflow-y-auto">
        <DataTable
          label="Test events of the burst"
          edge="none"
          compact
          columns={pointsHere ? columns : columns.slice(0, 2)}
          rows={rows}
          rowKey={({ eventId }) => eventId}
          href={({ eventId, arrivedMs }) => (arrivedMs === null ? undefined : paths.event(eventId))}
        />
      </div>
    </div>
  );
}

/** "18 of 20 arrived, half of them within 0.6 s, the slowest after 1.4 s". */
function summary(rows: readonly BurstRow[], pointsHere: boolean): string {
  if (!pointsHere) return `Auth0 accepted ${formatCounted(rows.length, 'test event')}.`;
  const spans = rows.flatMap(({ arrivedMs }) => arrivedMs ?? []).toSorted((a, b) => a - b);
  const arrived = `${spans.length} of ${rows.length} arrived`;
  if (spans.length === 0) return arrived;
  const half = formatDuration(percentile(spans, 0.5));
  return `${arrived}, half of them within ${half}, the slowest after ${formatDuration(spans.at(-1) ?? 0)}`;
}

const columns: Column<BurstRow>[] = [
  {
    key: 'id',
    header: 'Event',
    card: 'title',
    link: true,
    render: ({ eventId }) => <Id value={eventId} what="event id" />,
  },
  {
    key: 'accepted',
    header: 'Accepted after',
    align: 'right',
    className: 'w-[120px]',
    card: 'line',
    render: ({ acceptedMs }) => formatDuration(acceptedMs),
  },
  {
    key: 'arrived',
    header: 'Arrived after',
    align: 'right',
    className: 'w-[120px]',
    card: 'time',
    render: ({ arrivedMs }) => (arrivedMs === null ? 'not yet' : formatDuration(arrivedMs)),
  },
  {
    key: 'outcome',
    header: 'Recorded',
    className: 'w-[140px] pl-5',
    card: 'status',
    render: ({ track }) => {
      const outcome = track?.outcome ?? null;
      return outcome === null ? '–' : <OutcomeChip outcome={outcome} />;
    },
  },
];
