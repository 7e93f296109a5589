'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/paths';
import { type DeliveryStreamFacts, type ExplainedCause } from '@/lib/deliveries/delivery-view';
import { formatCount } from '@/lib/text/format';

import { CauseMark } from './cause-icon';
import { DeliveryTable } from './delivery-table';
import { RetryAllButton } from './retry-all-button';
import { useDeliverySearch } from './use-delivery-search';
import { useExplained } from './use-explain';

interface CauseGroupProps {
  group: ExplainedCause;
  streamOf: (streamId: string) => DeliveryStreamFacts | undefined;
  /** The one that W explains while nothing has the focus. */
  isFirst: boolean;
}

/** All failed deliveries of one cause: why, how many, and the newest of them. */
export function CauseGroup({ group, streamOf, isFirst }: CauseGroupProps) {
  const { search, set } = useDeliverySearch();
  const { key } = group.cause;
  const isFolded = search.folded.includes(key);
  const isExplained = useExplained().explained?.cause === key;
  const toggle = () =>
    set({ folded: isFolded ? search.folded.filter((other) => other !== key) : [...search.folded, key] });
  return (
    <section aria-label={group.title} data-cause={key} className="border-b last:border-b-0">
      <div
        className={`flex items-start gap-3 py-3 pr-6 pl-5 max-phone:gap-2 max-phone:pr-3 max-phone:pl-1 ${isExplained ? 'bg-select shadow-[inset_2px_0_var(--petrol)]' : ''}`}
      >
        <FoldButton isFolded={isFolded} title={group.title} onPress={toggle} />
        <GroupWords group={group} streamOf={streamOf} />
        <div className="flex shrink-0 items-start gap-4 max-phone:flex-col-reverse max-phone:items-end max-phone:gap-2">
          <GroupCount count={group.count} />
          <div className="flex gap-2 max-rail:flex-col max-rail:items-end">
            <ExplainButton group={group} isExplained={isExplained} keys={isFirst ? 'W' : undefined} />
            <RetryAllButton count={group.count} cause={{ key, title: group.title }} />
          </div>
        </div>
      </div>
      {isFolded ? null : <GroupRows group={group} streamOf={streamOf} />}
    </section>
  );
}

interface ExplainButtonProps {
  group: ExplainedCause;
  isExplained: boolean;
  keys: string | undefined;
}

/** Opens the explanation of a group beside the list. */
function ExplainButton({ group, isExplained, keys }: ExplainButtonProps) {
  const { open, close } = useExplained();
  if (group.count === 0) return null;
  return (
    <Button
      keys={keys}
      aria-expanded={isExplained}
      aria-label={`Explain ${group.title}`}
      className="max-phone:[&>kbd]:hidden"
      onClick={() => (isExplained ? close() : open({ cause: group.cause.key, attempt: null }))}
    >
      Explain
    </Button>
  );
}

function FoldButton({ isFolded, title, onPress }: { isFolded: boolean; title: string; onPress: () => void }) {
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      aria-label={title}
      onClick={onPress}
      className="flex size-6 shrink-0 items-center justify-center rounded-control text-ink-2 quick hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
    </button>
  );
}

function GroupWords({ group, streamOf }: Omit<CauseGroupProps, 'isFirst'>) {
  return (
    <div className="flex min-w-0 flex-1 gap-4 max-phone:gap-3.5">
      <CauseMark cause={group.cause} />
      <div className="min-w-0">
        <h2 className="text-cause break-words">{group.title}</h2>
        <p className="text-small text-ink-2">
          {group.streamIds.map((id, index) => (
            <span key={id}>
              {index === 0 ? '' : ', '}
              <TextLink href={paths.stream(id)} className="text-ink-2 hover:text-accent">
                <OutsideText>{streamOf(id)?.name ?? id}</OutsideText>
              </TextLink>
            </span>
          ))}
          {' · since '}
          <span className="[&_time]:font-sans [&_time]:text-small">
            <DayTime ms={group.firstFailedAtMs} />
            {' · last '}
            <DayTime ms={group.lastAttemptAtMs} />
          </span>
        </p>
        <p className="mt-0.5 max-w-[760px] text-small">
          {group.explanation} <span className="text-ink-2">{group.confidence}</span>
        </p>
      </div>
    </div>
  );
}

function GroupCount({ count }: { count: number }) {
  return (
    <div className="shrink-0 text-right">
      <div className="text-sentence">{formatCount(count)}</div>
      <div className="text-small text-ink-2">{count === 1 ? 'event' : 'events'}</div>
    </div>
  );
}

/** The newest of the group, and the way to the rest: in the head line, or under the cards of a phone, which have no head. */
function GroupRows({ group, streamOf }: Omit<CauseGroupProps, 'isFirst'>) {
  const hasMore = group.rows.length < group.count;
  return (
    <>
      <DeliveryTable
        kind="group"
        label={`Failed deliveries, ${group.title}`}
        rows={group.rows}
        streamOf={streamOf}
        aside={hasMore ? <ShowAll group={group} /> : undefined}
      />
      {hasMore ? (
        <div className="flex h-10 items-center justify-end px-3 text-body phone:hidden">
          <ShowAll group={group} />
        </div>
      ) : null}
    </>
  );
}

function ShowAll({ group }: { group: ExplainedCause }) {
  const { hrefWith } = useDeliverySearch();
  return (
    <TextLink href={hrefWith({ view: 'list', cause: group.cause.key, open: null })}>
      {`Show ${formatCount(group.count)}`}
    </TextLink>
  );
}
