import { cn } from '../ui/cn';

interface SparklineProps {
  /** Says in words what the line shows; there are no figures in it. */
  label: string;
  values: readonly number[];
  /** Of the same length: bars below the line. */
  errors?: readonly number[] | undefined;
  width?: number | undefined;
  height?: number | undefined;
  className?: string | undefined;
}

/** A small trace without scale: 1.25 px line, failures as bars along its foot. */
export function Sparkline({ label, values, errors = [], width = 132, height = 28, className }: SparklineProps) {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const y = (value: number) => height - 2 - (Math.max(0, value) / top) * (height - 4);
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const worst = Math.max(1, ...errors);
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
      {errors.map((count, index) =>
        count > 0 ? (
          <rect
            key={index}
            x={Math.min(width - 2, index * step)}
            width={2}
            y={height - 2 - (count / worst) * (height / 2)}
            height={(count / worst) * (height / 2) + 1}
            className="fill-c-error"
          />
        ) : null,
      )}
      {values.length > 0 ? (
        <polyline points={points} fill="none" strokeWidth={1.25} strokeLinejoin="round" className="stroke-c-line" />
      ) : null}
    </svg>
  );
}
