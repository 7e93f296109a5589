'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, CircleSlash, RotateCw, X } from 'lucide-react';

import { CallAnswer } from '@/components/connectors/call-answer';
import { toApiError } from '@/components/data/api';
import { cn } from '@/components/ui/cn';
import { DayTime } from '@/components/ui/day-time';
import { FailedState } from '@/components/ui/failed-state';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { callWords } from '@/lib/connectors/call-words';
import { type CallResult } from '@/lib/connectors/connector';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { paths } from '@/lib/paths';

import { triedQuery } from './review-queries';

/** Requests that are shown; the list of calls has all. */
const mostShown = 6;

const marks: Record<CallResult, { icon: typeof Check; tone: string; word: string }> = {
  done: { icon: Check, tone: 'text-ok', word: 'taken' },
  failed: { icon: RotateCw, tone: 'text-warn', word: 'failed' },
  refused: { icon: X, tone: 'text-bad', word: 'refused' },
  skipped: { icon: CircleSlash, tone: 'text-ink-3', word: 'skipped' },
};

/** The last requests about the user of a case, oldest first. */
export function TriedCalls({ row }: { row: ReviewRow }) {
  const { data, error, refetch } = useQuery(triedQuery(row.connectorId, row.key));
  return (
    <section aria-label="What was tried" className="min-w-0 px-6 py-4 max-phone:px-3">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-heading">What was tried</h3>
        <TextLink href={paths.connectorCallsOf(row.connectorId, row.key)} className="text-small font-medium">
          All calls
        </TextLink>
      </div>
      {data === undefined ? (
        error === null ? (
          <SkeletonText lines={3} className="mt-2" />
        ) : (
          <FailedState what="The calls" error={toApiError(error)} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p className="mt-1 text-body text-ink-2">No request is on record. They are kept for 14 days.</p>
      ) : (
        <ul className="mt-1">
          {data.items
            .slice(0, mostShown)
            .toReversed()
            .map((call) => {
              const { icon: Icon, tone, word } = marks[call.result];
              return (
                <li key={call.seq} className="flex min-h-7 items-center gap-3 text-body">
                  <span className="shrink-0 text-ink-2">
                    <DayTime ms={call.atMs} />
                  </span>
                  <Icon aria-label={word} size={14} strokeWidth={2.1} className={cn('shrink-0', tone)} />
                  <span className="min-w-0 truncate">
                    {callWords(call)}
                    {call.status === null ? '' : <span className="text-ink-2"> · {call.status}</span>}
                  </span>
                  <span className="min-w-0 flex-1 text-small">
                    <CallAnswer call={call} />
                  </span>
                </li>
              );
            })}
        </ul>
      )}
    </section>
  );
}
