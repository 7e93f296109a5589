'use client';

import { type ReactNode, useId } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  inputMode?: 'url' | 'numeric' | undefined;
  /** One line under the field that helps to fill it in. */
  hint?: ReactNode;
  /** What is wrong with the value; stands under the field, in the place of the hint. */
  error?: string | undefined;
  /** Set when the value is wrong and something else on the screen says why: the element that does. */
  errorId?: string | undefined;
}

/** A line of text with its name above it. */
export function TextField({ label, value, onChange, hint, error, errorId, ...input }: TextFieldProps) {
  const [fieldId, noteId] = [useId(), useId()];
  const hasNote = error !== undefined || hint !== undefined;
  const wrongBy = error === undefined ? errorId : noteId;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={fieldId} className="text-small text-ink-2">
        {label}
      </label>
      <input
        id={fieldId}
        {...input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={wrongBy !== undefined}
        aria-errormessage={wrongBy}
        aria-describedby={hasNote ? noteId : undefined}
        autoComplete="off"
        spellCheck={false}
        className="h-7 rounded-control border border-control bg-face px-2 text-body text-ink aria-invalid:border-bad max-phone:h-8"
      />
      {hasNote ? (
        <p
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={error === undefined ? 'text-small text-ink-2' : 'text-small text-bad'}
        >
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
