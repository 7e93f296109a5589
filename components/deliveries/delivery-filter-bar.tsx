'use client';

import { FilterChip } from '@/components/ui/filter-chip';
import { FilterMenu } from '@/components/parts/filter-menu';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { statusWords } from '@/components/parts/status-words';
import { causeFromKey } from '@/lib/deliveries/cause';
import { deliveryStates } from '@/lib/deliveries/delivery';
import { type DeliveryReadings } from '@/lib/deliveries/delivery-view';
import { causeTitle } from '@/lib/deliveries/explain-cause';
import { eventTypes } from '@/lib/events/event-types';

import { ExportMenu } from './export-menu';
import { FailedFilter } from './failed-filter';
import { DeliveryHead } from './delivery-head';
import { RetryAllButton } from './retry-all-button';
import { useDeliverySearch } from './use-delivery-search';

const typeOptions = eventTypes.map(({ type }) => ({ value: type, label: type }));
const stateOptions = deliveryStates.map((state) => ({ value: state, label: stateWord(state) }));
const views = [
  { value: 'cause', label: 'By cause' },
  { value: 'list', label: 'List' },
] as const;

export function stateWord(state: string): string {
  return statusWords.delivery.get(state)?.word ?? state;
}

/** What a cause is called in a filter, where no host is known. */
export function causeWord(key: string): string {
  const cause = causeFromKey(key);
  return cause.status === null ? causeTitle(cause, []) : String(cause.status);
}

interface DeliveryFilterBarProps {
  readings: DeliveryReadings | undefined;
  /** Open deliveries that the filters match. */
  openCount: number;
}

/** How the failed deliveries are shown and which; at the right how many there are and since when that is known. */
export function DeliveryFilterBar({ readings, openCount }: DeliveryFilterBarProps) {
  const { search, set } = useDeliverySearch();
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-x-4 gap-y-1 border-b px-6 max-rail:flex-wrap max-rail:py-2 max-phone:px-3">
      <div
        role="group"
        aria-label="View and filters"
        className="-my-1 flex min-w-0 no-scrollbar items-center gap-2 overflow-x-auto py-1 max-phone:-mx-3 max-phone:px-3"
      >
        <SegmentedControl
          label="View"
          value={search.view}
          onValueChange={(view) => set({ view, open: null })}
          options={views}
        />
        <FilterMenu
          name="Stream"
          options={(readings?.streams ?? []).map(({ id, name, failed }) => ({ value: id, label: name, count: failed }))}
          selected={search.stream}
          onChange={(stream) => set({ stream })}
        />
        <FilterMenu name="Type" options={typeOptions} selected={search.type} onChange={(type) => set({ type })} />
        <FilterMenu
          name="State"
          options={stateOptions}
          selected={search.state}
          onChange={(next) => set({ state: deliveryStates.filter((state) => next.includes(state)) })}
        />
        <FailedFilter />
        {search.cause === null ? null : (
          <FilterChip name="Cause" value={causeWord(search.cause)} onRemove={() => set({ cause: null })} />
        )}
      </div>
      {readings === undefined ? null : (
        <div className="ml-auto flex shrink-0 items-center gap-3 max-rail:ml-0 max-phone:w-full max-phone:flex-wrap">
          <RetryAllButton count={openCount} />
          <DeliveryHead readings={readings} />
          <ExportMenu />
        </div>
      )}
    </div>
  );
}
