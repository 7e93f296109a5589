'use client';

import Link from 'next/link';
import { type MouseEvent } from 'react';

import { cn } from '@/components/ui/cn';
import { useNow } from '@/components/ui/now';
import { OutsideText } from '@/components/ui/outside-text';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { reviewLine } from '@/lib/connectors/review-words';
import { minuteMs } from '@/lib/spans';
import { formatDuration } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

interface ReviewRowProps {
  row: ReviewRow;
  href: string;
  isOpen: boolean;
  onOpen: () => void;
}

/** One case in the list: who it is about, and what happened in a line. */
export function ReviewListRow({ row, href, isOpen, onOpen }: ReviewRowProps) {
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  const called = row.name ?? row.key;
  return (
    <li data-row={String(row.seq)} className="border-b">
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        data-row-link=""
        aria-current={isOpen ? 'true' : undefined}
        onClick={onClick}
        className={cn(
          'block px-6 py-2.5 focus-row quick max-phone:px-3',
          isOpen ? 'phone:bg-select phone:shadow-[inset_2px_0_var(--petrol)]' : 'hover:bg-hover',
        )}
      >
        <span className="flex items-baseline gap-3">
          <span className="min-w-0 flex-1 truncate text-body font-medium" title={visibleText(called)}>
            <OutsideText>{called}</OutsideText>
          </span>
          <Age sinceMs={row.waitingSinceMs} />
        </span>
        <span className="mt-0.5 flex items-baseline gap-3 text-small text-ink-2">
          <span className="min-w-0 flex-1 truncate" title={visibleText(reviewLine(row))}>
            <OutsideText>{reviewLine(row)}</OutsideText>
          </span>
          <span className="max-w-[40%] truncate">
            <OutsideText>{row.connectorName}</OutsideText>
          </span>
        </span>
      </Link>
    </li>
  );
}

function Age({ sinceMs }: { sinceMs: number | null }) {
  const nowMs = useNow(minuteMs);
  if (sinceMs === null) return null;
  const ageMs = Math.max(0, nowMs - sinceMs);
  return (
    <span className="shrink-0 text-small text-ink-2">
      {ageMs < minuteMs ? 'just now' : formatDuration(ageMs, 'whole')}
    </span>
  );
}
