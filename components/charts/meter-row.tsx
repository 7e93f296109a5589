import { cn } from '../ui/cn';

interface MeterRowProps {
  label: string;
  value: number;
  max: number;
  /** The figure as people read it, "0.7 s" or "382". */
  valueText: string;
  fill?: 'applied' | 'error' | 'line' | undefined;
  labelClassName?: string | undefined;
  /** 18 instead of 24 px, for a read-out. */
  compact?: boolean | undefined;
}

const fills = { applied: 'bg-c-applied', error: 'bg-c-error', line: 'bg-c-line' };

/** One line of a comparison: name, bar, figure. */
export function MeterRow({
  label,
  value,
  max,
  valueText,
  fill = 'applied',
  labelClassName,
  compact = false,
}: MeterRowProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cn('flex items-center gap-2', compact ? 'h-[18px] text-small' : 'h-6 text-body')}>
      <span className={cn('w-10 shrink-0 truncate text-ink-2', labelClassName)} title={label}>
        {label}
      </span>
      <span
        role="meter"
        aria-label={label}
        aria-valuenow={Math.min(Math.max(0, value), Math.max(0, max))}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, max)}
        aria-valuetext={valueText}
        className="h-2 min-w-6 flex-1 bg-sunk"
      >
        <span
          className={cn('block h-full min-w-px transition-[width] duration-240', fills[fill])}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className={cn('shrink-0 text-right', compact ? 'min-w-6 text-ink-2' : 'min-w-10 font-medium')}>
        {valueText}
      </span>
    </div>
  );
}
