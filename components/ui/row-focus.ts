/** The row as `DataTable` draws it: `[data-row]` holds the row's key, `[data-row-link]` takes the focus. */
function rowOf(key: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')].find((element) => element.dataset.row === key);
}

/** Key of the row that has the focus, if one has. */
export function focusedRowKey(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

/** Moves the focus to a row, which also brings it into view. */
export function focusRow(key: string): void {
  rowOf(key)?.querySelector<HTMLElement>('[data-row-link]')?.focus();
}

/** Shows a row; the focus follows only when it is on a row, so that it never leaves an open sheet. */
export function keepRowInView(key: string): void {
  if (focusedRowKey() === null) rowOf(key)?.scrollIntoView({ block: 'nearest' });
  else focusRow(key);
}
