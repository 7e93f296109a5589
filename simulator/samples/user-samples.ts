import type { EventDataByType } from '../tenant/event-types.ts';
import type { Identity } from '../tenant/tenant-user.ts';

// The fixed user of Auth0's own test events, as recorded from a real tenant. It must never enter anyone's mirror.
const identity: Identity = {
  connection: 'Username-Password-Authentication',
  user_id: '507f1f77bcf86cd799439020',
  provider: 'auth0',
  isSocial: false,
};

const user = {
  user_id: 'auth0|507f1f77bcf86cd799439020',
  email: 'john.doe@gmail.com',
  email_verified: false,
  name: 'John Doe',
  nickname: 'john.doe',
  given_name: 'John',
  family_name: 'Doe',
  picture: 'https://img.example.com/jd.png',
  created_at: '2024-03-11T10:20:30.000Z',
  updated_at: '2024-03-11T10:20:30.000Z',
  identities: [identity],
  app_metadata: {},
  user_metadata: {},
  multifactor: [],
};

export const userSamples = {
  'user.created': { object: user },
  'user.updated': { object: { ...user, email_verified: true, updated_at: '2024-03-12T08:00:00.000Z' } },
  'user.deleted': { object: { ...user, deleted_at: '2024-03-13T16:45:00.000Z' } },
} satisfies Partial<EventDataByType>;
