import { type FocusEvent, type KeyboardEvent } from 'react';

const items = '[role=treeitem]';

/**
 * Moves through a tree as the ARIA pattern for trees says: up and down over what is shown, to either end, right into a
 * branch and left out of it; right and left also open and close it, and Enter and Space do either. Goes onto the element
 * with the role `tree`. An item's first button opens and closes it.
 */
export function moveInTree(event: KeyboardEvent<HTMLElement>): void {
  const item = event.target instanceof Element ? event.target.closest<HTMLElement>(items) : null;
  const act = item === null || event.altKey || event.ctrlKey || event.metaKey ? undefined : acts[event.key];
  if (item === null || act === undefined) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(items)];
  act(item, all, all.indexOf(item));
}

/** Keeps the item that had the focus last as the tree's one stop of the Tab key. */
export function followFocus(event: FocusEvent<HTMLElement>): void {
  const item = event.target.closest<HTMLElement>(items);
  if (item === null) return;
  for (const former of event.currentTarget.querySelectorAll<HTMLElement>(`${items}[tabindex="0"]`))
    former.tabIndex = -1;
  item.tabIndex = 0;
}

type Act = (item: HTMLElement, all: HTMLElement[], index: number) => void;

const isOpen = (item: HTMLElement) => item.getAttribute('aria-expanded') === 'true';

const toggle: Act = (item) => {
  if (item.hasAttribute('aria-expanded')) item.querySelector('button')?.click();
};

const acts: Partial<Record<string, Act>> = {
  ArrowDown: (_item, all, index) => all[index + 1]?.focus(),
  ArrowUp: (_item, all, index) => all[index - 1]?.focus(),
  Home: (_item, all) => all[0]?.focus(),
  End: (_item, all) => all.at(-1)?.focus(),
  ArrowRight: (item, all, index) => {
    if (isOpen(item)) all[index + 1]?.focus();
    else toggle(item, all, index);
  },
  ArrowLeft: (item, all, index) => {
    if (isOpen(item)) toggle(item, all, index);
    else item.parentElement?.closest<HTMLElement>(items)?.focus();
  },
  Enter: toggle,
  ' ': toggle,
};
