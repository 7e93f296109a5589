'use client';

import { useCallback } from 'react';
import { JsonView as Tree } from 'react-json-view-lite';

import { type JsonValue } from '@/lib/json';

interface JsonViewProps {
  value: JsonValue;
  /** Names the tree: "Payload". */
  label: string;
  /** Levels that are open at first. Deeper ones open on demand, so that a hostile nesting is never walked. */
  expandDepth?: number | undefined;
}

// The tree writes keys and values as React text, never as markup.
const look = {
  container: 'text-mono whitespace-pre-wrap [overflow-wrap:anywhere]',
  basicChildStyle: 'relative pl-4',
  childFieldsContainer: 'm-0 list-none p-0',
  label: 'mr-1.5 font-medium text-ink',
  clickableLabel: 'mr-1.5 cursor-pointer font-medium text-ink',
  nullValue: 'text-ink-3',
  undefinedValue: 'text-ink-3',
  stringValue: 'text-ok',
  booleanValue: 'text-accent',
  numberValue: 'text-accent',
  otherValue: 'text-ink-2',
  punctuation: 'text-ink-3',
  collapseIcon:
    "absolute -left-1 flex h-5 w-5 cursor-pointer items-center justify-center text-ink-3 select-none hover:text-ink after:content-['▾']",
  expandIcon:
    "absolute -left-1 flex h-5 w-5 cursor-pointer items-center justify-center text-ink-3 select-none hover:text-ink after:content-['▸']",
  collapsedContent: "mx-1 cursor-pointer text-ink-3 after:content-['…']",
  quotesForFieldNames: true,
  stringifyStringValues: true,
  ariaLables: { collapseJson: 'Collapse', expandJson: 'Expand' },
};

/** JSON as a tree that folds. */
export function JsonView({ value, label, expandDepth = 3 }: JsonViewProps) {
  const shouldExpand = useCallback((level: number) => level < expandDepth, [expandDepth]);
  if (typeof value !== 'object' || value === null) return <code className="text-mono">{JSON.stringify(value)}</code>;
  return <Tree data={value} style={look} shouldExpandNode={shouldExpand} aria-label={label} />;
}
