'use client';

import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextLink } from '@/components/ui/text-link';
import { type Lane } from '@/lib/connectors/connector';
import { reasonTitles } from '@/lib/connectors/review-words';
import { paths } from '@/lib/paths';
import { formatCount, truncateMiddle } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { LaneStateChip } from './connector-state';
import { LaneActs } from './lane-acts';

const lanes: readonly Column<Lane>[] = [
  {
    key: 'user',
    header: 'User',
    link: true,
    card: 'title',
    render: (lane) => <Subject lane={lane} />,
  },
  {
    key: 'state',
    header: 'State',
    className: 'w-[176px] max-phone:w-auto',
    card: 'status',
    render: (lane) => <LaneStateChip lane={lane} />,
  },
  {
    key: 'since',
    header: 'Waiting since',
    className: 'w-[124px] max-rail:hidden',
    render: ({ waitingSinceMs }) => <DayTime ms={waitingSinceMs} />,
  },
  {
    key: 'attempts',
    header: 'Attempts',
    align: 'right',
    className: 'w-[72px] max-rail:hidden',
    render: ({ attempts }) => (
      <span className={attempts === 0 ? 'text-ink-3' : 'font-medium'}>{formatCount(attempts)}</span>
    ),
  },
  {
    key: 'error',
    header: 'Error',
    className: 'pl-5!',
    card: 'line',
    render: ({ error, reason }) => <Failure text={error ?? (reason === null ? null : reasonTitles[reason])} />,
  },
  {
    key: 'pushed',
    header: 'Last push',
    className: 'w-[112px] max-wide:hidden',
    render: ({ pushedAtMs }) => <DayTime ms={pushedAtMs} />,
  },
];

/** Columns of the users of a connector; each row leads to its user. */
export function laneColumns(connectorId: number, mayAct: boolean): readonly Column<Lane>[] {
  const acts: Column<Lane> = {
    key: 'acts',
    header: <span className="sr-only">Acts</span>,
    align: 'right',
    className: mayAct ? 'w-[204px] max-phone:w-auto' : 'w-[80px] max-phone:w-auto',
    card: 'time',
    render: (lane) => (
      <span className="inline-flex items-center gap-4">
        {mayAct ? <LaneActs connectorId={connectorId} lane={lane} /> : null}
        <TextLink
          href={paths.connectorCallsOf(connectorId, lane.key)}
          prefetch={false}
          aria-label={`Calls of ${visibleText(lane.key)}`}
          className="font-medium"
        >
          Calls
        </TextLink>
      </span>
    ),
  };
  return [...lanes, acts];
}

function Failure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <span title={visibleText(text)} className="text-ink-2">
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

function Subject({ lane: { key, isEvent } }: { lane: Lane }) {
  return (
    <span title={visibleText(key)} className="text-mono">
      <OutsideText className="max-phone:hidden">{truncateMiddle(key, 36)}</OutsideText>
      <OutsideText className="phone:hidden">{truncateMiddle(key, 22)}</OutsideText>
      {isEvent ? <span className="font-sans text-small text-ink-3"> no subject</span> : null}
    </span>
  );
}
