'use client';

import Link from 'next/link';
import { type MouseEvent, type ReactNode } from 'react';

import { DayTime } from '@/components/ui/day-time';
import { EventType, EventTypeIcon } from '@/components/parts/event-type';
import { TextLink } from '@/components/ui/text-link';
import { OutsideText } from '../ui/outside-text';
import { paths } from '@/lib/paths';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { attemptsText, deliveryKey, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';
import { isolatedText, visibleText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

import { ArrivedCell } from './arrived-cell';
import { DeliveryAttempts } from './delivery-attempts';
import { type ColumnKey, deliveryColumns, lineClass, type TableKind } from './delivery-columns';
import { DeliveryState } from './delivery-state';
import { RetryButton } from './retry-button';
import { RowCheckbox } from './row-checkbox';
import { useDeliverySearch } from './use-delivery-search';
import { useRowSelection } from './use-selection';

interface DeliveryTableRowProps {
  kind: TableKind;
  row: DeliverySummary;
  stream: DeliveryStreamFacts | undefined;
}

/** One failed delivery: one link over the whole row, which shows or hides its attempts below it. */
export function DeliveryTableRow({ kind, row, stream }: DeliveryTableRowProps) {
  const { search } = useDeliverySearch();
  const selection = useRowSelection();
  const isOpen = search.open === deliveryKey(row);
  const isMarked = isOpen || selection?.has(deliveryKey(row)) === true;
  const cells = cellsOf(row, stream, { isOpen, isSelectable: selection !== null });
  return (
    <>
      <div
        role="row"
        data-row={deliveryKey(row)}
        className={`${lineClass(kind, selection !== null)} relative min-h-9 border-b py-1 quick max-phone:min-h-15 max-phone:py-2 ${isMarked ? 'bg-select shadow-[inset_2px_0_var(--petrol)]' : 'hover:bg-hover'}`}
      >
        {selection === null ? null : <RowCheckbox row={row} selection={selection} />}
        {deliveryColumns[kind].map(({ key, className }) => (
          <div key={key} role="cell" className={`min-w-0 ${className}`}>
            {cells[key]}
          </div>
        ))}
        <RowNote row={row} />
      </div>
      {isOpen ? <DeliveryAttempts row={row} stream={stream} kind={kind} /> : null}
    </>
  );
}

function cellsOf(
  row: DeliverySummary,
  stream: DeliveryStreamFacts | undefined,
  { isOpen, isSelectable }: { isOpen: boolean; isSelectable: boolean },
): Record<ColumnKey, ReactNode> {
  const error = row.errorMessage === null ? undefined : visibleText(row.errorMessage);
  return {
    failed: <DayTime ms={row.firstFailedAtMs} />,
    type: <TypeCell type={row.eventType} isSelectable={isSelectable} />,
    subject: <SubjectLink row={row} isOpen={isOpen} />,
    stream: (
      <TextLink
        href={paths.stream(row.streamId)}
        title={visibleText(stream?.name ?? row.streamId)}
        className="relative z-1 block truncate text-ink-2 hover:text-accent"
      >
        <OutsideText>{stream?.name ?? row.streamId}</OutsideText>
      </TextLink>
    ),
    cause: <span title={error}>{row.cause.status ?? row.cause.kind}</span>,
    attempts: (
      <span title={error} className="relative z-1 block truncate text-ink-2">
        {attemptsText(row)}
      </span>
    ),
    last: <DayTime ms={row.lastAttemptAtMs} />,
    state: (
      <div className="flex">
        <DeliveryState row={row} />
      </div>
    ),
    arrived: <ArrivedCell row={row} pointsHere={stream?.pointsHere ?? null} />,
    act: (
      <div className="flex justify-end">
        <RetryButton row={row} />
      </div>
    ),
  };
}

function TypeCell({ type, isSelectable }: { type: string; isSelectable: boolean }) {
  return (
    <>
      <span className="max-phone:hidden">
        <EventType type={type} />
      </span>
      <EventTypeIcon
        type={type}
        className={`absolute top-3.5 phone:hidden ${isSelectable ? 'left-[42px]' : 'left-3'}`}
      />
    </>
  );
}

function SubjectLink({ row, isOpen }: { row: DeliverySummary; isOpen: boolean }) {
  const { hrefWith, set } = useDeliverySearch();
  const next = { open: isOpen ? null : deliveryKey(row) };
  const subject = subjectOf(row);
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    set(next);
  };
  return (
    <Link
      href={hrefWith(next)}
      prefetch={false}
      scroll={false}
      data-row-link=""
      aria-expanded={isOpen}
      aria-label={`${isolatedText(row.eventType)}, ${isolatedText(subject)}, attempts`}
      title={visibleText(subject)}
      onClick={onClick}
      className="block truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent max-phone:font-medium"
    >
      <OutsideText>{subject}</OutsideText>
    </Link>
  );
}

/** A second line where the chip alone would leave a question: why it failed again, where it has gone. */
function RowNote({ row: { state, errorMessage } }: { row: DeliverySummary }) {
  if (state === 'gone') return <NoteLine>no longer listed by Auth0</NoteLine>;
  if (state !== 'failed_again' || errorMessage === null) return null;
  return (
    <NoteLine>
      <code title={visibleText(errorMessage)} className="relative z-1 text-mono text-bad">
        <OutsideText>{errorMessage}</OutsideText>
      </code>
    </NoteLine>
  );
}

function NoteLine({ children }: { children: ReactNode }) {
  return (
    <div role="cell" className="col-span-full min-w-0 truncate pb-1 text-small text-ink-2 phone:col-[2/-1]">
      {children}
    </div>
  );
}
