'use client';

import { useQuery } from '@tanstack/react-query';

import { type NavFacts } from '@/lib/overview/nav-facts';

import { getJson } from '../api';
import { usePaused } from './live';

const readFacts = ({ signal }: { signal: AbortSignal }) => getJson<NavFacts>('/api/nav', { signal });

/** How often the figure beside "Paused" moves, in milliseconds. */
const waitingEveryMs = 5000;

/** Figures of the frame. `initial` comes with the page, so that the navigation is right from the first paint. */
export function useNavFacts(initial?: NavFacts): NavFacts | undefined {
  const isPaused = usePaused();
  const { data } = useQuery({
    queryKey: ['nav'],
    queryFn: readFacts,
    // Each screen has a header of its own that asks for old figures anew, which a pause must outlast.
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
  return held && latest ? Math.max(0, latest.events - held.events) : 0;
}
