'use client';

import { useState } from 'react';
import { type EventFilters } from '@/lib/events/event-search';
import { type EventSearchState } from './use-event-search';

type Range = Pick<EventFilters, 'last' | 'from' | 'to'>;

export interface Zoom {
  /** Narrows list and chart to a part of what the chart shows. */
  zoomTo: (fromMs: number, toMs: number) => void;
  /** Back to the range from before the first zoom; null where the chart shows no chosen part. */
  reset: (() => void) | null;
}

const anyTime: Range = { last: null, from: null, to: null };

/** Zooming into the chart of arrivals. A zoom is a time filter in the URL like any other, so it can be shared and undone. */
export function useZoom({ search: { last, from, to }, setFilters }: EventSearchState): Zoom {
  const [before, setBefore] = useState<Range | null>(null);
  const isZoomed = last === null && from !== null && to !== null;
  return {
    zoomTo: (fromMs, toMs) => {
      if (!isZoomed || before === null) setBefore({ last, from, to });
      setFilters({ last: null, from: fromMs, to: toMs });
    },
    reset: isZoomed
      ? () => {
          setFilters(before ?? anyTime);
          setBefore(null);
        }
      : null,
  };
}
