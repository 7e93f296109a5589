'use client';

import { useQuery } from '@tanstack/react-query';
import { countSetFilters, eventFiltersQuery } from '@/lib/events/event-search';
import { formatCounted } from '@/lib/text/format';
import { Button } from '../ui/button';
import { NoMatch } from '../ui/no-match';
import { eventListQuery } from './event-queries';
import { SetFilterChips } from './set-filter-chips';
import { type EventSearchState } from './use-event-search';

const searchHint =
  'The search takes an event id, a user id or other subject, or an address, number or name that finds at most 20 users.';

const anyTime = { last: null, from: null, to: null };

/** There are events, but none under these filters: names them and offers what widening would give. */
export function EventsNoMatch({ state }: { state: EventSearchState }) {
  const { search, setFilters, clearFilters } = state;
  const count = countSetFilters(search);
  const hasRange = search.last !== null || search.from !== null || search.to !== null;
  const wider = useQuery({ ...eventListQuery(eventFiltersQuery({ ...search, ...anyTime })), enabled: hasRange });
  const found = hasRange ? (wider.data?.matching.value ?? 0) : 0;
  return (
    <NoMatch
      title={
        count === 0
          ? 'No events on this page'
          : `No events match ${count === 1 ? 'this filter' : `these ${count} filters`}`
      }
      filters={<SetFilterChips filters={search} setFilters={setFilters} />}
      hint={found > 0 ? <Wider found={found} /> : search.q === null ? undefined : searchHint}
      actions={
        <>
          {found > 0 ? <Button onClick={() => setFilters(anyTime)}>Widen to any time</Button> : null}
          <Button variant={found > 0 ? 'quiet' : 'plain'} onClick={clearFilters}>
            Clear filters
          </Button>
        </>
      }
    />
  );
}

function Wider({ found }: { found: number }) {
  return (
    <>
      Without the time filter there {found === 1 ? 'is' : 'are'}{' '}
      <strong className="font-semibold text-ink">{formatCounted(found, 'such event', 'such events')}</strong>.
    </>
  );
}
