'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import { type ReactNode } from 'react';

import { cn } from './cn';

interface CheckboxProps {
  /** `indeterminate`: some of what it stands for, not all. */
  checked: boolean | 'indeterminate';
  onCheckedChange: (checked: boolean) => void;
  /** Name for assistive technology when there is no visible one. */
  label?: string | undefined;
  disabled?: boolean | undefined;
  /** The visible name; pressing it toggles the box. */
  children?: ReactNode;
  className?: string | undefined;
}

const marked =
  'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent';

export function Checkbox({ checked, onCheckedChange, label, disabled, children, className }: CheckboxProps) {
  const Mark = checked === 'indeterminate' ? Minus : Check;
  return (
    <label className={cn('flex min-h-6 min-w-6 cursor-pointer items-center gap-2 text-body', className)}>
      <Primitive.Root
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        aria-label={label}
        disabled={disabled}
        className={cn(
          'flex size-3.5 shrink-0 items-center justify-center rounded-chip border border-control bg-face',
          marked,
        )}
      >
        <Primitive.Indicator>
          <Mark aria-hidden="true" size={11} strokeWidth={3} className="text-on-accent" />
        </Primitive.Indicator>
      </Primitive.Root>
      {children}
    </label>
  );
}
