import { type ReactNode } from 'react';

import { cn } from './cn';

/** The facts of a detail page in one line, label over value, divided by hairlines. Wraps on narrow screens. */
export function FactLine({ children, className }: { children: ReactNode; className?: string | undefined }) {
  // Each fact has its rule at the left; the one at the start of a line lies outside and is clipped, however lines break.
  return (
    <div className={cn('overflow-x-clip', className)}>
      <dl className="-ml-[21px] flex flex-wrap gap-y-3">{children}</dl>
    </div>
  );
}

interface FactProps {
  label: string;
  /** Sets the value in the monospace face: ids and times. */
  mono?: boolean | undefined;
  children: ReactNode;
}

export function Fact({ label, mono = false, children }: FactProps) {
  return (
    <div className="min-w-0 border-l px-5">
      <dt className="text-small text-ink-2">{label}</dt>
      <dd className={cn('flex h-5 items-center', 'font-medium', mono ? 'text-mono' : 'text-body')}>{children}</dd>
    </div>
  );
}
