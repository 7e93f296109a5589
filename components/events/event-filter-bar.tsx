'use client';

import { useQuery } from '@tanstack/react-query';
import { countSetFilters, type EventFilters } from '@/lib/events/event-search';
import { type StreamName } from '@/lib/story/event-view';
import { isolatedText } from '@/lib/text/outside-text';
import { isOutcome, outcomes } from '@/lib/events/outcome';
import { Button } from '../ui/button';
import { FilterChip, focusFirstFilter } from '../ui/filter-chip';
import { AddFilter, FilterMenu } from '../parts/filter-menu';
import { EventSearchBox } from './event-search-box';
import { eventTypesQuery } from './event-queries';
import { ReceivedFilter } from './received-filter';
import { type EventSearchState } from './use-event-search';
import { useStreamNames } from './use-stream-names';

const nonEmpty = <T,>(values: T[]): T[] | null => (values.length > 0 ? values : null);

type FilterProps = Pick<EventSearchState, 'setFilters'> & { filters: EventFilters };

/** The filters of the list: those in use as removable chips, the usual ones ready to open, the rest behind "+ Filter". */
export function EventFilterBar({ state }: { state: EventSearchState }) {
  const { search, setFilters, clearFilters } = state;
  const { streams } = useStreamNames();
  return (
    <div
      role="group"
      aria-label="Filters"
      className="flex min-h-12 shrink-0 no-scrollbar flex-wrap items-center gap-2 border-b px-6 py-2 max-phone:flex-nowrap max-phone:overflow-x-auto max-phone:px-3"
    >
      <EventSearchBox q={search.q} setFilters={setFilters} />
      <EventFilterChips filters={search} setFilters={setFilters} />
      <MoreFilters filters={search} setFilters={setFilters} streams={streams} />
      {countSetFilters(search) > 0 ? (
        <Button
          variant="quiet"
          onClick={(event) => {
            focusFirstFilter(event.currentTarget);
            clearFilters();
          }}
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}

function EventFilterChips({ filters, setFilters }: FilterProps) {
  const { data: types = [] } = useQuery(eventTypesQuery);
  return (
    <>
      <ReceivedFilter range={filters} setFilters={setFilters} />
      <FilterMenu
        name="Type"
        options={types.map(({ type, count }) => ({ value: type, label: type, count }))}
        selected={filters.type ?? []}
        onChange={(selected) => setFilters({ type: nonEmpty(selected) })}
      />
      <FilterMenu
        name="Outcome"
        options={outcomes.map((outcome) => ({ value: outcome, label: outcome, swatch: outcome }))}
        selected={filters.outcome ?? []}
        onChange={(selected) => setFilters({ outcome: nonEmpty(selected.filter(isOutcome)) })}
      />
      <SetFilters filters={filters} setFilters={setFilters} />
    </>
  );
}

const testChoices = [
  { value: 'hide', label: 'hide' },
  { value: 'only', label: 'only' },
];

/** Filters that are in the bar only while they are set. */
function SetFilters({ filters: { stream, test, subject }, setFilters }: FilterProps) {
  const { streams } = useStreamNames();
  return (
    <>
      {stream?.length ? (
        <FilterMenu
          name="Event stream"
          options={withUnknown(streams, stream).map(({ id, name }) => ({ value: id, label: name }))}
          selected={stream}
          onChange={(selected) => setFilters({ stream: nonEmpty(selected) })}
        />
      ) : null}
      {test === null ? null : (
        <FilterMenu
          name="Test events"
          options={testChoices}
          selected={[test]}
          onChange={([value]) => setFilters({ test: value === 'hide' || value === 'only' ? value : null })}
          single
        />
      )}
      {subject === null ? null : (
        <FilterChip name="Subject" value={subject} onRemove={() => setFilters({ subject: null })} />
      )}
    </>
  );
}

/** A stream that Auth0 no longer lists can still be filtered by. */
function withUnknown(streams: readonly StreamName[], selected: readonly string[]): StreamName[] {
  const unknown = selected.filter((id) => !streams.some((stream) => stream.id === id));
  return [...streams, ...unknown.map((id) => ({ id, name: id }))];
}

function MoreFilters({ filters, setFilters, streams }: FilterProps & { streams: readonly StreamName[] }) {
  const choices: { value: string; label: string; set: Partial<EventFilters> }[] = [];
  if (filters.test === null) {
    choices.push({ value: 'hide', label: 'Hide test events', set: { test: 'hide' } });
    choices.push({ value: 'only', label: 'Only test events', set: { test: 'only' } });
  }
  if (!filters.stream?.length) {
    for (const { id, name } of streams)
      choices.push({ value: id, label: `Event stream ${isolatedText(name)}`, set: { stream: [id] } });
  }
  const add = (value: string) => setFilters(choices.find((choice) => choice.value === value)?.set ?? {});
  return <AddFilter options={choices} onAdd={add} />;
}
