'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { postJson } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type FindingAct, type FindingKind } from '@/lib/connectors/finding';
import { type FindingsAnswer } from '@/lib/jobs/job-answers';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { refreshConnectors } from './connector-queries';
import { useFailure } from './use-connector-act';

export const actLabels: Record<FindingAct, string> = { push: 'Push again', accept: 'Accept theirs', link: 'Link' };

const done: Record<FindingAct, string> = { push: 'pushed again', accept: 'accepted', link: 'linked' };

interface Asked {
  act: FindingAct;
  of: { keys: readonly string[] } | { kind: FindingKind };
}

/** Does something about findings, some or all of one kind, and says how it went. */
export function useFindingAct(id: number, job: number, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: async ({ act, of }: Asked) => {
      const settled = { done: 0, left: 0 };
      // So many at a time: a request takes no longer than a moment.
      for (let hasMore = true; hasMore;) {
        const answer = await postJson<FindingsAnswer>(apiPaths.connectorAct(id, 'findings'), { job, act, ...of });
        settled.done += answer.done;
        settled.left = answer.left;
        hasMore = answer.hasMore && answer.done > 0;
      }
      return settled;
    },
    onSuccess: ({ done: count, left }, { act }) => {
      announce(`${formatCounted(count, 'finding')} ${done[act]}`, 'findings');
      if (left > 0) failed(`${formatCounted(left, 'finding')} could not be ${done[act]}`, isBusy());
      onDone();
    },
    onError: (thrown, { act }) => failed(`It could not be ${done[act]}`, thrown),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void refreshConnectors(queries);
    },
  });
}

/** Nobody has done anything wrong: it may work in a moment, or was done already. */
const isBusy = () => new Error('It was done already, or the user is just being pushed. Compare again to see.');
