'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { refreshConnectors } from '@/components/connectors/connector-queries';
import { useFailure } from '@/components/connectors/use-connector-act';
import { postJson } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type ReviewReason } from '@/lib/connectors/connector';
import { type BulkReviewAnswer } from '@/lib/connectors/connector-answers';
import { type ReviewSpan } from '@/lib/connectors/review-span';
import { reasonTitles } from '@/lib/connectors/review-words';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

/** Cases that one request decides at most, as the server has it. */
const mostAtOnce = 500;

export interface BulkGroup {
  reason: ReviewReason;
  /** The connectors that have such cases, and how many. */
  connectors: readonly { id: number; count: number }[];
  /** Only cases that wait since then; null: all of them. */
  since: ReviewSpan | null;
}

/** Decides the same for every case with one reason, in slices, connector by connector. Returns how many there were. */
async function decideAll(
  { reason, connectors, since }: BulkGroup,
  act: 'push' | 'skip',
  onSlice: (decided: number) => void,
): Promise<number> {
  let decided = 0;
  onSlice(decided);
  for (const { id: connector, count } of connectors) {
    // What fails again meanwhile is a case anew: it must not be decided for ever.
    for (let rounds = Math.ceil(count / mostAtOnce); rounds > 0; rounds -= 1) {
      const answer = await postJson<BulkReviewAnswer>(apiPaths.reviewsBulk, {
        ...{ connector, reason, act },
        ...(since === null ? {} : { since }),
      });
      decided += answer.decided;
      onSlice(decided);
      if (!answer.hasMore) break;
    }
  }
  return decided;
}

/** Decides the same for a whole group of cases, and says for how many. `decided`: those that are done so far. */
export function useBulkAct(onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  const [decided, setDecided] = useState(0);
  const mutation = useMutation({
    mutationFn: ({ group, act }: { group: BulkGroup; act: 'push' | 'skip' }) => decideAll(group, act, setDecided),
    onSuccess: (count, { group, act }) => {
      const word = act === 'push' ? 'tried now' : 'skipped';
      announce(`${formatCounted(count, 'user')} ${word}: ${reasonTitles[group.reason]}`, 'bulk');
      onDone();
    },
    onError: (thrown, { act }) => failed(act === 'push' ? 'Not all were tried' : 'Not all were skipped', thrown),
    onSettled: () => void refreshConnectors(queries),
  });
  return { ...mutation, decided };
}
