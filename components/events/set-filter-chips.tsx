'use client';

import { type EventFilters } from '@/lib/events/event-search';
import { FilterChip } from '../ui/filter-chip';
import { useZone } from '../ui/zone';
import { receivedText } from './filter-words';
import { useStreamNames } from './use-stream-names';

interface SetFilterChipsProps {
  filters: EventFilters;
  setFilters: (change: Partial<EventFilters>) => void;
}

/** Every filter that is set, each with a button that takes it away. */
export function SetFilterChips({ filters, setFilters }: SetFilterChipsProps) {
  const { timeZone } = useZone();
  const { nameOf } = useStreamNames();
  const { q, type, outcome, stream, subject, last, from, to, test } = filters;
  const chips: { name: string; value: string; clear: Partial<EventFilters> }[] = [
    { name: 'Search', value: q ?? '', clear: { q: null } },
    {
      name: 'Received',
      value: last === null && from === null && to === null ? '' : receivedText(filters, timeZone),
      clear: { last: null, from: null, to: null },
    },
    { name: 'Type', value: (type ?? []).join(', '), clear: { type: null } },
    { name: 'Outcome', value: (outcome ?? []).join(', '), clear: { outcome: null } },
    { name: 'Event stream', value: (stream ?? []).map(nameOf).join(', '), clear: { stream: null } },
    { name: 'Test events', value: test ?? '', clear: { test: null } },
    { name: 'Subject', value: subject ?? '', clear: { subject: null } },
  ];
  return chips
    .filter((chip) => chip.value !== '')
    .map(({ name, value, clear }) => (
      <FilterChip key={name} name={name} value={value} onRemove={() => setFilters(clear)} />
    ));
}
