'use client';

import Link from 'next/link';

import { TopicIcon } from '@/components/parts/topic-icon';
import { cn } from '@/components/ui/cn';
import { DayTime } from '@/components/ui/day-time';
import { type Alert } from '@/lib/alerts/alert';

import { AlertActions } from './alert-actions';
import { AlertStateChip } from './alert-state';

interface AlertRowProps {
  alert: Alert;
  href: string;
  isOpen: boolean;
  mayAct: boolean;
  onOpen: () => void;
}

/** One alert: what it is about, where it stands, since when. */
export function AlertRow({ alert, href, isOpen, mayAct, onOpen }: AlertRowProps) {
  return (
    <li
      data-row={alert.id}
      className={cn(
        'relative flex min-h-15 items-center gap-3 border-b border-l-2 px-6 py-2 max-phone:flex-wrap max-phone:px-3',
        isOpen ? 'border-l-accent bg-select' : 'border-l-transparent hover:bg-hover',
      )}
    >
      <TopicIcon topic={alert.topic} tone={alert.state === 'closed' ? 'ok' : alert.tone} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium" title={alert.title}>
          <Link
            href={href}
            data-row-link=""
            aria-current={isOpen ? 'true' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen();
            }}
            className="focus-row after:absolute after:inset-0"
          >
            {alert.title}
          </Link>
        </p>
        <p className="truncate text-small text-ink-2" title={alert.detail}>
          {alert.by === null || alert.state === 'open' ? '' : `by ${alert.by} · `}
          {alert.detail}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-4 max-phone:w-full max-phone:pl-8">
        <span className="phone:w-36">
          <AlertStateChip alert={alert} />
        </span>
        <span className="min-w-[58px] text-ink-2">
          <DayTime ms={alert.openedAtMs} />
        </span>
      </div>
      {mayAct && alert.state !== 'closed' ? (
        <div className="relative z-10 flex w-[232px] justify-end max-rail:hidden">
          <AlertActions alert={alert} />
        </div>
      ) : null}
    </li>
  );
}
