import { cn } from './cn';

interface NeedleProps {
  /** Smaller head, for the two ends of a zoom. */
  small?: boolean | undefined;
  className?: string | undefined;
}

/**
 * Marks the reading: now on a live chart, a chosen second, the ends of a zoom. Stands with its hairline on the left edge
 * of its box and takes the box's height; the parent places it.
 */
export function Needle({ small = false, className }: NeedleProps) {
  const width = small ? 7 : 11;
  return (
    <span aria-hidden="true" className={cn('pointer-events-none absolute inset-y-0 w-0', className)}>
      <span className="absolute inset-y-0 -left-px w-0.5 bg-accent" />
      <svg
        width={width}
        height={width}
        viewBox="0 0 11 11"
        className="absolute top-0 fill-accent"
        style={{ left: -width / 2 }}
      >
        <path d="M0.5 0h10v6.5L5.5 11 0.5 6.5z" />
      </svg>
    </span>
  );
}

/** A needle over an empty scale: the mark of a screen that waits for its first value. */
export function EmptyScale() {
  const ticks = Array.from({ length: 9 }, (_, index) => index * 5);
  return (
    <span aria-hidden="true" className="relative block h-6 w-10 shrink-0">
      <svg width="41" height="24" className="absolute inset-0 stroke-tick" shapeRendering="crispEdges">
        <path d="M0 23.5h41" />
        {ticks.map((x) => (
          <path key={x} d={`M${x + 0.5} ${x % 20 === 0 ? 17 : 20}v4`} />
        ))}
      </svg>
      <Needle className="left-5" />
    </span>
  );
}
