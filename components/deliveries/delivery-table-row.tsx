'use client';

import Link from 'next/link';
import { type MouseEvent, type ReactNode } from 'react';

import { DayTime } from '@/components/ui/day-time';
import { EventType, EventTypeIcon } from '@/components/ui/event-type';
import { TextLink } from '@/components/ui/text-link';
import { attemptsText, type DeliveryRow, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';

import { ArrivedCell } from './arrived-cell';
import { DeliveryAttempts } from './delivery-attempts';
import { type ColumnKey, deliveryColumns, lineClass, type TableKind } from './delivery-columns';
import { DeliveryState } from './delivery-state';
import { RetryButton } from './retry-button';
import { useDeliverySearch } from './use-delivery-search';

interface DeliveryTableRowProps {
  kind: TableKind;
  row: DeliveryRow;
  stream: DeliveryStreamFacts | undefined;
}

/** One failed delivery: one link over the whole row, which shows or hides its attempts below it. */
export function DeliveryTableRow({ kind, row, stream }: DeliveryTableRowProps) {
  const { search } = useDeliverySearch();
  const isOpen = search.open === row.eventId;
  const cells = cellsOf(row, stream, isOpen);
  return (
    <>
      <div
        role="row"
        data-row={row.eventId}
        className={`${lineClass(kind)} relative min-h-9 border-b py-1 quick max-phone:min-h-15 max-phone:py-2 ${isOpen ? 'bg-select shadow-[inset_2px_0_var(--petrol)]' : 'hover:bg-hover'}`}
      >
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
  row: DeliveryRow,
  stream: DeliveryStreamFacts | undefined,
  isOpen: boolean,
): Record<ColumnKey, ReactNode> {
  return {
    failed: <DayTime ms={row.firstFailedAtMs} />,
    type: <TypeCell type={row.eventType} />,
    subject: <SubjectLink row={row} isOpen={isOpen} />,
    stream: (
      <TextLink
        href={`/streams/${encodeURIComponent(row.streamId)}`}
        title={stream?.name ?? row.streamId}
        className="relative z-1 block truncate text-ink-2 hover:text-accent"
      >
        {stream?.name ?? row.streamId}
      </TextLink>
    ),
    cause: <span title={row.errorMessage ?? undefined}>{row.cause.status ?? row.cause.kind}</span>,
    attempts: (
      <span title={row.errorMessage ?? undefined} className="relative z-1 block truncate text-ink-2">
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

function TypeCell({ type }: { type: string }) {
  return (
    <>
      <span className="max-phone:hidden">
        <EventType type={type} />
      </span>
      <EventTypeIcon type={type} className="absolute top-3.5 left-3 phone:hidden" />
    </>
  );
}

function SubjectLink({ row, isOpen }: { row: DeliveryRow; isOpen: boolean }) {
  const { hrefWith, set } = useDeliverySearch();
  const next = { open: isOpen ? null : row.eventId };
  const subject = row.subjectLabel ?? row.subjectId ?? row.eventId;
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
      aria-label={`${row.eventType}, ${subject}, attempts`}
      title={subject}
      onClick={onClick}
      className="block truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent max-phone:font-medium"
    >
      {subject}
    </Link>
  );
}

/** A second line where the chip alone would leave a question: why it failed again, where it has gone. */
function RowNote({ row: { state, errorMessage } }: { row: DeliveryRow }) {
  if (state === 'gone') return <NoteLine>no longer listed by Auth0</NoteLine>;
  if (state !== 'failed_again' || errorMessage === null) return null;
  return (
    <NoteLine>
      <code title={errorMessage} className="relative z-1 text-mono text-bad">
        {errorMessage}
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
