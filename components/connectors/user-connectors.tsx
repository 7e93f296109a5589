'use client';

import { useQuery } from '@tanstack/react-query';

import { usePerson } from '@/components/shell/person';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { reasonTitles } from '@/lib/connectors/review-words';

import { type UserConnectorsAnswer } from '@/lib/connectors/connector-answers';
import { paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';
import { toApiError } from '@/components/data/api';
import { userConnectorsQuery } from '@/components/data/user-connectors';
import { DayTime } from '@/components/ui/day-time';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';

import { KindIcon } from './connector-kind';
import { LaneStateChip } from './connector-state';
import { LaneMenu } from './reviews/lane-menu';

type Item = UserConnectorsAnswer['items'][number];

/** Where this user stands in each connector now, never as of another time. */
export function UserConnectors({ userId }: { userId: string }) {
  const { data, error, refetch } = useQuery(userConnectorsQuery(userId));
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={3} className="p-6 max-phone:p-3" />;
    return <FailedState what="The connectors" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  if (data.items.length === 0) {
    return (
      <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">
        No connector has carried on an event of this user.
      </p>
    );
  }
  return (
    <div className="px-6 py-2 max-phone:px-3">
      <Items items={data.items} />
    </div>
  );
}

/** The same beside the timeline; nothing when there is nothing to tell. */
export function UserConnectorsColumn({ userId }: { userId: string }) {
  const { data } = useQuery(userConnectorsQuery(userId));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label="Connectors" className="border-t px-5 py-2">
      <SectionHead title="Connectors" note="now" />
      <Items items={data.items} />
    </section>
  );
}

function Items({ items }: { items: readonly Item[] }) {
  const role = usePerson()?.role ?? 'viewer';
  return (
    <ul aria-label="Connectors">
      {items.map((item) => (
        <li key={item.connectorId} className="flex items-start gap-3 border-b py-2 last:border-b-0">
          <span className="mt-0.5">
            <KindIcon kind={item.connectorKind} />
          </span>
          <div className="min-w-0 flex-1">
            <TextLink
              href={paths.connectorLane(item.connectorId, item.key)}
              className="block truncate text-body font-medium"
              title={visibleText(item.connectorName)}
            >
              <OutsideText>{item.connectorName}</OutsideText>
            </TextLink>
            <p className="text-small text-ink-2 [&_time]:font-sans [&_time]:text-small">
              <Where item={item} />
            </p>
            {item.error === null ? null : (
              <OutsideText className="block text-small break-words text-bad">{item.error}</OutsideText>
            )}
          </div>
          {item.state === 'review' ? (
            <TextLink
              href={paths.review(item.seq)}
              aria-label={`Decide: ${visibleText(item.connectorName)}`}
              className="font-medium"
            >
              Decide
            </TextLink>
          ) : null}
          <LaneStateChip lane={item} />
          {role === 'viewer' || !isRecordKind(item.connectorKind) ? null : <LaneMenu of={item} />}
        </li>
      ))}
    </ul>
  );
}

/** "record 42, in step as of 14:02:18". */
function Where({ item }: { item: Item }) {
  return (
    <>
      {item.link === null ? null : (
        <>
          record <OutsideText className="text-mono">{item.link.recordId}</OutsideText>
          {', '}
        </>
      )}
      <Standing item={item} />
    </>
  );
}

function Standing({ item: { state, reason, pushedAtMs, waitingSinceMs, connectorState } }: { item: Item }) {
  if (state === 'parked') return reason === null ? 'parked' : reasonTitles[reason];
  if (state === 'idle') {
    return (
      <>
        in step as of <DayTime ms={pushedAtMs} />
      </>
    );
  }
  return (
    <>
      waiting since <DayTime ms={waitingSinceMs} />
      {connectorState === 'running' ? '' : `, the connector is ${connectorState}`}
    </>
  );
}
