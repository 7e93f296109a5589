'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { type JobAct } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { jobName } from '@/lib/jobs/job-words';
import { apiPaths, paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { jobQuery, jobsKey } from './job-queries';

const done: Record<JobAct, string> = {
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  retry: 'retried',
};

/** Does something to a job. A retry makes another job, whose page takes this one's place. */
export function useJobAct(id: number, onDone: () => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const announce = useAnnounce();
  // The second click of a double click comes before the button is drawn as busy.
  const isUnderWay = useRef(false);
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (act: JobAct) => postJson<JobAnswer>(apiPaths.jobAct(id, act)),
    onSuccess: (job, act) => {
      queries.setQueryData(jobQuery(job.id).queryKey, job);
      announce(act === 'retry' ? `${jobName(job.id)} started` : `${jobName(id)} ${done[act]}`, 'job');
      if (act === 'retry') router.push(paths.job(job.id));
      onDone();
    },
    onError: (thrown, act) => {
      const error = toApiError(thrown);
      const body = [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
      toast({ tone: 'bad', title: `${jobName(id)} could not be ${done[act]}`, body: visibleText(body) });
      onDone();
    },
    onSettled: () => {
      isUnderWay.current = false;
      void queries.invalidateQueries({ queryKey: jobsKey });
      void queries.invalidateQueries({ queryKey: ['nav'] });
    },
  });
  const start = (act: JobAct) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate(act);
  };
  return { start, pending: isPending ? variables : null };
}
