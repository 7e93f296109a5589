import { Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type ReactNode } from 'react';

import { cn } from './cn';

type BannerTone = 'failed' | 'warn' | 'note';

const looks: Record<BannerTone, { icon: LucideIcon; box: string; mark: string }> = {
  failed: { icon: TriangleAlert, box: 'bg-bad-tint text-bad', mark: '' },
  warn: { icon: TriangleAlert, box: 'bg-warn-tint text-warn', mark: '' },
  note: { icon: Info, box: 'text-ink-2', mark: 'text-warn' },
};

interface BannerProps {
  tone: BannerTone;
  title?: ReactNode;
  /** Of the request that failed, to be found in the log. */
  requestId?: string | null | undefined;
  action?: ReactNode;
  children?: ReactNode;
  className?: string | undefined;
}

/** A fact about everything below it: a failed load, a drill, a note. */
export function Banner({ tone, title, requestId, action, children, className }: BannerProps) {
  const { icon: Icon, box, mark } = looks[tone];
  return (
    <div
      role={tone === 'failed' ? 'alert' : 'note'}
      className={cn('flex min-h-10 items-center gap-2.5 border-b px-6 py-1.5 text-body max-phone:px-3', box, className)}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={cn('shrink-0', mark)} />
      <p className="min-w-0 flex-1">
        {title === undefined ? null : <strong className="font-semibold">{title} </strong>}
        {children}
        {requestId ? <code className="ml-1 text-mono">{requestId}</code> : null}
      </p>
      {action}
    </div>
  );
}
