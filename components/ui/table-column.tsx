import { type ReactNode } from 'react';

import { cn } from './cn';

export interface Column<R> {
  key: string;
  header: ReactNode;
  render: (row: R) => ReactNode;
  /** Applied to head and cells: width (`w-24`), hiding (`max-wide:hidden`). Without a width the column shares the rest. */
  className?: string | undefined;
  align?: 'right' | undefined;
  /** This cell holds the row's link; one per table. */
  link?: boolean | undefined;
  /**
   * Place in the two-line card of a phone: `title` and `time` above, `line` · `line2` and `status` below. A column
   * without a place is not shown there.
   */
  card?: 'title' | 'time' | 'line' | 'line2' | 'status' | 'hidden' | undefined;
}

export type TableEdge = 'page' | 'list' | 'none';

const edges: Record<TableEdge, string> = {
  page: 'first:pl-6 last:pr-6',
  list: 'first:pl-4 last:pr-4',
  none: 'first:pl-0 last:pr-0',
};

/** What head and cells of a column share, so that they stand on the same edge. */
export function columnClass<R>(column: Column<R>, edge: TableEdge): string {
  return cn(
    'px-1 first:pl-1',
    edges[edge],
    column.align === 'right' && 'phone:text-right',
    'max-phone:p-0!',
    column.className,
  );
}

interface DataTableHeadProps<R> {
  columns: readonly Column<R>[];
  edge: TableEdge;
}

export function DataTableHead<R>({ columns, edge }: DataTableHeadProps<R>) {
  return (
    <thead className="max-phone:sr-only">
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={cn(
              'sticky top-0 z-2 h-7 border-b bg-face text-left text-small font-normal text-ink-3',
              columnClass(column, edge),
            )}
          >
            {column.header}
          </th>
        ))}
      </tr>
    </thead>
  );
}
