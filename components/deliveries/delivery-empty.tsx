'use client';

import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterChip } from '@/components/ui/filter-chip';
import { NoMatch } from '@/components/ui/no-match';
import { Time } from '@/components/ui/time';
import { useZone } from '@/components/ui/zone';
import { filtersOf, isFiltered } from '@/lib/deliveries/delivery-search';
import { type DeliveryReadings, failuresAreKnown, freshnessOf } from '@/lib/deliveries/delivery-view';
import { formatCounted } from '@/lib/text/format';

import { causeWord, stateWord } from './delivery-filter-bar';
import { failedText } from './failed-text';
import { useDeliverySearch } from './use-delivery-search';

/** No row to show: because nothing failed, or because the filters leave nothing. */
export function DeliveryEmpty({ readings }: { readings: DeliveryReadings }) {
  const { search } = useDeliverySearch();
  if (isFiltered(filtersOf(search))) return <NothingMatches readings={readings} />;
  const { checkedAtMs, stale } = freshnessOf(readings.polls);
  if (checkedAtMs === null || stale.length > 0) {
    return <EmptyState title="Failed deliveries are not known" body="Not every event stream could be checked yet." />;
  }
  return (
    <EmptyState
      title="No failed deliveries in any event stream."
      body={
        <>
          Checked <Time ms={checkedAtMs} className="font-sans text-body" />.
        </>
      }
    />
  );
}

function NothingMatches({ readings }: { readings: DeliveryReadings }) {
  const { search, set } = useDeliverySearch();
  const { timeZone } = useZone();
  const { stream, type, state, cause } = search;
  const failed = failedText(search, timeZone);
  const nameOf = (id: string) => readings.streams.find((facts) => facts.id === id)?.name ?? id;
  const chips = [
    ...stream.map((id) => ({
      name: 'Stream',
      value: nameOf(id),
      without: { stream: stream.filter((one) => one !== id) },
    })),
    ...type.map((one) => ({ name: 'Type', value: one, without: { type: type.filter((other) => other !== one) } })),
    ...state.map((one) => ({
      name: 'State',
      value: stateWord(one),
      without: { state: state.filter((other) => other !== one) },
    })),
    ...(cause === null ? [] : [{ name: 'Cause', value: causeWord(cause), without: { cause: null } }]),
    ...(failed === '' ? [] : [{ name: 'Failed', value: failed, without: { from: null, to: null } }]),
  ];
  return (
    <NoMatch
      title={`No failed deliveries match ${chips.length === 1 ? 'this filter' : `these ${chips.length} filters`}`}
      filters={chips.map(({ name, value, without }) => (
        <FilterChip key={`${name} ${value}`} name={name} value={value} onRemove={() => set(without)} />
      ))}
      hint={
        failuresAreKnown(readings.failed, readings.polls)
          ? `Without filters: ${formatCounted(readings.failed, 'failed delivery', 'failed deliveries')}.`
          : 'Failed deliveries are not known: not every event stream could be checked.'
      }
      actions={
        <Button onClick={() => set({ stream: null, type: null, state: null, cause: null, from: null, to: null })}>
          Clear filters
        </Button>
      }
    />
  );
}
