'use client';

import { Search, X } from 'lucide-react';
import { useRef } from 'react';

import { cn } from './cn';
import { KeyCap } from './key-cap';
import { useShortcut } from './use-shortcut';

const box = 'rounded-control border border-control bg-face text-body text-ink';

interface SearchInputProps {
  label: string;
  placeholder?: string | undefined;
  value: string;
  onValueChange: (value: string) => void;
  /** Pressed anywhere, it puts the cursor here. */
  keys?: string | undefined;
  className?: string | undefined;
}

export function SearchInput({ label, placeholder, value, onValueChange, keys, className }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut(keys ?? '', () => input.current?.focus(), keys !== undefined);
  return (
    <search className={cn('relative flex w-[300px] max-w-full shrink-0 items-center max-phone:w-full', className)}>
      <Search
        aria-hidden="true"
        size={14}
        strokeWidth={2.1}
        className="pointer-events-none absolute left-2 text-ink-3"
      />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-keyshortcuts={keys}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onValueChange('');
          }
        }}
        className={cn(box, 'peer h-7 w-full truncate pr-8 pl-7 max-phone:h-9')}
      />
      {value === '' ? (
        keys && (
          <KeyCap className="pointer-events-none absolute right-1.5 peer-focus:invisible max-phone:hidden">
            {keys}
          </KeyCap>
        )
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            onValueChange('');
            input.current?.focus();
          }}
          className="absolute right-1 flex size-6 items-center justify-center rounded-chip text-ink-3 quick hover:text-ink"
        >
          <X aria-hidden="true" size={12} strokeWidth={2.1} />
        </button>
      )}
    </search>
  );
}
