'use client';

import { Inbox } from 'lucide-react';

import { SparkBars } from '@/components/charts/spark-bars';
import { Chip } from '@/components/ui/chip';
import { DayTime } from '@/components/ui/day-time';
import { useNow } from '@/components/ui/now';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextLink } from '@/components/ui/text-link';
import { type ConnectorRow } from '@/lib/connectors/connector-answers';
import { isLate, sumHours, targetOf, waitingOf } from '@/lib/connectors/connector-words';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted, formatDuration } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { KindIcon } from './connector-kind';
import { ConnectorStateChip } from './connector-state';

/** Columns of the connectors; what is less urgent hides first on narrow screens. */
export const connectorColumns: readonly Column<ConnectorRow>[] = [
  {
    key: 'state',
    header: 'State',
    className: 'w-[176px] max-phone:w-auto',
    card: 'status',
    render: (connector) => <ConnectorStateChip connector={connector} />,
  },
  {
    key: 'name',
    header: 'Connector',
    link: true,
    card: 'title',
    render: ({ name, kind }) => (
      <span className="flex min-w-0 items-center gap-2">
        <KindIcon kind={kind} />
        <span className="truncate font-medium" title={visibleText(name)}>
          <OutsideText>{name}</OutsideText>
        </span>
      </span>
    ),
  },
  {
    key: 'target',
    header: 'Target',
    className: 'max-rail:hidden',
    render: ({ config }) => (
      <span title={visibleText(config.kind === 'webhook' ? config.url : targetOf(config))}>
        <OutsideText>{targetOf(config)}</OutsideText>
      </span>
    ),
  },
  {
    key: 'behind',
    header: 'Events behind',
    align: 'right',
    className: 'w-[100px] max-wide:hidden',
    render: ({ eventsBehind }) => <Figure value={eventsBehind} />,
  },
  {
    key: 'waiting',
    header: 'Waiting',
    align: 'right',
    className: 'w-[76px] max-phone:w-auto',
    card: 'line',
    render: (connector) => <Waiting connector={connector} />,
  },
  {
    key: 'oldest',
    header: 'Oldest',
    align: 'right',
    className: 'w-[108px]',
    render: (connector) => <Oldest connector={connector} />,
  },
  {
    key: 'pushed',
    header: 'Pushed in 24 h',
    className: 'w-[232px] pl-5! max-wide:w-[104px]',
    render: (connector) => <Pushed connector={connector} />,
  },
  {
    key: 'reviews',
    header: 'Reviews',
    className: 'w-[120px] pl-5! max-rail:w-[96px]',
    render: ({ id, lanes }) => <Reviews id={id} count={lanes.review} />,
  },
  {
    key: 'last',
    header: 'Last push',
    align: 'right',
    className: 'w-[108px] phone:max-rail:hidden max-phone:w-auto',
    card: 'time',
    render: ({ lastTakenMs }) => <DayTime ms={lastTakenMs} />,
  },
];

function Figure({ value }: { value: number }) {
  return <span className={value === 0 ? 'text-ink-3' : 'font-medium'}>{formatCount(value)}</span>;
}

function Waiting({ connector }: { connector: ConnectorRow }) {
  const waiting = waitingOf(connector.lanes);
  return (
    <span title={`${formatCounted(waiting, 'user')} waiting`}>
      <Figure value={waiting} />
      <span className="phone:hidden">
        {' waiting'}
        {connector.oldestWaitingMs === null ? null : (
          <>
            {' · oldest '}
            <Oldest connector={connector} />
          </>
        )}
      </span>
    </span>
  );
}

function Oldest({ connector: { oldestWaitingMs } }: { connector: ConnectorRow }) {
  const nowMs = useNow(1_000);
  if (oldestWaitingMs === null) return <span className="text-ink-3">–</span>;
  return (
    <span className={isLate(oldestWaitingMs, nowMs) ? 'font-medium text-warn' : undefined}>
      {formatDuration(Math.max(0, nowMs - oldestWaitingMs), 'whole')}
    </span>
  );
}

function Pushed({ connector: { hours } }: { connector: ConnectorRow }) {
  const { pushed, failed } = sumHours(hours);
  return (
    <span className="flex items-center gap-3">
      <span className="max-wide:hidden">
        <SparkBars
          label={`${formatCount(pushed)} pushed and ${formatCount(failed)} failed in 24 hours`}
          values={hours.map((hour) => hour.pushed)}
          errors={hours.map((hour) => hour.failed)}
        />
      </span>
      <span className="flex-1 text-right">{formatCount(pushed)}</span>
    </span>
  );
}

function Reviews({ id, count }: { id: number; count: number }) {
  if (count === 0) return <span className="text-ink-3">none</span>;
  return (
    <TextLink href={paths.connectorReviews(id)} prefetch={false}>
      <Chip icon={Inbox} tone="warn" filled>
        {formatCounted(count, 'review')}
      </Chip>
    </TextLink>
  );
}
