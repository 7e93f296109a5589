import type { EventDataByType } from '../tenant/event-types.ts';
import type { Identity } from '../tenant/tenant-user.ts';

// The fixed user of Auth0's own test events, as recorded from a real tenant. It must never enter anyone's mirror.
const profileData = {
  email: 'john.doe@gmail.com',
  email_verified: false,
  name: 'John Doe',
  username: 'johndoe',
  given_name: 'John',
  family_name: 'Doe',
  phone_number: '+15555555555',
  phone_verified: false,
};

const identity: Identity = {
  provider: 'auth0',
  isSocial: false,
  connection: 'Username-Password-Authentication',
  user_id: '507f1f77bcf86cd799439020',
  profileData,
};

const user = {
  user_id: 'auth0|507f1f77bcf86cd799439020',
  email: 'john.doe@gmail.com',
  email_verified: false,
  username: 'johndoe',
  phone_number: '+15555555555',
  phone_verified: false,
  created_at: '2025-02-01T12:34:56Z',
  updated_at: '2025-02-01T12:34:56Z',
  identities: [identity],
  app_metadata: { plan: 'pro' },
  user_metadata: { hobby: 'skydiving' },
  picture:
    'https://secure.gravatar.com/avatar/15626c5e0c749cb912f9d1ad48dba440?s=480&r=pg&d=https%3A%2F%2Fssl.gstatic.com%2Fs2%2Fprofiles%2Fimages%2Fsilhouette80.png',
  name: 'John Doe',
  nickname: 'John Doe',
  multifactor: ['sample'],
  last_ip: '10.0.0.1',
  last_login: '2025-02-01T12:34:56Z',
  logins_count: 42,
  blocked: false,
  given_name: 'John',
  family_name: 'Doe',
};

// `user.updated` carries the same user (recorded); `user.deleted` is composed.
export const userSamples = {
  'user.created': { object: user },
  'user.updated': { object: user },
  'user.deleted': { object: { ...user, deleted_at: '2025-02-01T12:34:56Z' } },
} satisfies Partial<EventDataByType>;
