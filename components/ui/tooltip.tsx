'use client';

import { Tooltip as Primitive } from 'radix-ui';
import { type ReactNode } from 'react';

import { KeyCap } from './key-cap';

interface TooltipProps {
  text: ReactNode;
  keys?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  /** One element that takes focus. */
  children: ReactNode;
}

/** A name or explanation shown on hover and on focus. Never the only place where something is said. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 pop items-center gap-2 rounded-control border border-line-2 bg-raised px-2 py-1 text-small text-ink shadow-float"
        >
          {text}
          {keys ? <KeyCap>{keys}</KeyCap> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Shared delay of all tooltips; stands once near the root. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}
