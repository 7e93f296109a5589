'use client';

import { type EventFilters } from '@/lib/events/event-search';

import { BoundsForm } from '../parts/bounds-form';
import { FilterMenu } from '../parts/filter-menu';
import { useZone } from '../ui/zone';
import { isLastRange, rangeWords, receivedText } from './filter-words';
import { type EventSearchState } from './use-event-search';

type Range = Pick<EventFilters, 'last' | 'from' | 'to'>;

const ranges = Object.entries(rangeWords).map(([value, label]) => ({ value, label }));

interface ReceivedFilterProps {
  range: Range;
  setFilters: EventSearchState['setFilters'];
}

/** When events came: the last hour, day, week or month, or a range of one's own, which a zoom into the chart also gives. */
export function ReceivedFilter({ range, setFilters }: ReceivedFilterProps) {
  const { last, from, to } = range;
  const { timeZone } = useZone();
  const ownRange = from === null && to === null ? [] : [receivedText(range, timeZone)];
  return (
    <FilterMenu
      name="Received"
      options={ranges}
      selected={last === null ? ownRange : [last]}
      onChange={([value]) => setFilters({ last: isLastRange(value) ? value : null, from: null, to: null })}
      single
      footer={(close) => (
        <BoundsForm
          bounds={last === null ? { from, to } : { from: null, to: null }}
          onApply={(bounds) => {
            setFilters({ last: null, ...bounds });
            close();
          }}
        />
      )}
    />
  );
}
