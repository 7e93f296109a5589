'use client';

import { paths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';
import { type DeletedFilter } from '@/lib/users/user-search';
import { Button, ButtonLink } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { FilterChip } from '../ui/filter-chip';
import { NoMatch } from '../ui/no-match';
import { type UserSearchState } from './use-user-search';

const deletedWords: Record<Exclude<DeletedFilter, 'hide'>, string> = { only: 'deleted', include: 'live and deleted' };

interface NoUsersProps {
  state: UserSearchState;
  /** Live users in the mirror. */
  total: number;
}

/** Nothing to list: because nothing came yet, or because the filters leave nothing. */
export function NoUsers({ state, total }: NoUsersProps) {
  const { q, deleted } = state.search;
  if (q === '' && deleted !== 'only' && total === 0) return <EmptyUsers state={state} />;
  const isNarrow = q !== '' && deleted === 'hide';
  return (
    <NoMatch
      title={q === '' ? 'No user has been deleted' : 'No users match'}
      filters={
        <>
          {q === '' ? null : <FilterChip name="Search" value={`“${q}”`} onRemove={() => state.setQ('')} />}
          {deleted === 'hide' ? null : (
            <FilterChip name="State" value={deletedWords[deleted]} onRemove={() => state.setDeleted('hide')} />
          )}
        </>
      }
      hint={`The mirror has ${formatCounted(total, 'live user')}. A word matches from its beginning, in names, e-mail address, phone number and user_id, former ones included; accents do not count; @example.com matches a domain.`}
      actions={
        <>
          {isNarrow ? <Button onClick={() => state.setDeleted('include')}>Search deleted users too</Button> : null}
          <Button variant="quiet" onClick={state.clear}>
            Clear filters
          </Button>
        </>
      }
    />
  );
}

function EmptyUsers({ state }: { state: UserSearchState }) {
  return (
    <EmptyState
      title="No users yet"
      body="They appear with the first user event. Events from before Streamgauge listened are not known to it."
      actions={
        <>
          <ButtonLink href={paths.setup}>Open set-up</ButtonLink>
          {state.search.deleted === 'hide' ? (
            <Button variant="quiet" onClick={() => state.setDeleted('only')}>
              Show deleted users
            </Button>
          ) : null}
        </>
      }
    />
  );
}
