'use client';

import { useQuery } from '@tanstack/react-query';

import { apiPaths } from '@/lib/paths';
import { type NavFacts } from '@/lib/overview/nav-facts';

import { getJson } from '../data/api';
import { usePaused } from './live';

const readFacts = ({ signal }: { signal: AbortSignal }) => getJson<NavFacts>(apiPaths.nav, { signal });

/** How often the figure beside "Paused" moves, in milliseconds. */
const waitingEveryMs = 5000;

/** Figures of the frame. `initial` comes with the page, so that the navigation is right from the first paint. */
export function useNavFacts(initial?: NavFacts): NavFacts | undefined {
  const isPaused = usePaused();
  const { data } = useQuery({
    queryKey: ['nav'],
    queryFn: readFacts,
    // Each screen has its own header, which refetches old figures; a pause must outlast that.
    refetchOnMount: !isPaused,
    ...(initial ? { initialData: initial } : {}),
  });
  return data;
}

/**
 * How many events came since the frame's figures were held by a pause; 0 where it is not known. The figures of
 * the frame themselves stand still until the person resumes.
 */
export function useWaitingEvents(): number {
  const held = useNavFacts();
  const { data: latest } = useQuery({
    queryKey: ['waiting'],
    queryFn: readFacts,
    refetchInterval: waitingEveryMs,
  });
  return Math.max(0, (latest?.events ?? 0) - (held?.events ?? Infinity));
}
