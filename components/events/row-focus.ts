/** The rows of the list as `DataTable` draws them: `[data-row]` names the event, `[data-row-link]` takes the focus. */
function rowOf(id: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')].find((element) => element.dataset.row === id);
}

/** Event of the row that has the focus, if one has. */
export function focusedRowId(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

/** Moves the focus to an event's row, which also brings it into view. */
export function focusRow(id: string): void {
  rowOf(id)?.querySelector<HTMLElement>('[data-row-link]')?.focus();
}

/** Shows an event's row; the focus follows only when it is on a row, so that it never leaves an open sheet. */
export function keepRowInView(id: string): void {
  if (focusedRowId() === null) rowOf(id)?.scrollIntoView({ block: 'nearest' });
  else focusRow(id);
}
