'use client';

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';

import { rememberInCookie } from './cookie';

export type Zone = 'local' | 'utc';

interface ZoneValue {
  /** IANA name that times are shown in now. */
  timeZone: string;
  zone: Zone;
  /** IANA name of this browser; until it is known, the one it had last time, or UTC. */
  localTimeZone: string;
  setZone: (zone: Zone) => void;
}

const ZoneContext = createContext<ZoneValue>({
  timeZone: 'UTC',
  zone: 'utc',
  localTimeZone: 'UTC',
  setZone: () => undefined,
});

const never = () => () => undefined;

interface ZoneProviderProps {
  initialZone: Zone;
  initialLocalTimeZone: string | null;
  children: ReactNode;
}

/**
 * Server and first client render agree on the zone from the cookie; a browser that moved, or came for the first time, is
 * corrected right after hydration.
 */
export function ZoneProvider({ initialZone, initialLocalTimeZone, children }: ZoneProviderProps) {
  const [zone, setZoneState] = useState(initialZone);
  const localTimeZone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    () => initialLocalTimeZone ?? 'UTC',
  );
  useEffect(() => {
    if (localTimeZone !== initialLocalTimeZone) rememberInCookie('sg-tz', localTimeZone);
  }, [localTimeZone, initialLocalTimeZone]);
  const setZone = useCallback((next: Zone) => {
    rememberInCookie('sg-zone', next);
    setZoneState(next);
  }, []);
  const value = useMemo(
    () => ({ timeZone: zone === 'utc' ? 'UTC' : localTimeZone, zone, localTimeZone, setZone }),
    [zone, localTimeZone, setZone],
  );
  return <ZoneContext value={value}>{children}</ZoneContext>;
}

export function useZone(): ZoneValue {
  return use(ZoneContext);
}
