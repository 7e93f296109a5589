'use client';

import { type Query, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

import { sessionExpiry } from '../session-expiry';
import { useAnnounce } from '../ui/announcer';
import { LiveConnection, type LiveSnapshot } from './live-connection';
import { Refresher } from './refresher';

interface LiveValue extends LiveSnapshot {
  pause: () => void;
  resume: () => void;
  toggle: () => void;
}

const idle: LiveSnapshot = { state: 'live', lastHeardMs: null, lastEventMs: null, hasWaiting: false, slots: new Map() };
const nothing = () => undefined;
const LiveContext = createContext<LiveValue>({ ...idle, pause: nothing, resume: nothing, toggle: nothing });
// Apart from the rest, which changes with every notice.
const PausedContext = createContext(false);

/** Queries that every notice refreshes, beside those of its own topic. */
const ALWAYS = ['nav', 'overview'];

/**
 * Keeps every query on screen in step with the server: a notice about a topic refreshes the queries whose key begins with
 * its name. A query with `meta: { held: true }` is left alone: its list must not move under the reader's eyes.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [{ connection, refresher }] = useState(() => {
    const matches = (name: string) => (query: Query) =>
      query.meta?.held !== true && (name === 'all' || query.queryKey[0] === name);
    const made = new Refresher((name) => queryClient.invalidateQueries({ predicate: matches(name) }));
    const open = () => new EventSource('/api/live');
    const onMoved = (topics: readonly string[] | 'all') => {
      // Signed out: every further question would get the same answer.
      if (sessionExpiry.isExpired()) return;
      for (const name of topics === 'all' ? ['all'] : [...topics, ...ALWAYS]) made.ask(name);
    };
    return { connection: new LiveConnection({ open, onMoved, onHello: sessionExpiry.clear }), refresher: made };
  });

  useEffect(() => {
    const onVisibility = () => connection.setHidden(document.hidden);
    // A stream is authorised once, at its beginning: opened anew, it says when the session is back.
    const onSession = () => (sessionExpiry.isExpired() ? connection.reconnect() : connection.refresh());
    connection.start();
    const unsubscribe = sessionExpiry.subscribe(onSession);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      unsubscribe();
      connection.stop();
      refresher.stop();
    };
  }, [connection, refresher]);

  const snapshot = useSyncExternalStore(connection.subscribe, connection.getSnapshot, () => idle);
  const value = useMemo(() => {
    const pause = () => {
      connection.pause();
      announce('Live updates paused', 'live');
    };
    const resume = () => {
      connection.resume();
      announce('Live updates on', 'live');
    };
    return { ...snapshot, pause, resume, toggle: snapshot.state === 'paused' ? resume : pause };
  }, [snapshot, connection, announce]);
  useBreakAnnouncement(snapshot.state);
  return (
    <LiveContext value={value}>
      <PausedContext value={snapshot.state === 'paused'}>{children}</PausedContext>
    </LiveContext>
  );
}

function useBreakAnnouncement(state: LiveSnapshot['state']): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (state === 'reconnecting') announce('Connection lost, reconnecting', 'live');
  }, [state, announce]);
}

/** Whether the person holds live updates: paused means that nothing on the screen moves. */
export function usePaused(): boolean {
  return use(PausedContext);
}

/** A `refetchInterval` that rests while live updates are paused. */
export function useWhileLive(everyMs: number | false): number | false {
  return usePaused() ? false : everyMs;
}

/** State of the live connection, and the means to hold it. */
export function useLive(): LiveValue {
  return use(LiveContext);
}
