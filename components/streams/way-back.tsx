'use client';

import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { type ReactNode } from 'react';

import { postJson } from '@/components/data/api';
import { useTestEvent } from '@/components/test-events/use-test-event';
import { IconButton } from '@/components/ui/button';
import { SectionHead } from '@/components/ui/page-parts';
import { type ProbeAnswer } from '@/lib/deliveries/probe';
import { apiPaths } from '@/lib/paths';
import { streamParsers } from '@/lib/streams/stream-search';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';
import { nextStep, wayBack, type WayBackState, type WayBackStep, wayBackSteps } from '@/lib/streams/way-back';

import { WayBackStepRow } from './way-back-step';
import { AddressStep, EnableStep, FailuresStep, HoleStep, TestStep } from './way-back-steps';

interface WayBackProps {
  answer: StreamDetailAnswer;
  mayAct: boolean;
}

/** Leads a disabled event stream back, step by step. Which step is open is in the address; each judges itself. */
export function WayBack({ answer, mayAct }: WayBackProps) {
  const [{ back }, setSearch] = useQueryStates(streamParsers);
  const { stream, pointsHere } = answer;
  const probe = useMutation({
    mutationFn: () => postJson<ProbeAnswer>(apiPaths.deliveryProbe, { streamId: stream.id }),
  });
  const test = useTestEvent({ pointsHere });
  if (back === null) return null;
  const states = wayBack({
    ...answer,
    status: stream.status,
    isHealthy: probe.data?.isHealthy ?? null,
    hasArrived: (test.run?.arrivedMs ?? null) !== null,
    window: answer.lastDisabled,
    isHoleSeen: back === 'hole',
  });
  const open = (step: WayBackStep | null) => void setSearch({ back: step }, { history: 'replace' });
  const given = { answer, mayAct };
  const bodies: Record<WayBackStep, ReactNode> = {
    address: <AddressStep {...given} probe={probe} />,
    failures: <FailuresStep {...given} />,
    enable: <EnableStep {...given} isBlocked={states.enable === 'blocked'} />,
    test: <TestStep {...given} test={test} isBlocked={states.test === 'blocked'} />,
    hole: <HoleStep {...given} />,
  };
  const next = nextStep(states);
  return (
    <section aria-label="The way back" className="border-y bg-face">
      <SectionHead
        title="The way back"
        note={doneText(states)}
        aside={<IconButton bare icon={X} label="Close the way back" onClick={() => open(null)} />}
        className="px-6 py-1 max-phone:px-3"
      />
      <ol>
        {wayBackSteps.map((step, index) => (
          <WayBackStepRow
            key={step}
            number={index + 1}
            step={step}
            state={states[step]}
            isNext={step === next}
            isOpen={step === back}
            onOpen={() => open(step)}
          >
            {bodies[step]}
          </WayBackStepRow>
        ))}
      </ol>
    </section>
  );
}

function doneText(states: Record<WayBackStep, WayBackState>): string {
  const done = wayBackSteps.filter((step) => states[step] === 'done').length;
  return `${done} of ${wayBackSteps.length} done`;
}
