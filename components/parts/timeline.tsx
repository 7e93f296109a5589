import { type LucideIcon } from 'lucide-react';
import { type ReactNode } from 'react';

import { cn } from '../ui/cn';

type TimelineTone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent';

const tones: Record<TimelineTone, string> = {
  plain: 'text-ink-3',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
};

/** Things that happened, in order of their own time. Children are `TimelineDay` and `TimelineItem`. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return <ol aria-label={label}>{children}</ol>;
}

interface TimelineDayProps {
  /** Without side padding, among tight rows. */
  compact?: boolean | undefined;
  children: ReactNode;
}

/** A day header across the whole width. */
export function TimelineDay({ compact, children }: TimelineDayProps) {
  return (
    <li
      className={cn(
        'flex h-7 items-center text-small text-ink-2',
        compact ? 'border-b' : 'border-y bg-ground px-6 first:border-t-0 max-phone:px-3',
      )}
    >
      {children}
    </li>
  );
}

interface TimelineItemProps {
  time: ReactNode;
  icon: LucideIcon;
  tone?: TimelineTone | undefined;
  /** At the right end: version and outcome, or how long it took. */
  aside?: ReactNode;
  /** Second line in small letters. */
  note?: ReactNode;
  /** Tight rows without side padding, for sheets and right columns. */
  compact?: boolean | undefined;
  children: ReactNode;
}

export function TimelineItem({ time, icon: Icon, tone = 'plain', aside, note, compact, children }: TimelineItemProps) {
  return (
    <li className={cn('group/item flex items-stretch gap-3', compact ? 'min-h-7' : 'px-6 max-phone:px-3')}>
      <span className={cn('w-[58px] shrink-0 text-ink-2', compact ? 'py-1' : 'py-2')}>{time}</span>
      <span aria-hidden="true" className="relative w-4 shrink-0">
        <span className="absolute inset-y-0 left-[7.5px] w-px bg-line-2 group-last/item:bottom-auto group-last/item:h-2" />
        <span
          className={cn(
            'relative flex w-4 justify-center bg-face py-0.5 in-[[data-raised]]:bg-raised',
            compact ? 'top-1' : 'top-2',
          )}
        >
          <Icon size={16} strokeWidth={1.75} className={tones[tone]} />
        </span>
      </span>
      <div className={cn('min-w-0 flex-1 text-body', compact ? 'py-1' : 'py-2')}>
        {children}
        {note === undefined ? null : <div className="text-small text-ink-2">{note}</div>}
      </div>
      {aside === undefined ? null : (
        <div className={cn('shrink-0 text-small text-ink-2', compact ? 'py-1' : 'py-2')}>
          <div className="flex h-5 items-center gap-2">{aside}</div>
        </div>
      )}
    </li>
  );
}
