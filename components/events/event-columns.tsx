import { type EventSummary } from '@/lib/events/event-record';
import { changedText } from '@/lib/events/changed-text';
import { dayKey, formatCounted, formatDayMonth, truncateMiddle } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { Avatar } from '../ui/avatar';
import { cn } from '../ui/cn';
import { EventType } from '../parts/event-type';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { OutcomeChip } from '../parts/status-chip';
import { type Column } from '../ui/table-column';
import { Duration, Time } from '../ui/time';

/** What the columns need to know beside a row. */
interface ColumnWorld {
  /** With a sheet beside the list there is less room. */
  isNarrow: boolean;
  nameOf: (streamId: string) => string;
  timeZone: string;
  /** Day of the newest moment, as `dayKey`; rows of another day show theirs. */
  today: string;
  /** Some row is of another day. */
  showsDays: boolean;
  /** Some row's outcome needs the width of two chips. */
  hasLongOutcome: boolean;
}

/** Longer than this many milliseconds between event and arrival is worth a colour. */
const slowMs = 30_000;

/** The columns of the list of events, in the order of the pictures: time, type, subject, change, then the rest. */
export function eventColumns(world: ColumnWorld): Column<EventSummary>[] {
  const beside = world.isNarrow ? 'max-huge:hidden' : 'max-rail:hidden';
  return [
    {
      key: 'received',
      header: 'Received',
      className: world.showsDays ? 'w-[142px]' : 'w-[96px]',
      card: 'time',
      render: (event) => <Received event={event} world={world} />,
    },
    {
      key: 'type',
      header: 'Type',
      className: 'w-[196px]',
      card: 'line',
      render: (event) => <EventType type={event.type} />,
    },
    { key: 'subject', header: 'Subject', link: true, card: 'title', render: (event) => <Subject event={event} /> },
    {
      key: 'changed',
      header: 'Changed',
      className: 'w-[13%]',
      card: 'line2',
      render: (event) => <Changed event={event} />,
    },
    {
      key: 'stream',
      header: 'Event stream',
      className: cn('w-[142px]', beside),
      render: (event) => <Stream event={event} nameOf={world.nameOf} />,
    },
    {
      key: 'outcome',
      header: 'Outcome',
      className: world.hasLongOutcome ? 'w-[216px]' : 'w-[144px]',
      card: 'status',
      render: (event) => <Outcome event={event} />,
    },
    {
      key: 'lag',
      header: 'Lag',
      align: 'right',
      className: cn('w-[80px]', beside, world.isNarrow ? 'pr-6' : 'max-wide:w-[100px] max-wide:pr-6'),
      render: (event) => <Lag event={event} />,
    },
    {
      key: 'id',
      header: 'Id',
      className: cn('w-[170px] pl-5', world.isNarrow ? 'hidden' : 'max-wide:hidden'),
      render: (event) => <EventId event={event} />,
    },
  ];
}

function Received({ event, world }: { event: EventSummary; world: ColumnWorld }) {
  const { timeZone, today } = world;
  const isToday = dayKey(event.receivedAtMs, timeZone) === today;
  return (
    <>
      {isToday ? null : (
        <span className="mr-1.5 text-small text-ink-3">{formatDayMonth(event.receivedAtMs, timeZone)}</span>
      )}
      <Time ms={event.receivedAtMs} className="text-ink-2" />
    </>
  );
}

function Subject({ event }: { event: EventSummary }) {
  const label = event.subjectLabel ?? (event.subjectId === null ? null : truncateMiddle(event.subjectId));
  return (
    <>
      <Avatar name={label ?? '?'} size={20} className="mr-2 align-top max-wide:hidden" />
      <span
        title={visibleText(event.subjectLabel ?? event.subjectId ?? '') || undefined}
        className={label === null ? 'text-ink-3' : undefined}
      >
        {label === null ? 'no subject' : <OutsideText>{label}</OutsideText>}
      </span>
      {/* Held by a box within the cell, so that the unseen word is cut off with the rest and makes nothing wider. */}
      <span className="relative">
        <span className="sr-only">, {visibleText(event.type)}</span>
      </span>
    </>
  );
}

function Changed({ event }: { event: EventSummary }) {
  const { text, quiet } = changedText(event);
  return (
    <span title={visibleText(text)} className={quiet ? 'text-ink-3' : 'text-ink-2'}>
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

function Stream({ event, nameOf }: { event: EventSummary; nameOf: (id: string) => string }) {
  if (event.streamId === null) return <span className="text-ink-3">none named</span>;
  return (
    <span title={visibleText(event.streamId)}>
      <OutsideText>{nameOf(event.streamId)}</OutsideText>
    </span>
  );
}

function Outcome({ event }: { event: EventSummary }) {
  return (
    <span
      className="inline-flex items-center gap-2 align-middle"
      title={event.outcomeReason === null ? undefined : visibleText(event.outcomeReason)}
    >
      <OutcomeChip outcome={event.outcome} rowChanged={event.rowChanged} />
      {event.receiptCount > 1 ? (
        <span className={cn('text-small', event.conflictCount > 0 ? 'text-warn' : 'text-ink-3')}>
          {formatCounted(event.receiptCount, 'receipt')}
        </span>
      ) : null}
    </span>
  );
}

function Lag({ event }: { event: EventSummary }) {
  if (event.timeMs === null) return <span className="text-ink-3">unknown</span>;
  const lagMs = Math.max(0, event.receivedAtMs - event.timeMs);
  return <Duration ms={lagMs} className={lagMs > slowMs ? 'text-warn' : undefined} />;
}

function EventId({ event }: { event: EventSummary }) {
  return (
    <Id
      value={event.id}
      what="event id"
      max={13}
      isTabStop={false}
      className="[&_button]:opacity-0 [&_button:focus-visible]:opacity-100 [tr:hover_&_button]:opacity-100"
    />
  );
}
