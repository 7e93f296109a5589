import { X } from 'lucide-react';

import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { cn } from './cn';
import { OutsideText } from './outside-text';

interface FilterChipProps {
  name: string;
  value: string;
  count?: number | undefined;
  /** Makes it a set filter, with a button that takes it away. */
  onRemove?: (() => void) | undefined;
}

export const filterBox = 'rounded-control inline-flex h-7 shrink-0 items-stretch border text-body max-phone:h-8';
export const filterSet = 'border-accent/60 bg-select';
export const filterUnset = 'border-line-2';

/** Name, value and count inside a filter. */
export function FilterWords({ name, value, count }: Omit<FilterChipProps, 'onRemove'>) {
  return (
    <>
      <span className="text-small text-ink-3">{name}</span>
      <span title={visibleText(value)} className="max-w-84 truncate font-medium">
        <OutsideText>{value}</OutsideText>
      </span>
      {count === undefined ? null : <span className="text-small text-ink-3">{formatCount(count)}</span>}
    </>
  );
}

/** A filter that is set: what it is, and a way to remove it. */
export function FilterChip({ name, value, count, onRemove }: FilterChipProps) {
  return (
    <span className={cn(filterBox, onRemove ? filterSet : filterUnset)}>
      <span className="flex items-center gap-1.5 px-2">
        <FilterWords name={name} value={value} count={count} />
      </span>
      {onRemove ? <FilterRemove name={name} onRemove={onRemove} /> : null}
    </span>
  );
}

/** Where a person at the keyboard goes on once the button that was pressed is gone: at the first of its bar. */
export function focusFirstFilter(pressed: HTMLElement): void {
  pressed.closest('[role="group"]')?.querySelector('button')?.focus();
}

export function FilterRemove({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Remove filter ${name}`}
      onClick={(event) => {
        focusFirstFilter(event.currentTarget);
        onRemove();
      }}
      className="flex w-6 items-center justify-center border-l border-accent/40 text-ink-2 focus-row quick hover:bg-accent-tint hover:text-ink"
    >
      <X aria-hidden="true" size={12} strokeWidth={2.1} />
    </button>
  );
}
