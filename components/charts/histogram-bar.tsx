'use client';

import Link from 'next/link';
import { type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

interface HistogramBarProps {
  text: string;
  /** Only one bar of a chart is a tab stop; the arrows walk from it. */
  isTabStop: boolean;
  /** Makes it a link; without it, it is a button. */
  href?: string | undefined;
  onPress?: (() => void) | undefined;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Its parts, from the axis up. */
  children: ReactNode;
}

/** One bar: the whole height is the target, the parts stand on the axis. */
export function HistogramBar({ text, isTabStop, href, onPress, children, ...handlers }: HistogramBarProps) {
  const shared = {
    'aria-label': text,
    'data-bar': '',
    tabIndex: isTabStop ? 0 : -1,
    ...handlers,
    className: 'absolute inset-0 flex flex-col-reverse gap-[0.75px] hover:bg-hover focus-visible:z-1 focus-row',
  };
  if (href !== undefined) {
    return (
      <Link {...shared} href={href} draggable={false} prefetch={false}>
        {children}
      </Link>
    );
  }
  // The second click of a double click undoes a zoom; it must not zoom once more.
  const onClick = (event: MouseEvent) => (event.detail < 2 ? onPress?.() : undefined);
  return (
    <button type="button" {...shared} onClick={onClick}>
      {children}
    </button>
  );
}
