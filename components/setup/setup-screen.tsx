'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { checklist, checklistTitle, type Step } from '@/lib/setup/checklist';
import { type Setup } from '@/lib/setup/setup';
import { toApiError } from '../data/api';
import { useWhileLive } from '../shell/live';
import { Screen } from '../shell/screen';
import { Button } from '../ui/button';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { SegmentStaff, type StaffSegment } from '../charts/segment-staff';
import { SkeletonText } from '../ui/skeleton';
import { AddressDetails } from './address-details';
import { EventStep } from './event-step';
import { Listening } from './listening';
import { ManagementDetails } from './management-details';
import { checkAgain, setupEveryMs, setupQuery } from './setup-queries';
import { SetupStep } from './step';
import { StreamDetails } from './stream-details';
import { type TestEvent, useTestEvent } from '../test-events/use-test-event';

interface SetupScreenProps {
  /** The store was empty when the page was asked for. */
  firstRun: boolean;
  /** Role operator or more. */
  maySend: boolean;
}

/** The checklist that verifies itself. It stays after the first event, so that the last tick is seen. */
export function SetupScreen({ firstRun, maySend }: SetupScreenProps) {
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    ...setupQuery,
    refetchInterval: useWhileLive(setupEveryMs),
  });
  const retry = () => void refetch();
  return (
    <Screen title={firstRun ? 'First run' : 'Set-up'}>
      {error && data ? (
        <FailedBanner what="The checklist" error={toApiError(error)} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      {data ? <SetupView setup={data} maySend={maySend} /> : null}
      {error && !data ? <FailedState what="The checklist" error={toApiError(error)} onRetry={retry} /> : null}
      {!error && !data ? <SkeletonText lines={8} className="p-6" /> : null}
    </Screen>
  );
}

function SetupView({ setup, maySend }: { setup: Setup; maySend: boolean }) {
  const test = useTestEvent();
  const arrived = test.run !== null && test.run.arrivedMs !== null;
  const steps = checklist(setup, arrived);
  return (
    <div className="flex min-h-full max-wide:block">
      <div className="min-w-0 flex-1 pb-6">
        <Headline steps={steps} test={test} />
        <ol aria-label="Set-up steps" className="border-b">
          {steps.map((step, index) => (
            <AnyStep key={step.key} step={step} number={index + 1} setup={setup} test={test} maySend={maySend} />
          ))}
        </ol>
      </div>
      <aside aria-label="Webhook" className="w-[372px] shrink-0 border-l bg-ground max-wide:w-full max-wide:border-l-0">
        <Listening setup={setup} />
      </aside>
    </div>
  );
}

interface HeadlineProps {
  steps: readonly Step[];
  test: TestEvent;
}

function Headline({ steps, test }: HeadlineProps) {
  const router = useRouter();
  const hasEvents = steps.some((step) => step.key === 'event' && step.state === 'done');
  return (
    <div className="px-6 pt-5 pb-4 max-phone:px-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-sentence">{checklistTitle(steps)}</h2>
          <p className="text-body text-ink-2">
            Each step checks itself every 5 s. You can leave this page; nothing is lost.
          </p>
        </div>
        {hasEvents ? (
          <Button
            variant="primary"
            onClick={() => {
              router.push('/');
              // The address may be this very one: what stands there now is the overview.
              router.refresh();
            }}
          >
            Open the overview
          </Button>
        ) : null}
      </div>
      <SegmentStaff
        label="Steps done"
        total={steps.length}
        segments={segmentsOf(steps, test)}
        ticks={{ every: 0.1, middle: 0.5, long: 1 }}
        className="mt-3"
      />
    </div>
  );
}

/** One part a step; what is still to do at the end stays empty. */
function segmentsOf(steps: readonly Step[], test: TestEvent): StaffSegment[] {
  const last = steps.findLastIndex((step) => step.state === 'done' || step.state === 'failed');
  const segments: StaffSegment[] = steps.slice(0, last + 1).map((step) => ({
    key: step.key,
    label: step.title,
    value: 1,
    fill: step.state === 'done' ? 'applied' : step.state === 'failed' ? 'error' : 'unchanged',
  }));
  const isUnderway = test.run !== null && test.run.arrivedMs === null && segments.length < steps.length;
  return isUnderway
    ? [...segments, { key: 'test', label: 'test event on its way', value: 0.6, fill: 'asked' }]
    : segments;
}

interface AnyStepProps {
  step: Step;
  number: number;
  setup: Setup;
  test: TestEvent;
  maySend: boolean;
}

function AnyStep({ step, number, setup, test, maySend }: AnyStepProps) {
  if (step.key === 'event')
    return <EventStep step={step} number={number} setup={setup} test={test} maySend={maySend} />;
  return (
    <SetupStep
      step={step}
      number={number}
      aside={step.key !== 'sign-in' && step.state === 'failed' ? <CheckAgain step={step} /> : null}
    >
      {step.key === 'management' ? <ManagementDetails management={setup.management} /> : null}
      {step.key === 'address' ? <AddressDetails webhook={setup.webhook} /> : null}
      {step.key === 'stream' ? <StreamDetails setup={setup} /> : null}
    </SetupStep>
  );
}

function CheckAgain({ step }: { step: Step }) {
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: checkAgain,
    onSuccess: (setup) => client.setQueryData(setupQuery.queryKey, setup),
  });
  return (
    <Button
      icon={RotateCw}
      busy={check.isPending}
      onClick={() => check.mutate()}
      aria-label={`Check again: ${step.title}`}
    >
      Check again
    </Button>
  );
}
