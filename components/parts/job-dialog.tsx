'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useRef } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { type JobKind } from '@/lib/jobs/job';
import { type JobAnswer } from '@/lib/jobs/job-answers';
import { apiPaths, paths } from '@/lib/paths';

/** What the job is made of; null while that is not known, or where there is nothing to do. */
export type JobRequest = { kind: JobKind; input: object } | null;

interface JobDialogProps {
  onClose: () => void;
  title: string;
  confirmLabel: string;
  request: JobRequest;
  /** Still counting. */
  isCounting: boolean;
  error: Error | null;
  /** What a person chooses first; stays while it is counted. */
  choice?: ReactNode;
  children: ReactNode;
}

/** Asks before a job is started, and goes to its page. */
export function JobDialog({
  onClose,
  title,
  confirmLabel,
  request,
  isCounting,
  error,
  choice,
  children,
}: JobDialogProps) {
  const start = useStart();
  const failure = start.error ?? error;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      confirmLabel={confirmLabel}
      busy={start.isBusy || isCounting}
      needless={!isCounting && request === null}
      error={failure === null ? null : errorText(failure)}
      onConfirm={() => (request === null ? undefined : start.run(request))}
    >
      {choice}
      {isCounting ? <Skeleton width="80%" /> : children}
    </ConfirmDialog>
  );
}

function errorText(thrown: Error): string {
  const error = toApiError(thrown);
  return [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
}

/** Makes one job, however often the button is pressed. */
function useStart() {
  const queries = useQueryClient();
  const router = useRouter();
  const key = useRef<string | null>(null);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: (request: NonNullable<JobRequest>) => {
      key.current ??= crypto.randomUUID();
      return postJson<JobAnswer>(apiPaths.jobs, { ...request, key: key.current });
    },
    onSuccess: (job) => {
      void queries.invalidateQueries({ queryKey: ['nav'] });
      router.push(paths.job(job.id));
    },
  });
  return { run: mutate, isBusy: isPending || isSuccess, error };
}
