'use client';

import { useEffect, useState } from 'react';

import { usePaused } from '@/components/shell/live';
import { secondMs } from '@/lib/spans';

/**
 * The server's time, which `nowMs` of the newest answer told, moving on each second. It counts on from there, so that a
 * browser whose clock is wrong shows no wrong spans. It stands still once the job has ended, and while live updates are paused.
 */
export function useJobClock(nowMs: number, hasEnded: boolean): number {
  const rests = usePaused() || hasEnded;
  const [passed, setPassed] = useState({ since: nowMs, ms: 0 });
  useEffect(() => {
    if (rests) return;
    const startMs = performance.now();
    const timer = setInterval(() => setPassed({ since: nowMs, ms: performance.now() - startMs }), secondMs);
    return () => clearInterval(timer);
  }, [nowMs, rests]);
  return passed.since === nowMs ? nowMs + passed.ms : nowMs;
}
