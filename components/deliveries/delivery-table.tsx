'use client';

import { type ReactNode, useRef } from 'react';

import { useRowClicks } from '@/components/ui/use-row-clicks';

import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveryKey, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';

import { deliveryColumns, lineClass, type TableKind } from './delivery-columns';
import { DeliveryTableRow } from './delivery-table-row';
import { HeadCheckbox, SelectShownLine } from './row-checkbox';
import { useBulkRetry } from './use-bulk-retry';
import { useExplained } from './use-explain';
import { useRecoveryNotices } from './use-recovery-notices';
import { useRowSelection } from './use-selection';

interface DeliveryTableProps {
  kind: TableKind;
  label: string;
  rows: readonly DeliverySummary[];
  streamOf: (streamId: string) => DeliveryStreamFacts | undefined;
  /** At the right end of the head line. */
  aside?: ReactNode;
}

/** Failed deliveries; below 720 px each becomes a card of two lines. A row opens in place to show its attempts. */
export function DeliveryTable({ kind, label, rows, streamOf, aside }: DeliveryTableProps) {
  const body = useRef<HTMLDivElement>(null);
  useRowClicks(body);
  useRecoveryNotices(rows);
  const selection = useRowSelection();
  const { request } = useBulkRetry();
  const { explained } = useExplained();
  const shape = request === null && explained === null ? kind : 'beside';
  return (
    <div role="table" aria-label={label} className="text-body narrow">
      {selection === null ? null : <SelectShownLine selection={selection} />}
      <div role="rowgroup" className="max-phone:hidden">
        <div
          role="row"
          className={`${lineClass(shape, selection !== null)} relative h-7 border-b text-small text-ink-3`}
        >
          {selection === null ? null : <HeadCheckbox selection={selection} />}
          {deliveryColumns[shape].map(({ key, header, className }) => (
            <span
              key={key}
              role="columnheader"
              className={`${className} ${key === 'act' ? 'text-right whitespace-nowrap' : ''}`}
            >
              {key === 'act' ? (aside ?? <span className="sr-only">Act</span>) : header}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body}>
        {rows.map((row) => (
          <DeliveryTableRow key={deliveryKey(row)} kind={shape} row={row} stream={streamOf(row.streamId)} />
        ))}
      </div>
    </div>
  );
}
