'use client';

import { Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';

import { type Outcome } from '@/lib/events/outcome';
import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { Checkbox } from '../ui/checkbox';
import { cn } from '../ui/cn';
import { filterBox, FilterRemove, filterSet, filterUnset, FilterWords } from '../ui/filter-chip';
import { Menu, MenuItem } from '../ui/menu';
import { OutsideText } from '../ui/outside-text';
import { Swatch } from './swatch';

export interface FilterOption {
  value: string;
  label: string;
  count?: number | undefined;
  swatch?: Outcome | undefined;
}

interface FilterMenuProps {
  name: string;
  options: readonly FilterOption[];
  /** Empty means any. */
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  /** One at a time; choosing it again takes it away. */
  single?: boolean | undefined;
  /** Word for "nothing chosen", "any" if not given. */
  anyWord?: string | undefined;
  /** A setting and no filter: a choice does not stand out, and no button takes all of them away. */
  setting?: boolean | undefined;
  /** What stands below the choices; `close` puts the whole away. */
  footer?: ((close: () => void) => ReactNode) | undefined;
}

/** A filter chip that opens its choices. */
export function FilterMenu(props: FilterMenuProps) {
  const { name, options, selected, onChange, single = false, anyWord = 'any', setting = false, footer } = props;
  const [isOpen, setOpen] = useState(false);
  const isSet = selected.length > 0;
  const isFilter = isSet && !setting;
  const chosen = selected.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const toggle = (value: string, checked: boolean) => {
    const others = single ? [] : selected.filter((other) => other !== value);
    onChange(checked ? [...others, value] : others);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <span className={cn(filterBox, isFilter ? filterSet : filterUnset)}>
        <Popover.Trigger className="flex items-center gap-1.5 rounded-control px-2 focus-row quick hover:bg-hover">
          <FilterWords
            name={name}
            value={isSet ? summary(chosen) : anyWord}
            count={isSet || setting ? undefined : options.length || undefined}
          />
        </Popover.Trigger>
        {isFilter ? <FilterRemove name={name} onRemove={() => onChange([])} /> : null}
      </span>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          className="z-30 max-h-[60vh] min-w-52 pop overflow-y-auto rounded-control border border-line-2 bg-raised p-2 shadow-float outline-none"
        >
          <ul>
            {options.map((option) => (
              <li key={option.value} className="flex h-7 items-center gap-2">
                <OptionBox option={option} checked={selected.includes(option.value)} onToggle={toggle} />
              </li>
            ))}
          </ul>
          {footer ? <div className="mt-2 border-t pt-2">{footer(() => setOpen(false))}</div> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function summary(labels: readonly string[]): string {
  const [first = '', ...rest] = labels;
  return rest.length === 0 ? first : `${first} +${rest.length}`;
}

interface OptionBoxProps {
  option: FilterOption;
  checked: boolean;
  onToggle: (value: string, checked: boolean) => void;
}

function OptionBox({ option, checked, onToggle }: OptionBoxProps) {
  return (
    <Checkbox checked={checked} onCheckedChange={(next) => onToggle(option.value, next)} className="flex-1">
      {option.swatch ? <Swatch outcome={option.swatch} /> : null}
      <span className="min-w-0 flex-1 truncate" title={visibleText(option.label)}>
        <OutsideText>{option.label}</OutsideText>
      </span>
      {option.count === undefined ? null : (
        <span className="pl-4 text-small text-ink-3">{formatCount(option.count)}</span>
      )}
    </Checkbox>
  );
}

interface AddFilterProps {
  options: readonly { value: string; label: string }[];
  onAdd: (value: string) => void;
}

/** "+ Filter": offers the filters that are not in the bar yet. */
export function AddFilter({ options, onAdd }: AddFilterProps) {
  if (options.length === 0) return null;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="inline-flex h-7 shrink-0 items-center gap-1 rounded-control border border-dashed border-line-2 px-2 text-body text-ink-2 quick hover:bg-hover hover:text-ink max-phone:h-8"
        >
          <Plus aria-hidden="true" size={14} strokeWidth={2.1} />
          Filter
        </button>
      }
    >
      {options.map((option) => (
        <MenuItem key={option.value} onSelect={() => onAdd(option.value)}>
          {option.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
