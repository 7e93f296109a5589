'use client';

import { SegmentedControl } from '@/components/ui/segmented-control';
import { Time } from '@/components/ui/time';
import { type LedgerAnswer } from '@/lib/ledger/ledger';
import { ledgerSentence, remedySentence } from '@/lib/ledger/ledger-words';
import { type StreamRange, streamRanges } from '@/lib/streams/stream-search';

const rangeWords: Record<StreamRange, string> = { '24h': '24 h', '7d': '7 d', '14d': '14 d' };
const rangeOptions = streamRanges.map((value) => ({ value, label: rangeWords[value] }));

interface LedgerHeadProps {
  answer: LedgerAnswer;
  range: StreamRange;
  onRange: (range: StreamRange) => void;
}

/** The finding, and what follows from it. */
export function LedgerHead({ answer, range, onRange }: LedgerHeadProps) {
  const remedy = remedySentence(answer);
  const { readThroughMs } = answer.feed;
  return (
    <Headline sentence={ledgerSentence(answer)} range={range} onRange={onRange}>
      {remedy === '' ? '' : `${remedy} `}
      Events younger than 2 min do not count.
      {readThroughMs === null ? null : (
        <>
          {' '}
          Feed read at <Time ms={readThroughMs} className="font-sans text-body" />.
        </>
      )}
    </Headline>
  );
}

interface HeadlineProps {
  sentence: string;
  range: StreamRange;
  onRange: (range: StreamRange) => void;
  children: React.ReactNode;
}

/** Sentence first, the range at its right. */
export function Headline({ sentence, range, onRange, children }: HeadlineProps) {
  return (
    <div className="flex items-start justify-between gap-x-6 gap-y-2 border-b px-6 py-4 max-phone:flex-col max-phone:px-3">
      <div className="min-w-0">
        <div role="status">
          <h2 className="text-subject">{sentence}</h2>
        </div>
        <p className="mt-1 text-body text-ink-2">{children}</p>
      </div>
      <SegmentedControl small label="Span" value={range} onValueChange={onRange} options={rangeOptions} />
    </div>
  );
}
