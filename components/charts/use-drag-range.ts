'use client';

import { type PointerEvent, useRef, useState } from 'react';

/** Two bars, the first and the last of a chosen part. */
export interface BarRange {
  from: number;
  to: number;
}

const TOLERANCE_PX = 4;

/**
 * Choosing a part of a chart by dragging over `count` bars of equal width. Mouse and pen only: on a touch screen the same
 * movement scrolls. Everything a drag does can be done by pressing a bar.
 */
export function useDragRange(count: number, onChosen: ((range: BarRange) => void) | undefined) {
  const start = useRef<{ x: number; index: number } | null>(null);
  const [range, setRange] = useState<BarRange | null>(null);

  const indexAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  };
  const end = () => {
    start.current = null;
    setRange(null);
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!onChosen || count === 0 || event.button !== 0 || event.pointerType === 'touch') return;
      start.current = { x: event.clientX, index: indexAt(event) };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      if (!from || (!range && Math.abs(event.clientX - from.x) < TOLERANCE_PX)) return;
      // Captured only once it is a drag, or the bar under a simple click would not get it.
      if (!range) event.currentTarget.setPointerCapture(event.pointerId);
      const index = indexAt(event);
      setRange({ from: Math.min(from.index, index), to: Math.max(from.index, index) });
    },
    onPointerUp: () => {
      if (range) onChosen?.(range);
      end();
    },
    onPointerCancel: end,
  };
  return { range, handlers };
}
