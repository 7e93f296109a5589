import { cn } from '../ui/cn';

interface SparkBarsProps {
  /** Says in words what the bars show; there are no figures in them. */
  label: string;
  values: readonly number[];
  /** Of the same length: what failed, at the foot of each bar. */
  errors: readonly number[];
  width?: number | undefined;
  height?: number | undefined;
  className?: string | undefined;
}

/** What is seen at all has at least this height, in px. */
const least = 2;

/** Small bars without a scale, side by side with failures red at their foot. */
export function SparkBars({ label, values, errors, width = 144, height = 22, className }: SparkBarsProps) {
  const room = height - 2;
  const top = Math.max(1, ...values.map((value, index) => value + (errors[index] ?? 0)));
  const step = width / Math.max(1, values.length);
  const heightOf = (count: number) => (count > 0 ? Math.max(least, (count / top) * room) : 0);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={cn('block shrink-0', className)}
    >
      <path d={`M0 ${height - 0.5}H${width}`} className="stroke-tick" shapeRendering="crispEdges" />
      {values.map((value, index) => {
        const [x, bar] = [index * step, { width: Math.max(1, step - 1) }];
        const failed = heightOf(errors[index] ?? 0);
        const done = Math.min(heightOf(value), room - failed);
        return (
          <g key={index}>
            <rect x={x} {...bar} y={height - 1 - failed - done} height={done} className="fill-c-applied" />
            <rect x={x} {...bar} y={height - 1 - failed} height={failed} className="fill-c-error" />
          </g>
        );
      })}
    </svg>
  );
}
