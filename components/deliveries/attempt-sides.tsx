'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';

import { ReceiptChip } from '@/components/parts/status-chip';
import { type TimelineSide, TwoSidedTimeline, type TwoSidedRow } from '@/components/parts/two-sided-timeline';
import { IconButton } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { Time } from '@/components/ui/time';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type SideRow } from '@/lib/deliveries/both-sides';
import { type ExplainAnswer } from '@/lib/deliveries/explain-answer';
import { subjectOf } from '@/lib/deliveries/subject';
import { formatCount, formatDuration, formatLatency } from '@/lib/text/format';

import { useExplained } from './use-explain';

interface AttemptSidesProps {
  answer: ExplainAnswer;
  /** The cause that is walked through; null for one delivery. */
  cause: string | null;
}

/** One attempt as Auth0 saw it beside what is on record here within 20 s; arrows walk through the attempts of the cause. */
export function AttemptSides({ answer, cause }: AttemptSidesProps) {
  const { shown, newer, older, count } = answer;
  const { open } = useExplained();
  const go = (attempt: string | null) => {
    if (attempt !== null) open({ cause, attempt });
  };
  useShortcut('ArrowLeft', () => go(newer), newer !== null);
  useShortcut('ArrowRight', () => go(older), older !== null);
  return (
    <section aria-label="One attempt, seen from both sides" className="border-b px-5 py-3 max-phone:px-3">
      <SectionHead
        title="One attempt, seen from both sides"
        aside={
          cause === null || count <= 1 ? undefined : (
            <>
              <span className="text-small text-ink-2">{`one of ${formatCount(count)}`}</span>
              <span className="flex">
                <IconButton
                  bare
                  label="Newer attempt"
                  keys="←"
                  icon={ChevronLeft}
                  disabled={newer === null}
                  onClick={() => go(newer)}
                />
                <IconButton
                  bare
                  label="Older attempt"
                  keys="→"
                  icon={ChevronRight}
                  disabled={older === null}
                  onClick={() => go(older)}
                />
              </span>
            </>
          )
        }
      />
      <p className="truncate text-small text-ink-2">
        <OutsideText>{`${shown.delivery.eventType} · ${subjectOf(shown.delivery)}`}</OutsideText>
      </p>
      {shown.rows.length === 0 ? (
        <p className="mt-1 text-body text-ink-2">Auth0 lists no attempt with a time.</p>
      ) : (
        <TwoSidedTimeline day="within 20 s" rows={rowsOf(shown.rows)} voids={voidOf(shown.rows)} />
      )}
    </section>
  );
}

const keyOf = (index: number) => `side-${index}`;

function rowsOf(rows: readonly SideRow[]): TwoSidedRow[] {
  return rows.map((row, index) => {
    const time = <Time ms={row.atMs} mode="millis" />;
    const key = keyOf(index);
    return row.side === 'auth0'
      ? { kind: 'step', key, time, auth0: auth0Side(row) }
      : { kind: 'step', key, time, ours: ownSide(row) };
  });
}

function auth0Side(row: Extract<SideRow, { side: 'auth0' }>): TimelineSide {
  if (row.kind === 'sent') return { title: `Attempt ${row.nth} sent`, arrow: { points: 'right', tone: 'plain' } };
  const took = row.durationMs === null ? '' : ` after ${formatLatency(row.durationMs)}`;
  return {
    title: `Failed${took}`,
    detail: row.errorMessage === null ? undefined : <OutsideText>{row.errorMessage}</OutsideText>,
    arrow: { points: 'right', tone: 'failed' },
  };
}

function ownSide(row: Extract<SideRow, { side: 'here' }>): TimelineSide {
  if (row.kind === 'outage') {
    const detail = `for ${formatDuration(row.untilMs - row.atMs, 'whole')}`;
    return { title: 'No sign of life from here on', detail };
  }
  if (row.kind === 'rejection') {
    const path = row.path === null ? '' : ` at ${row.path}`;
    const more = row.more === 0 ? '' : `, and ${formatCount(row.more)} more like it`;
    return {
      title: <ReceiptChip status={row.status} />,
      detail: <OutsideText>{`${row.reason}${path}${more}`}</OutsideText>,
      arrow: { points: 'right', tone: 'failed' },
    };
  }
  return {
    title: <ReceiptChip status={204} result={row.result === 'new' ? null : row.result} />,
    detail: `stored in ${formatLatency(row.tookMs)}`,
    arrow: { points: 'right', tone: 'accepted' },
  };
}

/** An empty half would look like a fault of the page. */
function voidOf(rows: readonly SideRow[]) {
  if (rows.some(({ side }) => side === 'here')) return [];
  return [{ fromKey: keyOf(0), toKey: keyOf(rows.length - 1), title: 'Nothing on record here' }];
}
