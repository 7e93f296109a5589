'use client';

import Link from 'next/link';
import { type MouseEvent, type ReactNode, useRef } from 'react';

import { cn } from './cn';
import { Skeleton } from './skeleton';
import { type Column, columnClass, DataTableHead, type TableEdge } from './table-column';
import { useRowClicks } from './use-row-clicks';

interface DataTableProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Where a row leads, if anywhere; the column marked `link` holds the `<a>`, which covers the row. */
  href?: ((row: R) => string | undefined) | undefined;
  /** Opens a row in place (a sheet) on a plain click; with a modifier the link works as a link. */
  onOpen?: ((row: R) => void) | undefined;
  selectedKey?: string | null | undefined;
  /** 30 instead of 36 px. */
  compact?: boolean | undefined;
  /** Left and right padding: `page` 24 px, `list` 16 px (beside facets), `none`. */
  edge?: TableEdge | undefined;
  className?: string | undefined;
}

/** Rows of the same kind; below 720 px each becomes a card of two lines. The parent scrolls, the heads stay. */
export function DataTable<R>({ label, columns, rows, rowKey, selectedKey, edge = 'page', ...rest }: DataTableProps<R>) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowClicks(body);
  return (
    <table
      aria-label={label}
      className={cn(
        'w-full table-fixed border-separate border-spacing-0 text-body narrow max-phone:block',
        rest.className,
      )}
    >
      <DataTableHead columns={columns} edge={edge} />
      <tbody ref={body} className="max-phone:block">
        {rows.map((row) => {
          const key = rowKey(row);
          const isSelected = selectedKey === key;
          return (
            <tr key={key} data-row={key} data-card="" className={rowClass(isSelected)}>
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column, edge, rest.compact ?? false, isSelected)}>
                  <Cell
                    column={column}
                    row={row}
                    href={rest.href?.(row)}
                    isSelected={isSelected}
                    onOpen={rest.onOpen}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface CellProps<R> {
  column: Column<R>;
  row: R;
  href: string | undefined;
  isSelected: boolean;
  onOpen: ((row: R) => void) | undefined;
}

function Cell<R>({ column, row, href, isSelected, onOpen }: CellProps<R>) {
  const content = column.render(row);
  if (!column.link || href === undefined) return <CellBox column={column}>{content}</CellBox>;
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(row);
  };
  return (
    <CellBox column={column}>
      <Link
        href={href}
        prefetch={false}
        scroll={onOpen === undefined}
        data-row-link=""
        aria-current={isSelected ? 'true' : undefined}
        onClick={onClick}
        className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        {content}
      </Link>
    </CellBox>
  );
}

function CellBox<R>({ column, children }: { column: Column<R>; children: ReactNode }) {
  return <div className={cn('truncate', column.align === 'right' && 'phone:text-right')}>{children}</div>;
}

function rowClass(isSelected: boolean): string {
  return cn(
    'quick relative max-phone:grid max-phone:min-h-15 max-phone:grid-cols-[minmax(0,auto)_minmax(0,1fr)_auto] max-phone:content-center max-phone:gap-x-1 max-phone:border-b max-phone:py-2 max-phone:pr-3 max-phone:pl-3 max-phone:has-[[data-card-icon]]:pl-[42px]',
    // The row's link lies over everything; what reacts on its own, or has a title to show, stands above it.
    '[&_[title]]:relative [&_[title]]:z-1 [&_a:not([data-row-link])]:relative [&_a:not([data-row-link])]:z-1 [&_button]:relative [&_button]:z-1 [&_label]:relative [&_label]:z-1',
    isSelected ? 'bg-select' : 'hover:bg-hover',
  );
}

function cellClass<R>(column: Column<R>, edge: TableEdge, compact: boolean, isSelected: boolean): string {
  return cn(
    'border-b align-middle max-phone:h-auto max-phone:w-auto! max-phone:border-b-0',
    compact ? 'h-[30px]' : 'h-9',
    columnClass(column, edge),
    isSelected && 'first:shadow-[inset_2px_0_var(--petrol)] max-phone:first:shadow-none',
    cardPlace[column.card ?? 'hidden'],
  );
}

// Names and lines give way to what is never cut: the time and the status.
const cardPlace: Record<NonNullable<Column<unknown>['card']>, string> = {
  title: 'max-phone:min-w-0 max-phone:col-[1/3] max-phone:row-1 max-phone:font-medium',
  time: 'max-phone:col-3 max-phone:row-1 max-phone:text-right',
  line: 'max-phone:min-w-0 max-phone:col-1 max-phone:row-2 max-phone:text-small max-phone:text-ink-2',
  line2:
    "max-phone:min-w-0 max-phone:col-2 max-phone:row-2 max-phone:text-small max-phone:text-ink-2 max-phone:[&>div:not(:empty)]:before:content-['·_']",
  status: 'max-phone:col-3 max-phone:row-2 max-phone:justify-self-end',
  hidden: 'max-phone:hidden',
};

interface DataTableSkeletonProps<R> {
  columns: readonly Column<R>[];
  rows?: number | undefined;
  edge?: TableEdge | undefined;
}

const widths = ['72%', '88%', '64%', '80%', '56%'];

/** The real heads, and bars where the rows will be. */
export function DataTableSkeleton<R>({ columns, rows = 8, edge = 'page' }: DataTableSkeletonProps<R>) {
  return (
    <table
      aria-hidden="true"
      className="w-full table-fixed border-separate border-spacing-0 text-body narrow max-phone:block"
    >
      <DataTableHead columns={columns} edge={edge} />
      <tbody className="max-phone:block">
        {Array.from({ length: rows }, (_, index) => (
          <tr key={index} className={rowClass(false)}>
            {columns.map((column, place) => (
              <td key={column.key} className={cellClass(column, edge, false, false)}>
                <Skeleton width={widths[(index + place) % widths.length]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
