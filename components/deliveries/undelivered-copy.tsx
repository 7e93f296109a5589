'use client';

import { useMemo } from 'react';

import { CopyButton } from '@/components/ui/copy-button';
import { DayTime } from '@/components/ui/day-time';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { Id } from '@/components/ui/id';
import { JsonView } from '@/components/ui/json-view';
import { SectionHead } from '@/components/ui/page-parts';
import { TextLink } from '@/components/ui/text-link';
import { OutsideText } from '../ui/outside-text';
import { longestPayload } from '@/lib/deliveries/delivery';
import {
  arrivalOf,
  attemptsText,
  type DeliveryStreamFacts,
  type UndeliveredCopy,
} from '@/lib/deliveries/delivery-view';
import { parseJson } from '@/lib/json/parse-json';
import { paths } from '@/lib/paths';
import { formatBytes } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

import { AttemptList } from './delivery-attempts';
import { DeliveryState } from './delivery-state';
import { ExpectedChangesView } from './expected-changes';
import { RetryButton } from './retry-button';
import { useRecoveryNotices } from './use-recovery-notices';

interface UndeliveredCopyProps {
  copy: UndeliveredCopy;
  stream: DeliveryStreamFacts | undefined;
}

/** One event stream's failure to deliver an event. */
export function UndeliveredCopyView({ copy, stream }: UndeliveredCopyProps) {
  const { delivery } = copy;
  const rows = useMemo(() => [delivery], [delivery]);
  useRecoveryNotices(rows);
  const name = stream?.name ?? delivery.streamId;
  return (
    <section aria-label={`Failed through ${isolatedText(name)}`} data-row={delivery.streamId} className="mt-3">
      <SectionHead
        title="Delivery"
        note={attemptsText(delivery)}
        aside={
          <>
            <DeliveryState row={delivery} />
            <TextLink href={paths.explainedDelivery(delivery.streamId, delivery.eventId)}>
              Explain this failure
            </TextLink>
            <RetryButton row={delivery} />
          </>
        }
      />
      <div className="flex gap-x-12 gap-y-3 max-rail:flex-col">
        <AttemptList attempts={delivery.attempts} />
        <div className="w-[400px] max-w-full shrink-0">
          <Facts copy={copy} stream={stream} name={name} />
        </div>
      </div>
      <ExpectedChangesView expected={copy.expected} />
      <Payload copy={copy} />
    </section>
  );
}

function Facts({ copy: { delivery }, stream, name }: UndeliveredCopyProps & { name: string }) {
  return (
    <DefinitionList>
      <Def label="Event">
        <Id value={delivery.eventId} what="event id" max={30} />
      </Def>
      <Def label="Subject">
        <OutsideText>{subjectOf(delivery)}</OutsideText>
      </Def>
      <Def label="Happened">
        <DayTime ms={delivery.eventTimeMs} />
      </Def>
      <Def label="Stream">
        <TextLink href={paths.stream(delivery.streamId)}>
          <OutsideText>{name}</OutsideText>
        </TextLink>
      </Def>
      <Def label="Arrived">{arrivalOf(delivery, stream?.pointsHere ?? null).meaning}</Def>
    </DefinitionList>
  );
}

function Payload({ copy: { delivery, payload } }: { copy: UndeliveredCopy }) {
  const value = useMemo(() => (payload === null ? null : parseJson(payload)), [payload]);
  return (
    <section aria-label="Payload">
      <SectionHead
        title="Payload"
        note={
          payload === null
            ? undefined
            : `${formatBytes(payload.length)}, Auth0’s trimmed copy: the event itself may hold more`
        }
        aside={payload === null ? undefined : <CopyButton value={payload} what="payload" text="Copy" />}
      />
      {payload === null ? (
        <p className="text-body text-ink-2">{missingWords(delivery.payloadLength)}</p>
      ) : (
        <div className="mt-1 overflow-x-auto rounded-chip border bg-sunk px-4 py-2">
          <JsonView value={value} label="Payload" />
        </div>
      )}
    </section>
  );
}

function missingWords(length: number | null): string {
  return length === null
    ? 'Auth0 lists no copy of this event.'
    : `Auth0’s copy has ${formatBytes(length)}; copies above ${formatBytes(longestPayload)} are not kept.`;
}
