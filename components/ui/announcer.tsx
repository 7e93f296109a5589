'use client';

import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';

type Announce = (text: string, topic?: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

const PAUSE_MS = 5000;

/**
 * The one polite live region of a page. Speaks at most once in 5 s; what comes in between is kept by topic, newest
 * only, and said together.
 */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState('');
  const waiting = useRef(new Map<string, string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const announce = useMemo<Announce>(() => {
    const speak = () => {
      if (waiting.current.size === 0) {
        timer.current = null;
        return;
      }
      setText([...waiting.current.values()].join('. '));
      waiting.current.clear();
      timer.current = setTimeout(speak, PAUSE_MS);
    };
    return (message, topic = message) => {
      waiting.current.set(topic, message);
      // The short wait lets messages of one act arrive together.
      timer.current ??= setTimeout(speak, 100);
    };
  }, []);

  useEffect(() => {
    const pending = timer;
    return () => {
      if (pending.current) clearTimeout(pending.current);
      pending.current = null;
    };
  }, []);

  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {text}
      </div>
    </AnnounceContext>
  );
}

/** Says something to screen readers; a later message of the same topic replaces one that was not said yet. */
export function useAnnounce(): Announce {
  return use(AnnounceContext);
}
