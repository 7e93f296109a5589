'use client';

import { Banner } from '@/components/ui/banner';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { minuteMs } from '@/lib/spans';
import { type LedgerAnswer } from '@/lib/ledger/ledger';

/** The ledger ends this long (ms) before its range where all is well: grace, and the pause between two reads. */
const usualLagMs = 15 * minuteMs;

/** What limits the comparison: trouble with the feed, a beginning, a hole, a late poll. */
export function LedgerNotes({ answer }: { answer: LedgerAnswer }) {
  if (answer.source !== 'feed') return null;
  const { feed, holes, coveredFromMs, countedToMs, nowMs } = answer;
  const isLate = nowMs - countedToMs > usualLagMs && feed.trouble === null && coveredFromMs !== countedToMs;
  return (
    <>
      {feed.trouble === null ? null : (
        <Banner tone="warn" title="The event feed is not read at present.">
          <OutsideText>{feed.trouble.text}</OutsideText>
        </Banner>
      )}
      {coveredFromMs === null ? null : (
        <Banner tone="note">
          Compared from <DayTime ms={coveredFromMs} /> on: the feed was not read before, or the event stream was not
          there.
        </Banner>
      )}
      {holes.length === 0 ? null : (
        <Banner tone="note">
          Auth0 had forgotten where reading stood. Events of{' '}
          {holes.map((hole, index) => (
            <span key={hole.fromMs}>
              {index === 0 ? '' : ', '}
              <DayTime ms={hole.fromMs} /> to <DayTime ms={hole.toMs} />
            </span>
          ))}{' '}
          may be missing here.
        </Banner>
      )}
      {isLate ? (
        <Banner tone="note">
          Compared up to <DayTime ms={countedToMs} />: what came later was not read, or its failures were not polled.
        </Banner>
      ) : null}
    </>
  );
}
