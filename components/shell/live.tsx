'use client';

import { type Query, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

import { sessionExpiry } from '../data/session-expiry';
import { useAnnounce } from '../ui/announcer';
import { LiveConnection, type LiveSnapshot } from './live-connection';
import { followPage } from './page-life';
import { Refresher } from './refresher';
import { openLiveSource } from './shared-source';

interface LiveValue extends LiveSnapshot {
  pause: () => void;
  resume: () => void;
  toggle: () => void;
}

const idle: LiveSnapshot = {
  state: 'connecting',
  lastHeardMs: null,
  lastEventMs: null,
  hasWaiting: false,
  slots: new Map(),
};
const nothing = () => undefined;
const LiveContext = createContext<LiveValue>({ ...idle, pause: nothing, resume: nothing, toggle: nothing });
// Apart from the rest, which changes with every notice.
const PausedContext = createContext(false);

/** Queries that every notice refreshes, beside those of its topic. */
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
    const onMoved = (topics: readonly string[] | 'all') => {
      // Signed out: every further question would get the same answer.
      if (sessionExpiry.isExpired()) return;
      for (const name of topics === 'all' ? ['all'] : [...topics, ...ALWAYS]) made.ask(name);
    };
    return {
      connection: new LiveConnection({ open: openLiveSource, onMoved, onHello: sessionExpiry.clear }),
      refresher: made,
    };
  });

  useEffect(() => {
    // A stream is authorised once, at its beginning: opened anew, it says when the session is back.
    const onSession = () => (sessionExpiry.isExpired() ? connection.reconnect() : connection.refresh());
    const unsubscribe = sessionExpiry.subscribe(onSession);
    const unwatch = followPage(connection);
    return () => {
      unwatch();
      unsubscribe();
      connection.stop();
      refresher.stop();
    };
  }, [connection, refresher]);

  const snapshot = useSyncExternalStore(connection.subscribe, connection.getSnapshot, () => idle);
  const value = useMemo(() => {
    const pause = () => {
      connection.pause();
      // What is on its way would still move the screen, and the figures that "waiting" counts from.
      refresher.stop();
      void queryClient.cancelQueries({ predicate: ({ state }) => state.data !== undefined });
      announce('Live updates paused', 'live');
    };
    const resume = () => {
      connection.resume();
      announce('Live updates on', 'live');
    };
    return { ...snapshot, pause, resume, toggle: snapshot.state === 'paused' ? resume : pause };
  }, [snapshot, connection, refresher, queryClient, announce]);
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
    if (state === 'reconnecting' && !sessionExpiry.isExpired()) announce('Connection lost, reconnecting', 'live');
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
