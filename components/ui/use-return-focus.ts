'use client';

import { type RefObject, useRef } from 'react';

import { focusedRowKey, focusRow } from './row-focus';

/**
 * Where the focus goes when a dialog opens and closes. The dialog has no trigger, so the focus returns to what opened it, or
 * to its row when the act took that away.
 */
export function useReturnFocus(initialFocus: RefObject<HTMLElement | null> | undefined) {
  const opener = useRef<{ element: Element | null; row: string | null }>({ element: null, row: null });
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = { element: document.activeElement, row: focusedRowKey() };
      const first = initialFocus?.current ?? null;
      if (first === null) return;
      event.preventDefault();
      first.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const { element, row } = opener.current;
      if (element instanceof HTMLElement && element.isConnected) element.focus();
      else if (row !== null) focusRow(row);
    },
  };
}
