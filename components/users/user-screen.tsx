'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { type ReactNode } from 'react';
import { paths } from '@/lib/paths';
import { identitiesOf } from '@/lib/users/user-facts';
import { type UserDetail } from '@/lib/users/user';
import { toApiError } from '../data/api';
import { userConnectorsQuery } from '../data/user-connectors';
import { Screen } from '../shell/screen';
import { Banner } from '../ui/banner';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { SkeletonText } from '../ui/skeleton';
import { TabPanel, Tabs } from '../ui/tabs';
import { Time } from '../ui/time';
import { UserHeader } from './user-header';
import { UserIdentities } from './user-identities';
import { ProfileColumn, UserProfile } from './user-profile';
import { userQuery } from './user-queries';
import { UserTimeline } from './user-timeline';

const tabValues = ['timeline', 'profile', 'identities', 'connectors'] as const;
const path = [{ href: paths.users, label: 'Users' }];

/** What connectors tell of the user, on their tab and beside the timeline. */
interface FromConnectors {
  connectors: ReactNode;
  connectorsColumn: ReactNode;
}

/** `/users/[id]`: one mirrored user, live; deleted ones too. */
export function UserScreen({ userId, ...parts }: { userId: string } & FromConnectors) {
  const { data: user, error, dataUpdatedAt, refetch } = useQuery(userQuery(userId));
  const retry = () => void refetch();
  return (
    <Screen title={user?.label ?? userId} path={path}>
      {error && user ? (
        <FailedBanner what="This user" error={toApiError(error)} asOfMs={dataUpdatedAt} onRetry={retry} />
      ) : null}
      {user ? (
        <UserView user={user} {...parts} />
      ) : (
        <NoUserYet>
          {error ? <FailedState what="This user" error={toApiError(error)} onRetry={retry} /> : null}
        </NoUserYet>
      )}
    </Screen>
  );
}

function NoUserYet({ children }: { children: ReactNode }) {
  return children ?? <SkeletonText lines={6} className="p-6" />;
}

function UserView({ user, connectors, connectorsColumn }: { user: UserDetail } & FromConnectors) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabValues).withDefault('timeline'));
  const identities = identitiesOf(user.profile);
  const { data: inConnectors } = useQuery(userConnectorsQuery(user.userId));
  const choose = (value: string) => void setTab(tabValues.find((known) => known === value) ?? null);
  return (
    <div className="flex min-h-full flex-col">
      <UserHeader user={user} />
      {user.deletedAtMs === null ? null : <Tombstone deletedAtMs={user.deletedAtMs} />}
      <Tabs
        label="User"
        rootClassName="flex flex-1 flex-col"
        value={tab}
        onValueChange={choose}
        tabs={[
          { value: 'timeline', label: 'Timeline', count: user.eventCount },
          { value: 'profile', label: 'Profile' },
          { value: 'identities', label: 'Identities', count: identities.length },
          { value: 'connectors', label: 'Connectors', count: inConnectors?.items.length },
        ]}
      >
        <TabPanel value="timeline" className="flex flex-1 data-[state=inactive]:hidden max-wide:block">
          <div className="min-w-0 flex-1">
            <UserTimeline userId={user.userId} />
          </div>
          <div className="w-[440px] shrink-0 border-l max-wide:hidden">
            <ProfileColumn user={user} />
            {connectorsColumn}
          </div>
        </TabPanel>
        <TabPanel value="profile" className="flex flex-1 data-[state=inactive]:hidden">
          <UserProfile user={user} />
        </TabPanel>
        <TabPanel value="identities">
          <UserIdentities identities={identities} />
        </TabPanel>
        <TabPanel value="connectors">{connectors}</TabPanel>
      </Tabs>
    </div>
  );
}

function Tombstone({ deletedAtMs }: { deletedAtMs: number }) {
  return (
    <Banner tone="note" className="border-t bg-ground">
      <strong className="font-semibold text-ink">
        Deleted <Time ms={deletedAtMs} mode="datetime" />.
      </strong>{' '}
      What follows is the last that was known. Only a newer user.created brings this user back.
    </Banner>
  );
}
