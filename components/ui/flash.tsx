'use client';

import { type ReactNode, useEffect, useRef } from 'react';

import { cn } from './cn';

interface FlashProps {
  /** When it changes, the cell is tinted once. */
  value: string | number;
  children: ReactNode;
  className?: string | undefined;
}

/** Shows that a value changed while someone looked. Never flashes on first sight. */
export function Flash({ value, children, className }: FlashProps) {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(value);
  useEffect(() => {
    const span = element.current;
    if (before.current === value || !span) return;
    before.current = value;
    span.classList.add('cell-flash');
    // Two changes close together: the second starts the tint over.
    for (const animation of span.getAnimations()) animation.currentTime = 0;
  }, [value]);
  return (
    <span
      ref={element}
      onAnimationEnd={(event) => event.currentTarget.classList.remove('cell-flash')}
      className={cn('-mx-1 inline-block max-w-[calc(100%+8px)] rounded-chip px-1', className)}
    >
      {children}
    </span>
  );
}
