'use client';

import { Switch as Primitive } from 'radix-ui';

interface ToggleProps {
  /** Names what is on or off. */
  label: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

/** Square switch of something that takes effect at once. */
export function Toggle({ label, ...rest }: ToggleProps) {
  return (
    <Primitive.Root
      aria-label={label}
      {...rest}
      className="relative inline-flex h-6 w-8 shrink-0 items-center justify-center disabled:opacity-100"
    >
      <span
        aria-hidden="true"
        className="flex h-4 w-7 items-center rounded-chip border border-control bg-sunk px-[3px] in-[[data-disabled]]:border-line in-[[data-state=checked]]:justify-end in-[[data-state=checked]]:border-accent in-[[data-state=checked]]:bg-accent"
      >
        <span className="size-2 bg-control in-[[data-state=checked]]:bg-on-accent" />
      </span>
    </Primitive.Root>
  );
}
