'use client';

import { type RefObject, useEffect } from 'react';

const OWN_ACT = 'a, button, input, label, select, textarea, summary';

function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  const target = event.target;
  if (event.defaultPrevented || !(target instanceof Element) || target.closest(OWN_ACT)) return null;
  return target.closest('[data-row]')?.querySelector<HTMLAnchorElement>('a[data-row-link]') ?? null;
}

/**
 * Passes clicks on the parts of a row that stand above its link (a time with a title, say) on to the link, with the
 * modifiers they had. For the mouse only: the keyboard has the link itself.
 */
export function useRowClicks(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const onClick = (event: MouseEvent) => {
      const { ctrlKey, metaKey, shiftKey } = event;
      linkOf(event)?.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
      );
    };
    const onAuxClick = (event: MouseEvent) => {
      const link = event.button === 1 ? linkOf(event) : null;
      if (link) window.open(link.href, '_blank', 'noopener');
    };
    element.addEventListener('click', onClick);
    element.addEventListener('auxclick', onAuxClick);
    return () => {
      element.removeEventListener('click', onClick);
      element.removeEventListener('auxclick', onAuxClick);
    };
  }, [body]);
}
