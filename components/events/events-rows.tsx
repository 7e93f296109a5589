'use client';

import { useRouter } from 'next/navigation';
import { type EventPage, type EventSummary } from '@/lib/events/event-record';
import { dayKey } from '@/lib/text/format';
import { toApiError } from '../data/api';
import { DataTable, DataTableSkeleton } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { useNow } from '../ui/now';
import { type Column } from '../ui/table-column';
import { useZone } from '../ui/zone';
import { eventColumns } from './event-columns';
import { EventsNoMatch } from './events-no-match';
import { EventsPaging } from './events-paging';
import { type useEventList } from './use-event-list';
import { type EventSearchState } from './use-event-search';
import { type useOpenEvent } from './use-open-event';
import { useStreamNames } from './use-stream-names';
import { minuteMs } from '@/lib/spans';

interface EventsRowsProps {
  state: EventSearchState;
  list: ReturnType<typeof useEventList>;
  opened: ReturnType<typeof useOpenEvent>;
  goTo: EventSearchState['goTo'];
  sampleCommand: string;
}

/** Beside the list there is room for a sheet from this width on; below it a row opens the page. */
const sheetQuery = '(min-width: 1280px)';

/** The list itself with its four states: loading, empty, no match, failed. Only the rows scroll. */
export function EventsRows({ state, list, opened, goTo, sampleCommand }: EventsRowsProps) {
  const { data: page, error, dataUpdatedAt, refetch } = list.shown;
  const columns = useColumns(page?.items ?? [], opened.openId !== null);
  const retry = () => void refetch();
  const failure = error === null ? null : toApiError(error);
  if (failure && !page) return <FailedState what="The list of events" error={failure} onRetry={retry} />;
  return (
    <>
      {failure ? (
        <FailedBanner what="The list of events" error={failure} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      <div className="relative min-h-0 flex-1 scroll-pt-8 phone:overflow-y-auto">
        <span data-top-mark="" aria-hidden="true" className="absolute top-0 h-px w-px" />
        {page ? (
          <Rows page={page} columns={columns} opened={opened} />
        ) : (
          <DataTableSkeleton columns={columns} rows={14} />
        )}
        {page?.items.length === 0 ? <NoRows page={page} state={state} sampleCommand={sampleCommand} /> : null}
        {page ? <EventsPaging page={page} search={state.search} isPaged={list.isPaged} goTo={goTo} /> : null}
      </div>
    </>
  );
}

function useColumns(rows: readonly EventSummary[], isNarrow: boolean): Column<EventSummary>[] {
  const { timeZone } = useZone();
  const { nameOf } = useStreamNames();
  const today = dayKey(useNow(minuteMs), timeZone);
  const showsDays = rows.some((row) => dayKey(row.receivedAtMs, timeZone) !== today);
  const hasLongOutcome = rows.some((row) => row.receiptCount > 1 && row.outcome === 'late' && row.rowChanged);
  return eventColumns({ isNarrow, nameOf, timeZone, today, showsDays, hasLongOutcome });
}

interface RowsProps {
  page: EventPage;
  columns: Column<EventSummary>[];
  opened: EventsRowsProps['opened'];
}

function Rows({ page, columns, opened }: RowsProps) {
  const router = useRouter();
  const openRow = ({ id }: EventSummary) => {
    if (!window.matchMedia(sheetQuery).matches) router.push(opened.hrefOf(id));
    else if (opened.openId === null) opened.open(id);
    else opened.move(id);
  };
  return (
    <DataTable
      label="Events"
      columns={columns}
      rows={page.items}
      rowKey={(event) => event.id}
      href={(event) => opened.hrefOf(event.id)}
      onOpen={openRow}
      selectedKey={opened.openId}
    />
  );
}

function NoRows({
  page,
  state,
  sampleCommand,
}: Pick<EventsRowsProps, 'state' | 'sampleCommand'> & { page: EventPage }) {
  if (page.total.value > 0) return <EventsNoMatch state={state} />;
  return (
    <EmptyState
      title="Waiting for the first event"
      body="Send one from an event stream, or post a sample. New events appear here at once."
      command={{ code: sampleCommand, what: 'command' }}
    />
  );
}
