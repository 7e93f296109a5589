'use client';

import { EventType } from '@/components/parts/event-type';
import { StatusChip } from '@/components/parts/status-chip';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextLink } from '@/components/ui/text-link';
import { callWords } from '@/lib/connectors/call-words';
import { type CallRow } from '@/lib/connectors/connector-answers';
import { subjectHref } from '@/lib/connectors/connector-words';
import { formatLatency, truncateMiddle } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { CallAnswer } from './call-answer';

export const callKey = ({ seq }: CallRow) => String(seq);

/** The event that was carried on; the user where all changes were. */
export const callHref = ({ eventId, laneKey }: CallRow) =>
  subjectHref(eventId === null ? { key: laneKey, isEvent: false } : { key: eventId, isEvent: true });

/** Columns of the requests; each row leads to its event. */
export const callColumns: readonly Column<CallRow>[] = [
  {
    key: 'time',
    header: 'Time',
    className: 'w-[112px] max-phone:w-auto',
    card: 'time',
    render: ({ atMs }) => <DayTime ms={atMs} />,
  },
  {
    key: 'user',
    header: 'User',
    className: 'phone:max-rail:hidden',
    card: 'line2',
    render: (call) => <User call={call} />,
  },
  {
    key: 'event',
    header: 'Request',
    link: true,
    className: 'w-[190px] max-wide:w-[160px] max-phone:w-auto',
    card: 'title',
    render: (call) => <Request call={call} />,
  },
  {
    key: 'result',
    header: 'Result',
    className: 'w-[96px] max-phone:w-auto',
    card: 'status',
    render: ({ result }) => <StatusChip vocabulary="call" value={result} />,
  },
  {
    key: 'status',
    header: 'Status',
    className: 'w-[84px] max-phone:w-auto',
    card: 'line',
    render: (call) => <Status call={call} />,
  },
  {
    key: 'took',
    header: 'Took',
    align: 'right',
    className: 'w-[76px] max-phone:hidden',
    render: ({ tookMs, result }) => (
      <span className="text-ink-2">{result === 'skipped' ? '–' : formatLatency(tookMs)}</span>
    ),
  },
  {
    key: 'excerpt',
    header: 'Answer',
    className: 'pl-5! max-rail:hidden',
    render: (call) => <CallAnswer call={call} />,
  },
];

function Status({ call }: { call: CallRow }) {
  const { status, result, eventId } = call;
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      {status === null ? (
        <span className="text-ink-3">{result === 'skipped' || eventId === null ? '–' : 'no answer'}</span>
      ) : (
        <span className="text-mono">{status}</span>
      )}
      <span className="min-w-0 phone:hidden">
        <CallAnswer call={call} word="Answer" />
      </span>
    </span>
  );
}

/** The event that was sent, or what was done with which values of a record. */
function Request({ call }: { call: CallRow }) {
  const { eventType, act, targets } = call;
  if (eventType !== null) return <EventType type={eventType} />;
  if (act === 'write' || act === 'post') return <span className="text-ink-2">all changes</span>;
  return (
    <span title={targets === null ? undefined : visibleText(targets.join(', '))}>
      <OutsideText>{callWords(call)}</OutsideText>
    </span>
  );
}

/** A lane without a subject is called like its event. */
function User({ call: { laneKey, eventId, name } }: { call: CallRow }) {
  if (laneKey === eventId) return <span className="text-ink-3">no subject</span>;
  return (
    <TextLink
      href={subjectHref({ key: laneKey, isEvent: false })}
      prefetch={false}
      title={visibleText(laneKey)}
      className={name === null ? 'text-mono' : undefined}
    >
      <OutsideText>{name ?? truncateMiddle(laneKey, 19)}</OutsideText>
    </TextLink>
  );
}
