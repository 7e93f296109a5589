'use client';

import { createContext, use, useMemo, useState } from 'react';

import { focusedRowKey } from '@/components/ui/row-focus';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveryKey } from '@/lib/deliveries/delivery-view';

import { allMatching, allShown, nothingPicked, settled, toggled } from './selection-state';

export interface Selection {
  /** Everything that the filters match is selected, loaded or not. */
  isAll: boolean;
  /** Selected rows that are loaded. */
  rows: readonly DeliverySummary[];
  /** Of the head's checkbox, for all loaded rows. */
  shown: boolean | 'indeterminate';
  has: (key: string) => boolean;
  toggle: (key: string) => void;
  selectShown: () => void;
  selectAll: () => void;
  clear: () => void;
}

/** The rows that a person has ticked; kept while pages and live updates come in. `under` names the filters of the list. */
export function useSelection(rows: readonly DeliverySummary[] | undefined, under: string, enabled: boolean): Selection {
  const keys = useMemo(() => rows?.map(deliveryKey), [rows]);
  const [stored, setPicked] = useState(() => nothingPicked(under));
  const picked = settled(stored, keys, under);
  if (picked !== stored) setPicked(picked);
  const has = (key: string) => picked.isAll || picked.keys.has(key);
  const toggle = (key: string) => setPicked(toggled(picked, key, keys ?? []));
  useShortcut(
    'x',
    () => {
      const key = focusedRowKey();
      if (key !== null && keys?.includes(key) === true) toggle(key);
    },
    enabled,
  );
  const selected = (rows ?? []).filter((row) => has(deliveryKey(row)));
  return {
    isAll: picked.isAll,
    rows: selected,
    shown: shareOf(selected.length, rows?.length ?? 0),
    has,
    toggle,
    selectShown: () => setPicked(allShown(picked, keys ?? [])),
    selectAll: () => setPicked(allMatching(picked)),
    clear: () => setPicked(nothingPicked(under)),
  };
}

function shareOf(selected: number, shown: number): boolean | 'indeterminate' {
  if (selected === 0) return false;
  return selected === shown ? true : 'indeterminate';
}

const SelectionContext = createContext<Selection | null>(null);

export const SelectionProvider = SelectionContext.Provider;

/** The selection of the list around; null where rows cannot be selected. */
export function useRowSelection(): Selection | null {
  return use(SelectionContext);
}
