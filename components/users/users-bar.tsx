'use client';

import { formatCount, formatCounted } from '@/lib/text/format';
import { type DeletedFilter, type UserSearch } from '@/lib/users/user-search';
import { type UserPage } from '@/lib/users/user';
import { SearchInput } from '../ui/search-input';
import { SegmentedControl, type Segment } from '../ui/segmented-control';
import { type UserSearchState } from './use-user-search';

const deletedOptions: Segment<DeletedFilter>[] = [
  { value: 'hide', label: 'Live' },
  { value: 'only', label: 'Deleted' },
  { value: 'include', label: 'Both' },
];

interface UsersBarProps {
  state: UserSearchState;
  page: UserPage | undefined;
}

/** Search, what to do with deleted users, and how many there are. */
export function UsersBar({ state, page }: UsersBarProps) {
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-6 py-2 max-phone:px-3">
      <SearchInput
        label="Search users"
        placeholder="Beginning of a word, or @domain"
        value={state.typed}
        onValueChange={state.setQ}
        keys="/"
      />
      <SegmentedControl
        label="Deleted users"
        value={state.search.deleted}
        onValueChange={state.setDeleted}
        options={deletedOptions}
      />
      <p aria-live="off" className="ml-auto text-small text-ink-2 max-phone:ml-0">
        {page === undefined ? ' ' : countText(page, state.search)}
      </p>
    </div>
  );
}

function countText({ matching, total }: UserPage, { q, deleted }: UserSearch): string {
  const many = matching.capped ? 'at least ' : '';
  if (deleted === 'only') return `${many}${formatCounted(matching.value, 'deleted user')}`;
  if (deleted === 'include') return `${many}${formatCounted(matching.value, 'user')}, deleted ones included`;
  return q === ''
    ? formatCounted(total, 'user')
    : `${many}${formatCount(matching.value)} of ${formatCounted(total, 'user')}`;
}
