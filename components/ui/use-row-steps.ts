'use client';

import { focusedRowKey, focusRow, keepRowInView } from './row-focus';
import { useShortcut } from './use-shortcut';

/** What is shown beside the rows: it follows the steps, and the focus stays where it is. */
interface OpenRow {
  currentKey: () => string | null;
  move: (key: string) => void;
}

/** J and K: to the next and the previous row of `keys`. Returns the step for buttons that do the same. */
export function useRowSteps(keys: readonly string[], open?: OpenRow): (by: 1 | -1) => void {
  const step = (by: 1 | -1) => {
    const openKey = open?.currentKey() ?? null;
    const place = keys.indexOf(openKey ?? focusedRowKey() ?? '');
    const next = place === -1 ? keys[0] : keys[place + by];
    if (next === undefined) return;
    if (open === undefined || openKey === null) focusRow(next);
    else {
      open.move(next);
      keepRowInView(next);
    }
  };
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  return step;
}
