'use client';

import { useEffect, useEffectEvent } from 'react';

/** Runs `save` with Ctrl S or ⌘ S in the place of the browser's own, while something can be saved. */
export function useSaveKey(save: () => void, enabled: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (!event.repeat && document.querySelector('[role=dialog][data-state=open]') === null) save();
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}
