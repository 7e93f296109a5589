'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { type JobAnswer, type RedeliveryPreview, type RefusedAgain } from '@/lib/jobs/job-answers';
import { type RedeliveryInput } from '@/lib/jobs/redelivery';
import { apiPaths, paths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { BulkPreview } from './bulk-preview';
import { type BulkRequest, without } from './bulk-request';
import { RefusedNote } from './refused-note';
import { useBulkRetry } from './use-bulk-retry';

const kind = 'redeliver';

/** Asks before many redeliveries are requested: how many, of what, what is left out, how long it takes. */
export function BulkRetrySheet({ request }: { request: BulkRequest }) {
  const { close } = useBulkRetry();
  const [leftOut, setLeftOut] = useState<readonly RefusedAgain[]>([]);
  const wanted = without(request, leftOut);
  const preview = usePreview(wanted);
  const { start, isPending, error } = useStart(wanted, preview.data?.upTo);
  const eligible = preview.isPlaceholderData ? 0 : (preview.data?.eligible ?? 0);
  const confirm = () => {
    if (eligible > 0) start();
  };
  useConfirmKeys(confirm);
  const cancel = useRef<HTMLButtonElement>(null);
  useFocusInside(cancel, request.opener);
  return (
    <Sheet
      label="Confirm bulk redelivery"
      head={
        <>
          <Send aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-accent" />
          <h2 className="truncate">Confirm bulk redelivery</h2>
        </>
      }
      onClose={close}
      foot={
        <SheetFoot
          cancelRef={cancel}
          preview={preview.data}
          isBusy={isPending || preview.isPlaceholderData}
          onCancel={close}
          onConfirm={confirm}
        />
      }
      className="w-[480px] max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-30 max-wide:shadow-float max-phone:fixed max-phone:inset-0 max-phone:z-40 max-phone:w-full max-phone:border-l-0"
    >
      {error === null ? null : <Refusal error={error} />}
      <Counted preview={preview} by={request.by} leftOut={leftOut} onLeaveOut={setLeftOut} />
    </Sheet>
  );
}

interface CountedProps {
  preview: ReturnType<typeof usePreview>;
  by: BulkRequest['by'];
  leftOut: readonly RefusedAgain[];
  onLeaveOut: (refused: readonly RefusedAgain[]) => void;
}

/** What would be requested, or why that is not known. */
function Counted({ preview: { data, error, refetch }, by, leftOut, onLeaveOut }: CountedProps) {
  if (data === undefined && error === null) return <SkeletonText lines={10} className="px-5 py-4" />;
  if (data === undefined) {
    return <FailedState what="What would be requested" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  const isLeftOut = leftOut.length > 0;
  const note = (
    <RefusedNote
      refused={isLeftOut ? leftOut : data.refusedAgain}
      isLeftOut={isLeftOut}
      onToggle={() => onLeaveOut(isLeftOut ? [] : data.refusedAgain)}
    />
  );
  return <BulkPreview preview={data} by={by} note={note} />;
}

/** What would be requested. While it is counted anew without what is left out, the numbers before stay. */
function usePreview({ input, key }: BulkRequest) {
  return useQuery({
    queryKey: ['redelivery-preview', key],
    queryFn: () => postJson<RedeliveryPreview>(apiPaths.jobPreview, { kind, input }),
    placeholderData: keepPreviousData,
    // Counted once: what a person confirms must not change under their eyes.
    staleTime: Infinity,
    gcTime: 0,
    meta: { held: true },
  });
}

function Refusal({ error }: { error: Error }) {
  const { detail, title, requestId } = toApiError(error);
  return (
    <p role="alert" className="border-b bg-bad-tint px-5 py-2.5 text-body text-bad">
      <strong className="font-semibold">The job was not started.</strong> <OutsideText>{detail || title}</OutsideText>
      {requestId === null ? null : <code className="ml-1 text-mono">{requestId}</code>}
    </p>
  );
}

interface SheetFootProps {
  cancelRef: RefObject<HTMLButtonElement | null>;
  preview: RedeliveryPreview | undefined;
  isBusy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

function SheetFoot({ cancelRef, preview, isBusy, onCancel, onConfirm }: SheetFootProps) {
  const isEmpty = preview?.eligible === 0;
  const label =
    preview === undefined
      ? 'Request redeliveries'
      : `Request ${formatCounted(preview.eligible, 'redelivery', 'redeliveries')}`;
  return (
    <div className="flex flex-1 items-center justify-end gap-2">
      {preview?.command ? (
        <CopyButton
          value={preview.command}
          what="as CLI"
          text="Copy as CLI"
          className="mr-auto border-0 px-0 text-accent hover:bg-transparent hover:text-accent hover:underline max-phone:hidden"
        />
      ) : null}
      <Button ref={cancelRef} variant="quiet" keys="Esc" onClick={onCancel} className="max-phone:[&>kbd]:hidden">
        Cancel
      </Button>
      <Button
        variant="primary"
        keys="Ctrl ↵"
        busy={isBusy}
        disabled={preview === undefined || isEmpty}
        title={isEmpty ? 'None of these can be requested now.' : undefined}
        onClick={onConfirm}
        className="max-phone:flex-1 max-phone:[&>kbd]:hidden"
      >
        {label}
      </Button>
    </div>
  );
}

/** What was counted, and nothing that has failed since. */
function frozen(input: RedeliveryInput, upTo: number | undefined): RedeliveryInput {
  return 'filter' in input && upTo !== undefined ? { ...input, upTo } : input;
}

/** Makes the job, once, and goes to its page. */
function useStart({ input, key }: BulkRequest, upTo: number | undefined) {
  const queries = useQueryClient();
  const router = useRouter();
  // The second click of a double click comes before the button is drawn as busy.
  const isUnderWay = useRef(false);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => postJson<JobAnswer>(apiPaths.jobs, { kind, input: frozen(input, upTo), key }),
    onSuccess: (job) => {
      void queries.invalidateQueries({ queryKey: ['nav'] });
      router.push(paths.job(job.id));
    },
    onError: () => {
      isUnderWay.current = false;
    },
  });
  const start = () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate();
  };
  // Busy until the job's page has come.
  return { start, isPending: isPending || isSuccess, error };
}

/** Ctrl and Enter confirm, wherever the focus is. */
function useConfirmKeys(confirm: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.repeat || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    confirm();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** The list behind rests, so the focus moves into the sheet, and back once it is closed. */
function useFocusInside(first: RefObject<HTMLElement | null>, opener: Element | null): void {
  useEffect(() => {
    first.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [first, opener]);
}
