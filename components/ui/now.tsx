'use client';

import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react';

const RenderedAt = createContext(0);

/** `nowMs` is the server's clock at rendering: server and first client render must agree on what "3 s ago" means. */
export function NowProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  return <RenderedAt value={nowMs}>{children}</RenderedAt>;
}

/** The current time in ms, moving every `everyMs` (rounded down to it). */
export function useNow(everyMs = 1000): number {
  const renderedAt = use(RenderedAt);
  const subscribe = useCallback(
    (notify: () => void) => {
      const timer = setInterval(notify, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  const step = (ms: number) => Math.floor(ms / everyMs) * everyMs;
  return useSyncExternalStore(
    subscribe,
    () => step(Date.now()),
    () => step(renderedAt),
  );
}
