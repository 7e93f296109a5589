import { type ReactNode } from 'react';

import { cn } from './cn';

interface KeyCapProps {
  children: ReactNode;
  className?: string;
}

/** The key that does the same as the control it stands in. Decorative: the control says it by `aria-keyshortcuts`. */
export function KeyCap({ children, className }: KeyCapProps) {
  return (
    <kbd
      aria-hidden="true"
      className={cn(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-chip border border-current/30 px-1 font-mono text-axis font-medium text-ink-2',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
