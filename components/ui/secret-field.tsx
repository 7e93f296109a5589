'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';

interface SecretFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A line of text that bystanders cannot read, unless the person wants to see it. */
export function SecretField({ label, value, onChange, placeholder, hint, error }: SecretFieldProps) {
  const [fieldId, noteId] = [useId(), useId()];
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={fieldId} className="text-small text-ink-2">
        {label}
      </label>
      <div className="relative">
        <input
          id={fieldId}
          type={isShown ? 'text' : 'password'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={placeholder}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : noteId}
          autoComplete="off"
          spellCheck={false}
          className="h-7 w-full rounded-control border border-control bg-face pr-8 pl-2 text-mono font-mono text-ink aria-invalid:border-bad max-phone:h-8"
        />
        <button
          type="button"
          aria-label={isShown ? `Hide ${label}` : `Show ${label}`}
          onClick={() => setIsShown(!isShown)}
          className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center rounded-control text-ink-3 quick hover:bg-hover hover:text-ink max-phone:top-1"
        >
          <Icon aria-hidden="true" size={14} strokeWidth={2.1} />
        </button>
      </div>
      {note === undefined ? null : (
        <p
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={error === undefined ? 'text-small text-ink-2' : 'text-small text-bad'}
        >
          {note}
        </p>
      )}
    </div>
  );
}
