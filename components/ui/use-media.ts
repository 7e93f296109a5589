'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query matches. False on the server and while hydrating, so markup must not depend on it alone. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** True below 720 px. Use CSS (`max-phone:`) where it can say the same. */
export function usePhone(): boolean {
  return useMedia('(max-width: 719.98px)');
}
