'use client';

import { cn } from './cn';

interface SelectBoxProps<V extends string> {
  /** Names it; there is no visible name of its own. */
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  options: readonly { value: V; label: string }[];
  className?: string | undefined;
}

/** One of several, within a sentence or a row. */
export function SelectBox<V extends string>({ label, value, onValueChange, options, className }: SelectBoxProps<V>) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option !== undefined) onValueChange(option.value);
  };
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => choose(event.target.value)}
      className={cn(
        'h-7 max-w-full rounded-control border border-control bg-face px-1.5 text-body text-ink max-phone:h-8',
        className,
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
