'use client';

import { Banner } from '@/components/ui/banner';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { formatCount } from '@/lib/text/format';
import { type StreamRange, streamRanges } from '@/lib/streams/stream-search';
import { type OutcomeChart as Chart, type StreamDetailAnswer } from '@/lib/streams/stream-view';

import { OutcomeChart } from './outcome-chart';
import { StreamReadings } from './stream-readings';

interface StreamHealthProps {
  answer: StreamDetailAnswer;
  range: StreamRange;
  onRange: (range: StreamRange) => void;
  onAllSubscriptions: () => void;
  /** Another region of the screen has the one primary button. */
  isTesting: boolean;
}

const rangeWords: Record<StreamRange, string> = { '24h': '24 h', '7d': '7 d', '14d': '14 d' };
const rangeOptions = streamRanges.map((value) => ({ value, label: rangeWords[value] }));

/** What Auth0 counted beside what arrived here, and how near the event stream is to being disabled. */
export function StreamHealth({ answer, range, onRange, ...readings }: StreamHealthProps) {
  const { chart } = answer;
  const seesArrivals = answer.pointsHere || answer.received > 0;
  return (
    <div className="flex flex-1 max-rail:flex-col">
      <div className="min-w-0 flex-1">
        <StatsNotice chart={chart} />
        <div className="px-6 pt-2 pb-4 max-phone:px-3">
          <SectionHead
            title={titleOf(chart, seesArrivals)}
            aside={<SegmentedControl small label="Span" value={range} onValueChange={onRange} options={rangeOptions} />}
          />
          <Legend chart={chart} seesArrivals={seesArrivals} />
          <OutcomeChart
            streamId={answer.stream.id}
            chart={chart}
            seesArrivals={seesArrivals}
            closed={answer.closed.filter(({ reason }) => answer.pointsHere || reason === 'disabled')}
          />
        </div>
      </div>
      <StreamReadings answer={answer} {...readings} />
    </div>
  );
}

function titleOf({ source }: Chart, seesArrivals: boolean): string {
  const whose = source === 'auth0' ? 'Outcomes at Auth0' : 'Failures Auth0 lists';
  return seesArrivals ? `${whose}, our receipts over them` : whose;
}

function StatsNotice({ chart }: { chart: Chart }) {
  if (chart.source === 'own') {
    return (
      <Banner tone="note" title="Auth0 statistics are not available.">
        <OutsideText>
          {chart.failure ?? 'Shown are the deliveries Auth0 lists as failed and the receipts of this app.'}
        </OutsideText>
      </Banner>
    );
  }
  if (chart.source === 'auth0' || chart.totals === null) return null;
  return (
    <Banner tone="note" title="Auth0 counts by the day, too coarse for this span.">
      {`It counts ${formatCount(chart.totals.successful)} successful and ${formatCount(chart.totals.failed)} failed. Shown are the deliveries it lists as failed and the receipts of this app.`}
    </Banner>
  );
}

function Legend({ chart, seesArrivals }: { chart: Chart; seesArrivals: boolean }) {
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const isAuth0 = chart.source === 'auth0';
  const entries = [
    ...(isAuth0
      ? [
          {
            mark: 'h-3 w-2 bg-c-unchanged',
            word: 'success at Auth0',
            count: sum(chart.buckets.map((one) => one.successful)),
          },
        ]
      : []),
    {
      mark: 'h-3 w-2 bg-c-error',
      word: isAuth0 ? 'failed outcomes' : 'listed as failed',
      count: sum(chart.buckets.map((one) => one.failed)),
    },
    ...(seesArrivals
      ? [{ mark: 'h-0.5 w-3 bg-c-line', word: 'received here', count: sum(chart.buckets.map((one) => one.received)) }]
      : []),
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pb-2 text-small text-ink-2">
      {entries.map(({ mark, word, count }) => (
        <li key={word} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={mark} />
          {word} <span className="font-medium text-ink">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}
