'use client';

import { type LucideIcon } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';

import { cn } from './cn';
import { Tooltip } from './tooltip';

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon | undefined;
}

interface SegmentedControlProps<V extends string> {
  /** Names the group. */
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  options: readonly Segment<V>[];
  /** 24 instead of 28 px. */
  small?: boolean | undefined;
  /** Shows the icons and keeps the words as names. */
  iconsOnly?: boolean | undefined;
  className?: string | undefined;
}

/** One of a few, all in sight. */
export function SegmentedControl<V extends string>({
  label,
  value,
  onValueChange,
  options,
  ...look
}: SegmentedControlProps<V>) {
  const choose = (next: string) => {
    // Radix reports '' when the pressed one is pressed again: one is always chosen here.
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={choose}
      className={cn(
        'flex shrink-0 overflow-clip rounded-control border border-line-2 [overflow-clip-margin:4px]',
        look.small ? 'h-6 max-phone:h-8' : 'h-7 max-phone:h-8',
        look.className,
      )}
    >
      {options.map((option) => (
        <SegmentButton key={option.value} option={option} iconOnly={look.iconsOnly ?? false} />
      ))}
    </ToggleGroup.Root>
  );
}

function SegmentButton({ option, iconOnly }: { option: Segment<string>; iconOnly: boolean }) {
  const { icon: Icon, label, value } = option;
  const item = (
    <ToggleGroup.Item
      value={value}
      aria-label={iconOnly ? label : undefined}
      className={cn(
        'flex h-full items-center justify-center gap-1.5 border-l border-line-2 text-small whitespace-nowrap text-ink-2 focus-row quick first:border-l-0 hover:bg-hover hover:text-ink aria-checked:bg-select aria-checked:font-semibold aria-checked:text-ink',
        iconOnly ? 'w-[26px]' : 'px-2',
      )}
    >
      {Icon ? <Icon aria-hidden="true" size={14} strokeWidth={2.1} /> : null}
      {iconOnly ? null : label}
    </ToggleGroup.Item>
  );
  return iconOnly ? <Tooltip text={label}>{item}</Tooltip> : item;
}
