'use client';

import Link from 'next/link';
import { type KeyboardEvent } from 'react';

import { type Outcome, outcomes } from '@/lib/events/outcome';

import { cn } from './cn';
import { type Bar } from './histogram-scale';
import { outcomeFills } from './swatch';

interface HistogramBarProps {
  bar: Bar;
  top: number;
  pixelsPerEvent: number;
  text: string;
  /** Only one bar of a chart is a tab stop; the arrows walk from it. */
  isTabStop: boolean;
  href?: string | undefined;
  onPress?: (() => void) | undefined;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One bar: the whole height is the target, the parts stand on the axis. */
export function HistogramBar({
  bar,
  top,
  pixelsPerEvent,
  text,
  isTabStop,
  href,
  onPress,
  onFocus,
  onKeyDown,
}: HistogramBarProps) {
  const parts = <BarParts bar={bar} top={top} pixelsPerEvent={pixelsPerEvent} />;
  const shared = {
    'aria-label': text,
    'data-bar': '',
    tabIndex: isTabStop ? 0 : -1,
    onFocus,
    onKeyDown,
    className: 'absolute inset-0 flex flex-col-reverse gap-[0.75px] hover:bg-hover focus-visible:z-1 focus-row',
  };
  if (href !== undefined) {
    return (
      <Link {...shared} href={href} draggable={false} prefetch={false}>
        {parts}
      </Link>
    );
  }
  if (onPress) {
    return (
      <button type="button" {...shared} onClick={onPress}>
        {parts}
      </button>
    );
  }
  return (
    <span className="absolute inset-0 flex flex-col-reverse gap-[0.75px]">
      <span className="sr-only">{text}</span>
      {parts}
    </span>
  );
}

// Two pixels of amber in an outline of one would be all outline.
const isThin = (outcome: Outcome, pixels: number) => outcome === 'late' && pixels < 4;

function BarParts({ bar, top, pixelsPerEvent }: Pick<HistogramBarProps, 'bar' | 'top' | 'pixelsPerEvent'>) {
  return outcomes.map((outcome) => {
    const count = bar.counts[outcome];
    if (count === 0) return null;
    // One event among hundreds is still seen: no part is thinner than its outline.
    return (
      <span
        key={outcome}
        className={cn(
          'block w-full',
          outcome === 'recorded' ? 'min-h-[3px]' : 'min-h-0.5',
          outcomeFills[outcome],
          isThin(outcome, count * pixelsPerEvent) && 'border-0',
        )}
        style={{ height: `${(count / top) * 100}%` }}
      />
    );
  });
}
