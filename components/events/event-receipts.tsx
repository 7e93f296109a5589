import { type Receipt } from '@/lib/events/receipt';
import { type EventView } from '@/lib/story/event-view';
import { formatCount, formatLatency } from '@/lib/text/format';
import { DataTable } from '../ui/data-table';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { ReceiptChip } from '../parts/status-chip';
import { type Column } from '../ui/table-column';
import { Time } from '../ui/time';
import { credentialText, senderText } from './event-request';
import { receiptDetail } from './story-words';
import { useStreamNames } from './use-stream-names';

interface EventReceiptsProps {
  view: EventView;
  /** In a sheet there is room for the essentials only. */
  isNarrow?: boolean | undefined;
}

/** Every arrival of this event, newest first. */
export function EventReceipts({ view, isNarrow = false }: EventReceiptsProps) {
  const { nameOf } = useStreamNames();
  const { receipts, receiptCount } = view;
  const note =
    receiptCount > receipts.length ? `the newest ${receipts.length} of ${formatCount(receiptCount)}` : undefined;
  return (
    <section aria-label="Receipts">
      <SectionHead title="Receipts" count={receiptCount} note={note} />
      <DataTable
        label="Receipts"
        edge="none"
        columns={isNarrow ? essential : [...essential, ...rest(nameOf)]}
        rows={receipts}
        rowKey={(receipt) => String(receipt.seq)}
      />
    </section>
  );
}

const essential: Column<Receipt>[] = [
  {
    key: 'received',
    header: 'Received',
    className: 'w-[176px]',
    card: 'title',
    render: (receipt) => <Time ms={receipt.receivedAtMs} mode="datetime" className="text-mono" />,
  },
  {
    key: 'answer',
    header: 'Answer',
    className: 'w-[130px]',
    card: 'time',
    render: (receipt) => <ReceiptChip status={204} result={receipt.result === 'new' ? null : receipt.result} />,
  },
  {
    key: 'took',
    header: 'In',
    align: 'right',
    className: 'w-[64px]',
    card: 'status',
    render: (receipt) => formatLatency(receipt.tookMs),
  },
];

const rest = (nameOf: (id: string) => string): Column<Receipt>[] => [
  {
    key: 'meaning',
    header: 'Meaning',
    className: 'pl-5 max-rail:hidden',
    render: (receipt) => <span className="text-ink-2">{receiptDetail(receipt)}</span>,
  },
  {
    key: 'stream',
    header: 'Event stream',
    className: 'w-[168px]',
    card: 'line',
    render: (receipt) =>
      receipt.streamId === null ? 'none named' : <OutsideText>{nameOf(receipt.streamId)}</OutsideText>,
  },
  {
    key: 'credential',
    header: 'Credential',
    className: 'w-[180px] max-wide:hidden',
    render: (receipt) => <span className="text-ink-2">{credentialText(receipt)}</span>,
  },
  {
    key: 'sender',
    header: 'Sender',
    className: 'w-[120px] max-wide:hidden',
    render: (receipt) => <OutsideText className="text-mono">{senderText(receipt) ?? 'not known'}</OutsideText>,
  },
  {
    key: 'sha',
    header: 'SHA-256',
    className: 'w-[160px] max-wide:hidden',
    render: (receipt) => <Id value={receipt.request.sha256} what="SHA-256" />,
  },
];
