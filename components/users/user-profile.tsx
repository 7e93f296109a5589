'use client';

import { useState } from 'react';
import { type JsonValue } from '@/lib/json/json';
import { fieldText, identitiesOf, profileFields } from '@/lib/users/user-facts';
import { type UserDetail } from '@/lib/users/user';
import { CopyButton } from '../ui/copy-button';
import { Def, DefinitionList } from '../ui/definition-list';
import { JsonView } from '../ui/json-view';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { SegmentedControl } from '../ui/segmented-control';

type View = 'fields' | 'json';

const views = [
  { value: 'fields', label: 'Fields' },
  { value: 'json', label: 'JSON' },
] as const;

const titleOf = (user: UserDetail) => (user.deletedAtMs === null ? 'Profile now' : 'Profile when deleted');

/** The mirrored profile beside the timeline, where there is room for it. */
export function ProfileColumn({ user }: { user: UserDetail }) {
  const [view, setView] = useState<View>('fields');
  return (
    <section aria-label="Profile" className="px-5 py-2">
      <SectionHead
        title={titleOf(user)}
        aside={<SegmentedControl label="Profile as" value={view} onValueChange={setView} options={views} small />}
      />
      {view === 'fields' ? <ProfileFields user={user} /> : <JsonView value={user.profile} label="Profile" />}
    </section>
  );
}

/** The whole profile: fields at the left, JSON at the right. */
export function UserProfile({ user }: { user: UserDetail }) {
  return (
    <div className="flex flex-1 max-rail:block">
      <section aria-label="Fields" className="min-w-0 flex-1 px-6 py-2 max-phone:px-3">
        <SectionHead title={titleOf(user)} />
        <ProfileFields user={user} />
      </section>
      <section
        aria-label="JSON"
        className="min-w-0 flex-1 border-l px-6 py-2 max-rail:border-t max-rail:border-l-0 max-phone:px-3"
      >
        <SectionHead
          title="JSON"
          aside={<CopyButton value={JSON.stringify(user.profile, null, 2)} what="profile as JSON" />}
        />
        <JsonView value={user.profile} label="Profile" />
      </section>
    </div>
  );
}

function ProfileFields({ user }: { user: UserDetail }) {
  const fields = profileFields(user.profile);
  if (fields.length === 0) return <p className="py-2 text-body text-ink-2">The profile is empty.</p>;
  return (
    <>
      <DefinitionList ruled>
        {fields.map(({ field, value }) => (
          <Def key={field} label={field} mono={field !== 'identities'}>
            <FieldValue field={field} value={value} user={user} />
          </Def>
        ))}
      </DefinitionList>
      <p className="py-2 text-small text-ink-2">The profile is the fold of this user’s stored events in order.</p>
    </>
  );
}

function FieldValue({ field, value, user }: { field: string; value: JsonValue; user: UserDetail }) {
  if (field !== 'identities') return <OutsideText>{fieldText(value)}</OutsideText>;
  return (
    <ul>
      {identitiesOf(user.profile).map((identity, index) => (
        <li key={index}>
          <OutsideText>
            {[identity.provider, identity.connection].filter((part) => part !== null).join(' · ')}
          </OutsideText>
        </li>
      ))}
    </ul>
  );
}
