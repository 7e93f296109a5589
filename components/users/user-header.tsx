import { BadgeCheck, BadgeX, Ban, UserMinus } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { parseTime } from '@/lib/time';
import { type UserDetail } from '@/lib/users/user';
import { Avatar } from '../ui/avatar';
import { Chip } from '../ui/chip';
import { Fact, FactLine } from '../ui/fact-line';
import { Flash } from '../ui/flash';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';

/** Who it is, in what state, and the figures of the row. */
export function UserHeader({ user }: { user: UserDetail }) {
  const title = user.label;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-4 px-6 py-3.5 max-phone:px-3">
      <Avatar name={title} size={48} />
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex min-h-7 flex-wrap items-center gap-x-2">
          <h2 className="min-w-0 truncate text-subject" title={visibleText(title)}>
            <Flash value={title}>
              <OutsideText>{title}</OutsideText>
            </Flash>
          </h2>
          <StateChips user={user} />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 text-body text-ink-2">
          {user.email !== null && user.email !== title ? (
            <Flash value={user.email} className="truncate">
              <OutsideText>{user.email}</OutsideText>
            </Flash>
          ) : null}
          {user.phoneNumber !== null && user.phoneNumber !== title ? (
            <OutsideText>{user.phoneNumber}</OutsideText>
          ) : null}
          <Id value={user.userId} what="user_id" max={24} />
          <TextLink href={paths.eventsOfSubject(user.userId)}>All events of this user</TextLink>
        </div>
        <Former names={user.former} />
      </div>
      <UserFacts user={user} />
    </div>
  );
}

function Former({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="text-small text-ink-2">
      formerly{' '}
      {names.map((name, place) => (
        <Fragment key={name}>
          {place === 0 ? '' : ', '}
          <OutsideText>{name}</OutsideText>
        </Fragment>
      ))}
    </p>
  );
}

function StateChips({ user }: { user: UserDetail }) {
  return (
    <>
      {user.emailVerified === true ? (
        <Chip icon={BadgeCheck} tone="ok">
          verified
        </Chip>
      ) : null}
      {user.emailVerified === false ? (
        <Chip icon={BadgeX} tone="mute">
          not verified
        </Chip>
      ) : null}
      {user.blocked ? (
        <Chip icon={Ban} tone="warn" filled>
          blocked
        </Chip>
      ) : null}
      {user.deletedAtMs === null ? null : (
        <Chip icon={UserMinus} tone="mute" filled>
          deleted
        </Chip>
      )}
    </>
  );
}

function UserFacts({ user }: { user: UserDetail }) {
  return (
    <FactLine>
      <Fact label="Versions">
        <Flash value={user.version}>{formatCount(user.version)}</Flash>
      </Fact>
      <Fact label="Logins">
        <Flash value={user.loginsCount ?? -1}>{user.loginsCount === null ? '–' : formatCount(user.loginsCount)}</Flash>
      </Fact>
      <Fact label="Created">
        <Created text={user.createdAt} />
      </Fact>
      <Fact label="Last event">
        <Flash value={user.lastEventId}>
          <TextLink href={paths.event(user.lastEventId)}>
            <Time ms={user.lastEventAtMs} mode="datetime" />
          </TextLink>
        </Flash>
      </Fact>
    </FactLine>
  );
}

/** A time as Auth0 wrote it; its own words when they are no time. */
function Created({ text }: { text: string | null }): ReactNode {
  if (text === null) return 'unknown';
  const ms = parseTime(text);
  return ms === null ? text : <Time ms={ms} mode="date" />;
}
