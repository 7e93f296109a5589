import { type LucideIcon } from 'lucide-react';
import { type ReactNode } from 'react';

import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { cn } from './cn';
import { OutsideText } from './outside-text';

interface SubjectLineProps {
  /** An icon, or an avatar. */
  icon?: LucideIcon | undefined;
  mark?: ReactNode;
  title: string;
  /** State and a short explanation after the name. */
  chips?: ReactNode;
  actions?: ReactNode;
}

/** Name of the thing on a detail page, what state it is in, what can be done with it. */
export function SubjectLine({ icon: Icon, mark, title, chips, actions }: SubjectLineProps) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2">
      {Icon ? <Icon aria-hidden="true" size={20} strokeWidth={1.75} className="shrink-0" /> : mark}
      <h2 className="min-w-0 truncate text-subject" title={visibleText(title)}>
        <OutsideText>{title}</OutsideText>
      </h2>
      {chips}
      {actions === undefined ? null : <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

interface SectionHeadProps {
  title: string;
  count?: number | undefined;
  /** In small letters after the title. */
  note?: ReactNode;
  /** At the right end. */
  aside?: ReactNode;
  className?: string | undefined;
}

/** Head of a region, 40 px high. */
export function SectionHead({ title, count, note, aside, className }: SectionHeadProps) {
  return (
    <div className={cn('flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1', className)}>
      <h2 className="text-heading">{title}</h2>
      {count === undefined ? null : <span className="text-small text-ink-3">{formatCount(count)}</span>}
      {note === undefined ? null : <span className="text-small text-ink-2">{note}</span>}
      {aside === undefined ? null : <div className="ml-auto flex items-center gap-3">{aside}</div>}
    </div>
  );
}

interface ReadingProps {
  label: string;
  value: string;
  unit?: string | undefined;
  tone?: 'plain' | 'bad' | undefined;
  /** Beside the label, at the right: a chip. */
  mark?: ReactNode;
  /** One line under the figure. */
  foot?: ReactNode;
  /** A small graph at the right of the figure. */
  graph?: ReactNode;
  className?: string | undefined;
}

/** A figure of a read-out strip. All figures of a strip share one baseline. */
export function Reading({ label, value, unit, tone = 'plain', mark, foot, graph, className }: ReadingProps) {
  return (
    <div className={cn('flex min-h-[106px] flex-col px-5 py-3 first:pl-6 max-phone:px-3', className)}>
      <div className="flex h-5 items-center justify-between gap-2">
        <span className="text-small text-ink-2">{label}</span>
        {mark}
      </div>
      <div className="mt-1 flex items-end justify-between gap-3">
        <div className="min-w-0">
          <div className="flex items-baseline gap-1.5">
            <span className={cn('text-reading', tone === 'bad' && 'text-bad')}>{value}</span>
            {unit === undefined ? null : <span className="text-body text-ink-2">{unit}</span>}
          </div>
          {foot === undefined ? null : <div className="text-small text-ink-2">{foot}</div>}
        </div>
        {graph === undefined ? null : <div className="shrink-0 max-phone:hidden">{graph}</div>}
      </div>
    </div>
  );
}
