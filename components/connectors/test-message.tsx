'use client';

import { Check, Send, X } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { OutsideText } from '@/components/ui/outside-text';
import { type ConnectorTestAnswer } from '@/lib/connectors/connector-answers';
import { formatLatency } from '@/lib/text/format';

import { useConnectorTest } from './use-connector-act';

/** Sends a message that is no event, and shows what came of it. */
export function TestMessage({ id, onTaken }: { id: number; onTaken?: () => void }) {
  const { mutate, isPending, data, error } = useConnectorTest(id, onTaken);
  const problem = error === null ? null : toApiError(error);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button icon={Send} busy={isPending} onClick={() => mutate()}>
          Send a test message
        </Button>
        <span className="text-small text-ink-2">It is signed as events are, and has the type streamgauge.test.</span>
      </div>
      <div role="status" className="mt-2 empty:hidden">
        {data === undefined ? null : <TestResult result={data} />}
        {problem === null ? null : (
          <p className="text-body text-bad">
            <OutsideText>{`${problem.words} ${problem.requestId ?? ''}`.trim()}</OutsideText>
          </p>
        )}
      </div>
    </>
  );
}

function TestResult({ result: { isTaken, tookMs, text } }: { result: ConnectorTestAnswer }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-body">
      {isTaken ? (
        <Chip icon={Check} tone="ok">
          taken
        </Chip>
      ) : (
        <Chip icon={X} tone="bad" filled>
          not taken
        </Chip>
      )}
      <OutsideText className="min-w-0 break-words">{text}</OutsideText>
      <span className="text-ink-2">{`after ${formatLatency(tookMs)}`}</span>
    </p>
  );
}
