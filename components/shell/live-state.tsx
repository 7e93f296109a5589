'use client';

import { type LucideIcon, LogOut, Pause, Radio, RotateCw } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';

import { formatCount } from '@/lib/text/format';

import { sessionExpiry } from '../data/session-expiry';
import { cn } from '../ui/cn';
import { Time } from '../ui/time';
import { Tooltip } from '../ui/tooltip';
import { useShortcut } from '../ui/use-shortcut';
import { ActivityTrace } from './activity-trace';
import { useLive } from './live';
import { type LiveState } from './live-connection';
import { useWaitingEvents } from './nav-query';

type ShownState = LiveState | 'expired';

const looks: Record<ShownState, { icon: LucideIcon; word: string; color: string; wordColor: string }> = {
  connecting: { icon: Radio, word: 'Connecting…', color: 'text-ink-2', wordColor: 'text-ink-2' },
  live: { icon: Radio, word: 'Live', color: 'text-ok', wordColor: 'text-ink' },
  reconnecting: { icon: RotateCw, word: 'Reconnecting…', color: 'text-warn', wordColor: 'text-warn' },
  expired: { icon: LogOut, word: 'Session expired', color: 'text-warn', wordColor: 'text-warn' },
  paused: { icon: Pause, word: 'Paused', color: 'text-ink-2', wordColor: 'text-ink' },
};

/** Whether the screens move by themselves. The whole element is the button that holds them. */
export function LiveStateButton({ lastEventMs }: { lastEventMs: number | null }) {
  const live = useLive();
  useShortcut('l', live.toggle);
  const isExpired = useSyncExternalStore(sessionExpiry.subscribe, sessionExpiry.isExpired, () => false);
  // Reconnecting does not help a person who is signed out; signing in does.
  const state: ShownState = isExpired && live.state !== 'paused' ? 'expired' : live.state;
  const { icon: Icon, word, color, wordColor } = looks[state];
  const isPaused = live.state === 'paused';
  const newest = Math.max(live.lastEventMs ?? 0, lastEventMs ?? 0) || null;
  return (
    <Tooltip text={isPaused ? 'Resume live updates' : 'Pause live updates'} keys="L">
      <button
        type="button"
        onClick={live.toggle}
        aria-keyshortcuts="L"
        aria-pressed={isPaused}
        className="flex h-7 shrink-0 items-center gap-2 rounded-control px-1.5 quick hover:bg-hover"
      >
        <span className="max-wide:hidden">
          <ActivityTrace slots={live.slots} frozenAtMs={state === 'live' ? null : live.lastHeardMs} />
        </span>
        <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={cn('shrink-0', color)} />
        <span className={cn('text-body font-semibold', wordColor)}>{word}</span>
        <span className="min-w-14 text-left text-small text-ink-2 max-phone:hidden">
          <Age state={state} newest={newest} lastHeardMs={live.lastHeardMs} hasWaiting={live.hasWaiting} />
        </span>
      </button>
    </Tooltip>
  );
}

interface AgeProps {
  state: ShownState;
  newest: number | null;
  lastHeardMs: number | null;
  hasWaiting: boolean;
}

function Age({ state, newest, lastHeardMs, hasWaiting }: AgeProps): ReactNode {
  if (state === 'paused') return <Waiting hasWaiting={hasWaiting} />;
  if (state === 'reconnecting' || state === 'expired') {
    return lastHeardMs === null ? null : (
      <>
        last update <Time ms={lastHeardMs} className="font-sans text-small" />
      </>
    );
  }
  return newest === null ? 'no event yet' : <Time ms={newest} mode="relative" />;
}

/** "12 waiting" counts events; what else changed has no number. Events count even when no notice could report them. */
function Waiting({ hasWaiting }: { hasWaiting: boolean }) {
  const events = useWaitingEvents();
  if (events > 0) return `${formatCount(events)} waiting`;
  return hasWaiting ? 'changes wait' : null;
}
