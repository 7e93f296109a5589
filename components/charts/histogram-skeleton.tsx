import { HistogramFrame } from './histogram-frame';

const COUNT = 48;

// A calm wave: the same on server and client, and plainly no data.
const heights = Array.from({ length: COUNT }, (_, index) => 38 + 14 * Math.sin(index / 4) + 8 * Math.sin(index / 1.7));

/** The real frame of a histogram, with bars that say nothing yet. */
export function HistogramSkeleton({ height = 148 }: { height?: number }) {
  return (
    <HistogramFrame height={height} scale={{ top: 1, values: [] }} marks={[]} barCount={COUNT}>
      <div aria-hidden="true" className="absolute inset-0 flex items-end gap-px">
        {heights.map((share, index) => (
          <span key={index} className="flex-1 skeleton" style={{ height: `${share.toFixed(1)}%` }} />
        ))}
      </div>
    </HistogramFrame>
  );
}
