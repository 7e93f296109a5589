'use client';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  /** Set when the value is wrong: the element that says why. */
  errorId?: string | undefined;
}

/** A line of text with its name above it. */
export function TextField({ label, value, onChange, placeholder, maxLength, errorId }: TextFieldProps) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-small text-ink-2">{label}</span>
      <input
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={errorId !== undefined}
        aria-errormessage={errorId}
        autoComplete="off"
        spellCheck={false}
        className="h-7 rounded-control border border-control bg-face px-2 text-body text-ink aria-invalid:border-bad max-phone:h-8"
      />
    </label>
  );
}
