'use client';

import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react';

import { type BarSpan } from './histogram-scale';
import { type BarRange } from './use-drag-range';

/**
 * Walking over bars by key: the arrows, Home and End step; with Shift they choose a part, which Enter hands to `onChosen`
 * and Escape drops. One bar is a tab stop. It is remembered by its time, so that it is the same bar in a chart that moved
 * on or was zoomed into. Bars carry `data-bar` and stand inside `list`.
 */
export function useBarKeys(
  list: RefObject<HTMLElement | null>,
  bars: readonly BarSpan[],
  onChosen: ((range: BarRange) => void) | undefined,
) {
  const [tabStopMs, setTabStopMs] = useState<number | null>(null);
  const [anchorMs, setAnchorMs] = useState<number | null>(null);
  const indexOf = (ms: number | null) => bars.findIndex((bar) => bar.fromMs === ms);
  const current = Math.max(0, indexOf(tabStopMs));
  const anchor = indexOf(anchorMs);
  const range = anchor === -1 ? null : { from: Math.min(anchor, current), to: Math.max(anchor, current) };
  const focusBar = (index: number) => list.current?.querySelectorAll<HTMLElement>('[data-bar]').item(index).focus();

  const step = (event: KeyboardEvent, index: number) => {
    const next = nextIndex(event.key, index, bars.length);
    if (next === null) return false;
    setAnchorMs(event.shiftKey && onChosen ? (anchorMs ?? bars[index]?.fromMs ?? null) : null);
    focusBar(next);
    return true;
  };
  const endRange = (key: string) => {
    if (range === null || (key !== 'Enter' && key !== 'Escape')) return false;
    // The first bar of the part is also the first after zooming: the focus stays on it.
    if (key === 'Enter') focusBar(range.from);
    setAnchorMs(null);
    if (key === 'Enter') onChosen?.(range);
    return true;
  };
  return {
    current,
    range,
    onKeyDown: (event: KeyboardEvent, index: number) => {
      if (step(event, index) || endRange(event.key)) event.preventDefault();
    },
    onFocus: setTabStopMs,
    onBlur: (event: FocusEvent) => {
      if (!list.current?.contains(event.relatedTarget)) setAnchorMs(null);
    },
  };
}

function nextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, index + 1);
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
