'use client';

import { useEffect, useRef } from 'react';

import { cn } from './cn';

interface LineInputProps {
  /** Names it; there is no visible name of its own. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  /** Id of a `datalist`. */
  list?: string | undefined;
  /** Id of what says that the value is wrong. */
  errorId?: string | undefined;
  /** Has the focus once it is there: it was just asked for. */
  takesFocus?: boolean | undefined;
  className?: string | undefined;
}

/** A short line of code within a sentence or a row. */
export function LineInput({ label, onChange, errorId, takesFocus = false, className, ...input }: LineInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const wantsFocus = useRef(takesFocus);
  useEffect(() => {
    if (wantsFocus.current) field.current?.focus();
  }, []);
  return (
    <input
      ref={field}
      {...input}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
      aria-invalid={errorId !== undefined}
      aria-describedby={errorId}
      autoComplete="off"
      spellCheck={false}
      className={cn(
        'h-7 min-w-0 rounded-control border border-control bg-face px-2 text-mono font-mono text-ink aria-invalid:border-bad max-phone:h-8',
        className,
      )}
    />
  );
}
