import { Sparkline } from '@/components/charts/sparkline';
import { Staff } from '@/components/charts/staff';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted, formatPercent } from '@/lib/text/format';
import { isolatedText, visibleText } from '@/lib/text/outside-text';
import { budgetUsed } from '@/lib/streams/failure-budget';
import { destinationKind, type StreamListItem } from '@/lib/streams/stream-view';

import { StreamStatus } from './stream-status';
import { ThisApp } from './this-app';

/** Columns of the event streams; what is less urgent hides first on narrow screens. */
export const streamColumns: readonly Column<StreamListItem>[] = [
  {
    key: 'status',
    header: 'Status',
    className: 'w-[148px]',
    card: 'status',
    render: (stream) => <StreamStatus stream={stream} />,
  },
  {
    key: 'name',
    header: 'Event stream',
    link: true,
    card: 'title',
    render: (stream) => <StreamName stream={stream} />,
  },
  {
    key: 'destination',
    header: 'Destination',
    card: 'line2',
    render: (stream) => <Destination stream={stream} />,
  },
  {
    key: 'subscriptions',
    header: 'Subscriptions',
    className: 'w-[96px] max-rail:hidden',
    align: 'right',
    render: ({ subscriptions }) => (
      <span title={subscriptions.map(visibleText).join('\n')}>{formatCount(subscriptions.length)}</span>
    ),
  },
  {
    key: 'received',
    header: 'Received in 24 h',
    className: 'w-[156px] pl-5! max-rail:w-[84px]',
    render: (stream) => <Received stream={stream} />,
  },
  {
    key: 'failed',
    header: 'Failed now',
    className: 'w-[80px]',
    align: 'right',
    card: 'line',
    render: (stream) => <FailedNow stream={stream} />,
  },
  {
    key: 'budget',
    header: 'Failure budget',
    className: 'w-[140px] pl-5! max-wide:hidden',
    render: (stream) => <Budget stream={stream} />,
  },
  {
    key: 'last',
    header: 'Last received',
    className: 'w-[116px] pl-5! phone:max-rail:hidden',
    card: 'time',
    render: (stream) => <LastReceived stream={stream} />,
  },
  {
    key: 'updated',
    header: 'Updated',
    className: 'w-[108px] max-wide:hidden',
    render: ({ updatedAt }) => <Updated at={updatedAt} />,
  },
];

function StreamName({ stream }: { stream: StreamListItem }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate font-medium" title={visibleText(stream.name)}>
        <OutsideText>{stream.name}</OutsideText>
      </span>
      {stream.pointsHere ? <ThisApp /> : null}
    </span>
  );
}

/** The kind first, since a host says nothing about it; then where. */
function Destination({ stream }: { stream: StreamListItem }) {
  const kind = destinationKind(stream);
  const { endpoint, summary } = stream.destination;
  const where = summary.startsWith(kind) ? summary.slice(kind.length).trim() : summary;
  return (
    <span title={visibleText(endpoint ?? summary)}>
      <OutsideText>{kind}</OutsideText> <OutsideText className="text-ink-2">{where}</OutsideText>
    </span>
  );
}

function Received({ stream }: { stream: StreamListItem }) {
  const text = `${formatCounted(stream.received, 'event')} received here in 24 hours`;
  return (
    <span className="flex items-center gap-3">
      <span className="max-rail:hidden">
        {stream.received === 0 ? null : (
          <Sparkline label={text} values={stream.receivedHourly} width={72} height={24} />
        )}
      </span>
      <span className="flex-1 text-right">{formatCount(stream.received)}</span>
    </span>
  );
}

function FailedNow({ stream }: { stream: StreamListItem }) {
  if (!stream.failuresKnown) return <span className="text-ink-3">not known</span>;
  if (stream.failedNow === 0) {
    return (
      <span className="text-ink-3">
        0<span className="phone:hidden"> failed</span>
      </span>
    );
  }
  return (
    <TextLink href={paths.deliveriesOfStream(stream.id)} className="font-medium text-bad">
      {formatCount(stream.failedNow)}
      <span className="phone:hidden"> failed</span>
    </TextLink>
  );
}

function Budget({ stream }: { stream: StreamListItem }) {
  if (!stream.failuresKnown) return <span className="text-ink-3">not known</span>;
  const used = Math.min(1, budgetUsed(stream));
  return (
    <span className="flex items-center gap-2.5">
      <span className="w-9 shrink-0 text-right">{formatPercent(used)}</span>
      <span className="w-20">
        <Staff
          label={`Failure budget of ${isolatedText(stream.name)}`}
          value={used * 100}
          max={100}
          valueText={formatPercent(used)}
          height={5}
          ticks={{ every: 10, middle: 50, long: 100 }}
        />
      </span>
    </span>
  );
}

function LastReceived({ stream }: { stream: StreamListItem }) {
  if (stream.lastReceivedAtMs !== null) return <Time ms={stream.lastReceivedAtMs} mode="relative" />;
  if (!stream.pointsHere) return <span className="text-ink-3">elsewhere</span>;
  const isOdd = stream.status === 'enabled';
  return (
    <span
      className={isOdd ? 'text-warn' : 'text-ink-3'}
      title={isOdd ? 'It posts to this app, yet nothing of it has ever arrived here.' : undefined}
    >
      never
    </span>
  );
}

function Updated({ at }: { at: string | null }) {
  const ms = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(ms) ? <span className="text-ink-3">–</span> : <Time ms={ms} mode="date" />;
}
