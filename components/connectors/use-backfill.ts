'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { postJson } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { jobName } from '@/lib/jobs/job-words';
import { apiPaths } from '@/lib/paths';

import { connectorJobsQuery, refreshConnectors } from './connector-queries';
import { useFailure } from './use-connector-act';

/** Brings the users of before into step, too, by a job that the page shows: a start alone is from now on. */
export function useBackfill(id: number) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: () => postJson<JobAnswer>(apiPaths.connectorAct(id, 'backfill')),
    onSuccess: (job) => announce(`${jobName(job.id)} brings every user into step`, 'backfill'),
    onError: (thrown) => failed('The users of before could not be brought into step', thrown),
    onSettled: () =>
      Promise.all([
        refreshConnectors(queries),
        queries.invalidateQueries({ queryKey: connectorJobsQuery(id).queryKey }),
      ]),
  });
}
