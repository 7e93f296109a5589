'use client';

import { BoundsForm } from '@/components/parts/bounds-form';
import { FilterMenu } from '@/components/parts/filter-menu';
import { useZone } from '@/components/ui/zone';
import { dayMs, hourMs } from '@/lib/spans';

import { failedText } from './failed-text';
import { useDeliverySearch } from './use-delivery-search';

const spans = new Map([
  ['1h', { label: 'Since an hour ago', lengthMs: hourMs }],
  ['24h', { label: 'Since a day ago', lengthMs: dayMs }],
  ['7d', { label: 'Since a week ago', lengthMs: 7 * dayMs }],
]);
const options = [...spans].map(([value, { label }]) => ({ value, label }));

/** When deliveries failed first: from an instant on, or between two. The address names instants, so that a link means the same later. */
export function FailedFilter() {
  const { search, set } = useDeliverySearch();
  const { timeZone } = useZone();
  const { from, to } = search;
  const isSet = from !== null || to !== null;
  return (
    <FilterMenu
      name="Failed"
      options={options}
      selected={isSet ? [failedText(search, timeZone)] : []}
      onChange={([value]) => {
        const span = spans.get(value ?? '');
        set({ from: span === undefined ? null : Date.now() - span.lengthMs, to: null });
      }}
      single
      footer={(close) => (
        <BoundsForm
          bounds={{ from, to }}
          onApply={(bounds) => {
            set(bounds);
            close();
          }}
        />
      )}
    />
  );
}
