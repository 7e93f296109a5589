'use client';

import { useQuery } from '@tanstack/react-query';

import { toApiError } from '@/components/data/api';
import { StatusChip } from '@/components/parts/status-chip';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { TextLink } from '@/components/ui/text-link';
import { type EventConnectorsAnswer } from '@/lib/connectors/connector-answers';
import { paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { KindIcon } from './connector-kind';
import { eventConnectorsQuery } from './connector-queries';

type Item = EventConnectorsAnswer['items'][number];

/** What each connector has made of this event; nothing where there is no connector. */
export function EventConnectors({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(eventConnectorsQuery(id));
  if (data === undefined) {
    if (error === null) return null;
    return <FailedState what="The connectors" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  if (data.items.length === 0) return null;
  return (
    <section aria-label="Connectors">
      <SectionHead title="Connectors" />
      <ul aria-label="Connectors">
        {data.items.map((item) => (
          <li key={item.connectorId} className="flex min-h-8 items-center gap-3">
            <KindIcon kind={item.connectorKind} />
            <TextLink
              href={paths.connector(item.connectorId)}
              className="min-w-0 truncate text-body"
              title={visibleText(item.connectorName)}
            >
              <OutsideText>{item.connectorName}</OutsideText>
            </TextLink>
            {item.recordId === null || item.carry !== 'carried' ? null : (
              <OutsideText className="text-mono text-ink-2">{item.recordId}</OutsideText>
            )}
            <span className="ml-auto shrink-0">
              <Carry item={item} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Carry({ item: { carry, laneSeq } }: { item: Item }) {
  const chip = <StatusChip vocabulary="carry" value={carry} />;
  if (carry !== 'review' || laneSeq === null) return chip;
  return <TextLink href={paths.review(laneSeq)}>{chip}</TextLink>;
}
