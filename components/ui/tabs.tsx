'use client';

import { Tabs as Primitive } from 'radix-ui';
import { type ReactNode } from 'react';

import { formatCount } from '@/lib/text/format';

import { cn } from './cn';

export interface Tab {
  value: string;
  label: string;
  /** A number of things, or a size in words. */
  count?: number | string | undefined;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  /** The open one; screens keep it in the URL. */
  value: string;
  onValueChange: (value: string) => void;
  /** `TabPanel`s. */
  children: ReactNode;
  /** Side padding of the tab row, to stand on the same edge as the text below. */
  className?: string | undefined;
  rootClassName?: string | undefined;
}

export function Tabs({ label, tabs, value, onValueChange, children, className, rootClassName }: TabsProps) {
  return (
    <Primitive.Root value={value} onValueChange={onValueChange} className={rootClassName}>
      <Primitive.List
        aria-label={label}
        className={cn(
          'flex h-9 shrink-0 no-scrollbar gap-5 overflow-x-auto border-b px-6 in-[[data-raised]]:gap-4 in-[[data-raised]]:narrow max-phone:px-3',
          className,
        )}
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="group flex h-9 items-center border-b-2 border-transparent text-body font-medium whitespace-nowrap text-ink-2 quick outline-none hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {/* The ring stands around the words: the tab itself is cut by the row, which scrolls sideways. */}
            <span className="flex items-center gap-1.5 rounded-chip outline-offset-2 outline-accent group-focus-visible:outline-2">
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="text-small font-normal text-ink-3">
                  {typeof tab.count === 'number' ? formatCount(tab.count) : tab.count}
                </span>
              )}
            </span>
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {children}
    </Primitive.Root>
  );
}

interface TabPanelProps {
  value: string;
  children: ReactNode;
  className?: string | undefined;
}

export function TabPanel({ value, children, className }: TabPanelProps) {
  return (
    <Primitive.Content value={value} className={cn('focus-row', className)}>
      {children}
    </Primitive.Content>
  );
}
