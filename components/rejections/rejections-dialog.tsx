'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { type Rejection, type RejectionListAnswer } from '@/lib/rejections/rejection';
import { formatBytes, formatCounted } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { toApiError } from '../data/api';
import { DataTable } from '../ui/data-table';
import { Dialog } from '../ui/dialog';
import { FailedState } from '../ui/failed-state';
import { SkeletonText } from '../ui/skeleton';
import { ReceiptChip } from '../parts/status-chip';
import { type Column } from '../ui/table-column';
import { Time } from '../ui/time';
import { OutsideText } from '../ui/outside-text';
import { rejectionsQuery } from './rejection-queries';

/** `?rejections`: the requests that the webhook refused, over whatever the overview shows. */
export function RejectionsDialog() {
  const [open, setOpen] = useQueryState('rejections', parseAsString.withOptions({ history: 'push' }));
  return (
    <Dialog
      open={open !== null}
      onOpenChange={(next) => void setOpen(next ? '' : null)}
      title="Rejected requests"
      description="Requests to the webhook that were refused in the last 24 h. What they presented as a credential is never kept."
      className="w-[860px]"
    >
      <Rejections />
    </Dialog>
  );
}

function Rejections() {
  const { data, error, refetch } = useQuery(rejectionsQuery);
  if (data === undefined) {
    if (error)
      return <FailedState what="The rejected requests" error={toApiError(error)} onRetry={() => void refetch()} />;
    return <SkeletonText lines={4} className="pt-3" />;
  }
  if (data.total === 0) return <p className="pt-3">No request was rejected in the last 24 h.</p>;
  return <RejectionTable list={data} />;
}

const columns: Column<Rejection>[] = [
  {
    key: 'time',
    header: 'Time',
    className: 'w-[156px]',
    card: 'time',
    render: (row) => <Time ms={row.receivedAtMs} mode="datetime" />,
  },
  {
    key: 'status',
    header: 'Answer',
    className: 'w-[136px]',
    card: 'status',
    render: (row) => <ReceiptChip status={row.status} />,
  },
  {
    key: 'from',
    header: 'From',
    className: 'w-[128px]',
    card: 'title',
    render: (row) => <From address={row.remoteAddress} />,
  },
  {
    key: 'reason',
    header: 'Reason',
    // On a phone there is no pointer to show the rest of it.
    className: 'max-phone:[&>div]:whitespace-normal',
    card: 'line',
    render: (row) => <Reason reason={row.reason} path={row.path} />,
  },
  {
    key: 'agent',
    header: 'Sender',
    className: 'w-[128px]',
    render: (row) => <Outside text={row.userAgent ?? '–'} />,
  },
  { key: 'bytes', header: 'Size', className: 'w-[64px]', align: 'right', render: (row) => formatBytes(row.bytes) },
];

function Reason({ reason, path }: Pick<Rejection, 'reason' | 'path'>) {
  const text = path === null ? reason : `${reason}: ${path}`;
  return <Outside text={text} />;
}

function From({ address }: { address: string | null }) {
  return <OutsideText className="text-mono">{address ?? 'unknown'}</OutsideText>;
}

/** What a stranger sent, whole in its title. */
function Outside({ text }: { text: string }) {
  return (
    <span title={visibleText(text)}>
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

function RejectionTable({ list }: { list: RejectionListAnswer }) {
  return (
    <div className="pt-2">
      <DataTable
        label="Rejected requests"
        columns={columns}
        rows={list.items}
        rowKey={(row) => String(row.seq)}
        edge="none"
        compact
      />
      {list.total > list.items.length ? (
        <p className="pt-2 text-small">{`The newest ${formatCounted(list.items.length, 'request')} of ${String(list.total)}.`}</p>
      ) : null}
    </div>
  );
}
