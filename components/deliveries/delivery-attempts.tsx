'use client';

import { type LucideIcon, RotateCw, Send, X } from 'lucide-react';

import { DayTime } from '@/components/ui/day-time';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { Id } from '@/components/ui/id';
import { TextButton, TextLink } from '@/components/ui/text-link';
import { OutsideText } from '../ui/outside-text';
import { paths } from '@/lib/paths';
import { isFailedAttempt, isRedeliveryMarker } from '@/lib/deliveries/attempts';
import { type DeliveryAttempt } from '@/lib/deliveries/delivery';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { arrivalOf, deliveryKey, type DeliveryStreamFacts } from '@/lib/deliveries/delivery-view';
import { formatLatency } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';

import { type TableKind } from './delivery-columns';
import { useExplained } from './use-explain';

interface DeliveryAttemptsProps {
  row: DeliverySummary;
  stream: DeliveryStreamFacts | undefined;
  kind: TableKind;
}

/** What Auth0 lists of one delivery, entry by entry, and what is known of it here. */
export function DeliveryAttempts({ row, stream, kind }: DeliveryAttemptsProps) {
  return (
    <div role="row" className="border-b bg-ground">
      <div
        role="cell"
        aria-label={`Attempts of ${isolatedText(row.eventId)}`}
        className={`flex gap-x-12 gap-y-3 py-3 pr-6 max-rail:flex-col max-phone:px-3 ${kind === 'group' ? 'pl-[88px]' : 'pl-6'}`}
      >
        <div className="min-w-0 flex-1">
          <AttemptList attempts={row.attempts} />
          <ExplainThis row={row} />
        </div>
        <Facts row={row} stream={stream} />
      </div>
    </div>
  );
}

function ExplainThis({ row }: { row: DeliverySummary }) {
  const { open } = useExplained();
  if (row.attempts.length === 0) return null;
  return <TextButton onClick={() => open({ cause: null, attempt: deliveryKey(row) })}>Explain this failure</TextButton>;
}

/** Auth0's entries of one delivery, oldest first. */
export function AttemptList({ attempts }: { attempts: readonly DeliveryAttempt[] }) {
  return (
    <ol className="min-w-0 flex-1">
      {attempts.map((attempt, index) => (
        <AttemptLine key={index} attempt={attempt} number={numberOf(attempts, index)} />
      ))}
      {attempts.length === 0 ? <li className="text-ink-2">Auth0 lists no attempts.</li> : null}
    </ol>
  );
}

function numberOf(attempts: readonly DeliveryAttempt[], index: number): number {
  return attempts.slice(0, index + 1).filter((attempt) => !isRedeliveryMarker(attempt)).length;
}

function AttemptLine({ attempt, number }: { attempt: DeliveryAttempt; number: number }) {
  const { icon: Icon, tone, words } = lookOf(attempt, number);
  return (
    <li className="flex min-h-6 items-start gap-x-3 max-phone:flex-wrap">
      <span className="w-[92px] shrink-0 text-ink-2 max-phone:w-auto">
        <DayTime ms={attempt.atMs} />
      </span>
      <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={`mt-[3px] shrink-0 ${tone}`} />
      <span className="w-[136px] shrink-0 max-phone:w-auto">{words}</span>
      <code className="min-w-0 flex-1 text-mono break-words text-ink-2 max-phone:order-last max-phone:basis-full">
        {attempt.errorMessage === null ? null : <OutsideText>{attempt.errorMessage}</OutsideText>}
      </code>
      <span className="shrink-0 text-small leading-5 text-ink-3 max-phone:ml-auto">
        {attempt.durationMs === null ? '' : formatLatency(attempt.durationMs)}
      </span>
    </li>
  );
}

function lookOf(attempt: DeliveryAttempt, number: number): { icon: LucideIcon; tone: string; words: string } {
  if (isRedeliveryMarker(attempt)) return { icon: Send, tone: 'text-accent', words: 'redelivery requested' };
  if (isFailedAttempt(attempt)) return { icon: X, tone: 'text-bad', words: `attempt ${number} failed` };
  return { icon: RotateCw, tone: 'text-ink-3', words: `attempt ${number} ${isolatedText(attempt.status)}` };
}

function Facts({ row, stream }: { row: DeliverySummary; stream: DeliveryStreamFacts | undefined }) {
  const arrival = arrivalOf(row, stream?.pointsHere ?? null);
  return (
    <div className="w-[400px] max-w-full shrink-0">
      <DefinitionList>
        <Def label="Event">
          <Id value={row.eventId} what="event id" max={30} />
        </Def>
        <Def label="Stream">
          <TextLink href={paths.stream(row.streamId)}>
            <OutsideText>{stream?.name ?? row.streamId}</OutsideText>
          </TextLink>
        </Def>
        <Def label="Arrived">
          {`${arrival.meaning} `}
          <TextLink inText href={paths.event(row.eventId)}>
            Open the event
          </TextLink>
        </Def>
        {row.askedAtMs === null ? null : (
          <Def label="Last asked">
            <DayTime ms={row.askedAtMs} />
            {row.askedBy === null ? '' : ` by ${isolatedText(row.askedBy)}`}
          </Def>
        )}
        {row.state === 'gone' ? <Def label="At Auth0">no longer listed by Auth0</Def> : null}
      </DefinitionList>
    </div>
  );
}
