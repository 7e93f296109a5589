import { BadgeCheck } from 'lucide-react';
import Link from 'next/link';
import { parseTime } from '@/lib/time';
import { type DeletedFilter } from '@/lib/users/user-search';
import { type UserSummary } from '@/lib/users/user-store';
import { formatCount } from '@/lib/format';
import { Avatar } from '../ui/avatar';
import { Flash } from '../ui/flash';
import { Id } from '../ui/id';
import { type Column } from '../ui/table-column';
import { Time } from '../ui/time';
import { UserStateChip } from './user-state-chip';

/** What a person reads first: the name, else the address, else the id. */
export function userTitle(user: Pick<UserSummary, 'name' | 'email' | 'userId'>): string {
  return user.name ?? user.email ?? user.userId;
}

/** Columns of the users list. Tombstones need room for the time of deletion. */
export function userColumns(deleted: DeletedFilter): Column<UserSummary>[] {
  return [
    {
      key: 'user',
      header: 'User',
      link: true,
      card: 'title',
      className: 'w-auto',
      render: (user) => <UserCell user={user} />,
    },
    {
      key: 'id',
      header: 'user_id',
      className: 'w-[190px] max-rail:hidden max-phone:block',
      card: 'line',
      render: (user) => <Id value={user.userId} what="user_id" max={20} className="max-phone:[&_button]:hidden" />,
    },
    {
      key: 'connections',
      header: 'Connections',
      className: 'w-[220px] max-wide:hidden',
      render: (user) => <Connections names={user.connections} />,
    },
    {
      key: 'created',
      header: 'Created',
      className: 'w-[104px] max-wide:hidden',
      render: (user) => <Written text={user.createdAt} />,
    },
    {
      key: 'event',
      header: 'Last event',
      className: 'w-[160px] max-rail:w-[104px] max-phone:w-auto',
      card: 'time',
      render: (user) => <LastEvent user={user} />,
    },
    {
      key: 'logins',
      header: 'Logins',
      align: 'right',
      className: 'w-[72px] max-rail:hidden',
      render: (user) => <Logins count={user.loginsCount} />,
    },
    {
      key: 'state',
      header: 'State',
      className:
        deleted === 'hide' ? 'w-[132px] pl-5 max-phone:w-auto' : 'w-[264px] pl-5 max-rail:w-[236px] max-phone:w-auto',
      card: 'status',
      render: (user) => <UserStateChip user={user} />,
    },
  ];
}

function UserCell({ user }: { user: UserSummary }) {
  const title = userTitle(user);
  const rest = user.email !== null && user.email !== title ? user.email : null;
  return (
    <Flash value={`${title} ${rest ?? ''} ${String(user.emailVerified)}`} className="flex min-w-0 items-center gap-2">
      <Avatar name={title} size={20} className="max-phone:hidden" />
      <span className="truncate font-medium">{title}</span>
      {rest === null ? null : <span className="truncate text-ink-2 max-phone:hidden">{rest}</span>}
      {user.emailVerified === true ? (
        <BadgeCheck role="img" aria-label="verified" size={14} strokeWidth={2.1} className="shrink-0 text-ok" />
      ) : null}
    </Flash>
  );
}

function Connections({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="text-ink-3">none</span>;
  const text = names.join(', ');
  return <span title={text}>{text}</span>;
}

/** A time as Auth0 wrote it; its own words when they are no time. */
function Written({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-3">unknown</span>;
  const ms = parseTime(text);
  return ms === null ? <span title={text}>{text}</span> : <Time ms={ms} mode="date" className="text-ink-2" />;
}

function LastEvent({ user }: { user: UserSummary }) {
  return (
    <Flash value={user.lastEventId}>
      <Link
        href={`/events/${encodeURIComponent(user.lastEventId)}`}
        prefetch={false}
        className="rounded-chip text-accent underline-offset-2 quick hover:underline"
      >
        <Time ms={user.lastEventAtMs} mode="datetime" className="max-rail:hidden" />
        <Time ms={user.lastEventAtMs} mode="relative" className="rail:hidden" />
      </Link>
    </Flash>
  );
}

function Logins({ count }: { count: number | null }) {
  if (count === null) return <span className="text-ink-3">–</span>;
  return <Flash value={count}>{formatCount(count)}</Flash>;
}
