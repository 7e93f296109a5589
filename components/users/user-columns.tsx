import { BadgeCheck } from 'lucide-react';
import Link from 'next/link';
import { paths } from '@/lib/paths';
import { parseTime } from '@/lib/time';
import { formerHit } from '@/lib/users/search-terms';
import { type UserSearch } from '@/lib/users/user-search';
import { type UserSummary } from '@/lib/users/user';
import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { Avatar } from '../ui/avatar';
import { Flash } from '../ui/flash';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { type Column } from '../ui/table-column';
import { Time } from '../ui/time';
import { UserStateChip } from './user-state-chip';

/** Columns of the users list under a search. Tombstones need room for the time of deletion. */
export function userColumns({ q, deleted }: Pick<UserSearch, 'q' | 'deleted'>): Column<UserSummary>[] {
  return [
    {
      key: 'user',
      header: 'User',
      link: true,
      card: 'title',
      className: 'w-auto',
      render: (user) => <UserCell user={user} q={q} />,
    },
    {
      // On a phone the address has the second line; elsewhere it follows the name.
      key: 'contact',
      header: 'Contact',
      className: 'hidden max-phone:table-cell',
      card: 'line',
      render: (user) => <OutsideText>{contactOf(user) ?? user.userId}</OutsideText>,
    },
    {
      key: 'id',
      header: 'user_id',
      className: 'w-[190px] max-rail:hidden',
      render: (user) => <Id value={user.userId} what="user_id" max={20} isTabStop={false} />,
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

/** Address or number that says more than the label; null when there is none. */
function contactOf({ label, email, phoneNumber }: UserSummary): string | null {
  return [email, phoneNumber].find((contact) => contact !== null && contact !== label) ?? null;
}

function UserCell({ user, q }: { user: UserSummary; q: string }) {
  const contact = contactOf(user);
  const former = q === '' ? null : formerHit(user, q);
  const value = `${user.label} ${contact ?? ''} ${String(user.emailVerified)}`;
  return (
    <Flash value={value} className="flex min-w-0 items-center gap-2">
      <Avatar name={user.label} size={20} className="max-phone:hidden" />
      <OutsideText className="truncate font-medium">{user.label}</OutsideText>
      {contact === null ? null : <OutsideText className="truncate text-ink-2 max-phone:hidden">{contact}</OutsideText>}
      {former === null ? null : (
        <span className="truncate text-small text-ink-2">
          formerly <OutsideText>{former}</OutsideText>
        </span>
      )}
      {user.emailVerified === true ? (
        <BadgeCheck role="img" aria-label="verified" size={14} strokeWidth={2.1} className="shrink-0 text-ok" />
      ) : null}
    </Flash>
  );
}

function Connections({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="text-ink-3">none</span>;
  const text = names.join(', ');
  return (
    <span title={visibleText(text)}>
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

/** A time as Auth0 wrote it; its own words when they are no time. */
function Written({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-3">unknown</span>;
  const ms = parseTime(text);
  if (ms !== null) return <Time ms={ms} mode="date" className="text-ink-2" />;
  return (
    <span title={visibleText(text)}>
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

function LastEvent({ user }: { user: UserSummary }) {
  return (
    <Flash value={user.lastEventId}>
      <Link
        href={paths.event(user.lastEventId)}
        prefetch={false}
        tabIndex={-1}
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
