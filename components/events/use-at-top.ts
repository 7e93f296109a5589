'use client';

import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether a list is scrolled to its top, whichever element scrolls (the list itself, or the whole page on a phone): true
 * while every `[data-top-mark]` inside `container` can be seen.
 */
export function useAtTop(container: RefObject<HTMLElement | null>): [boolean, (atTop: boolean) => void] {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    const hidden = new Set<Element>();
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) hidden.delete(entry.target);
        else hidden.add(entry.target);
      }
      setAtTop(hidden.size === 0);
    });
    container.current?.querySelectorAll('[data-top-mark]').forEach((mark) => observer.observe(mark));
    return () => observer.disconnect();
  }, [container]);
  return [atTop, setAtTop];
}
