'use client';

import { Banner } from '@/components/ui/banner';
import { DataTable } from '@/components/ui/data-table';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { type CountedDay, type LedgerAnswer } from '@/lib/ledger/ledger';
import { countsSentence, whyCountsOnly } from '@/lib/ledger/ledger-words';
import { type StreamRange } from '@/lib/streams/stream-search';
import { formatCount, formatDayMonth } from '@/lib/text/format';

import { ReadNow } from './ledger-foot';
import { Headline } from './ledger-head';

interface LedgerCountsProps {
  id: string;
  answer: LedgerAnswer;
  range: StreamRange;
  onRange: (range: StreamRange) => void;
  mayAct: boolean;
}

/** For want of the feed: Auth0's counts beside ours, by day. */
export function LedgerCounts({ id, answer, range, onRange, mayAct }: LedgerCountsProps) {
  if (answer.source === 'feed') return <NothingArrivesHere />;
  const { days, source, feed } = answer;
  return (
    <>
      <Headline sentence={countsSentence(days)} range={range} onRange={onRange}>
        Only counts are compared, so that it is not known which events are missing. A redelivery counts at Auth0 once
        more.
      </Headline>
      <Banner tone="note" action={source === 'off' ? undefined : <ReadNow id={id} feed={feed} mayAct={mayAct} />}>
        <OutsideText>{whyCountsOnly(source, feed.trouble)}</OutsideText>
      </Banner>
      <DataTable
        label="Counts by day"
        columns={dayColumns}
        rows={days.toReversed()}
        rowKey={({ startMs }) => String(startMs)}
      />
    </>
  );
}

function NothingArrivesHere() {
  return (
    <div className="px-6 py-6 max-phone:px-3">
      <h2 className="text-cause">Nothing of this event stream arrives here</h2>
      <p className="mt-2 max-w-[640px] text-body text-ink-2">
        It posts to another destination, so that there are no receipts to compare with what Auth0 emitted.
      </p>
    </div>
  );
}

const dayColumns: readonly Column<CountedDay>[] = [
  {
    key: 'day',
    header: 'Day (UTC)',
    card: 'title',
    render: ({ startMs }) => formatDayMonth(startMs, 'UTC'),
  },
  {
    key: 'delivered',
    header: 'Delivered, says Auth0',
    align: 'right',
    className: 'w-[180px] max-phone:w-auto',
    card: 'line',
    render: ({ delivered }) => (delivered === null ? '–' : `${formatCount(delivered)} delivered`),
  },
  {
    key: 'received',
    header: 'Received here',
    align: 'right',
    className: 'w-[180px] max-phone:w-auto',
    card: 'line2',
    render: ({ received }) => `${formatCount(received)} received`,
  },
  {
    key: 'difference',
    header: 'Difference',
    align: 'right',
    className: 'w-[140px] max-phone:w-auto',
    card: 'status',
    render: ({ delivered, received }) => <Difference value={delivered === null ? null : received - delivered} />,
  },
];

function Difference({ value }: { value: number | null }) {
  if (value === null) return <span className="text-ink-3">–</span>;
  return (
    <span className={value < 0 ? 'font-medium text-bad' : 'text-ink-2'}>
      <span className="phone:hidden">difference </span>
      {value > 0 ? `+${formatCount(value)}` : formatCount(value)}
    </span>
  );
}
