import { userDigits } from '../ids.ts';
import type { Identity } from './tenant-user.ts';

interface Connection {
  /** Auth0 lets the Management API create users in database and passwordless connections only. */
  creatable: boolean;
  identity: (userId: string) => Identity;
  newId: () => string;
}

const digits = (count: number) => () => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

export const DATABASE_CONNECTION = 'Username-Password-Authentication';

const connections: Record<string, Connection> = {
  [DATABASE_CONNECTION]: {
    creatable: true,
    identity: (user_id) => ({ connection: DATABASE_CONNECTION, provider: 'auth0', user_id, isSocial: false }),
    newId: userDigits,
  },
  email: {
    creatable: true,
    identity: (user_id) => ({ connection: 'email', provider: 'email', user_id, isSocial: false }),
    newId: userDigits,
  },
  sms: {
    creatable: true,
    identity: (user_id) => ({ connection: 'sms', provider: 'sms', user_id, isSocial: false }),
    newId: userDigits,
  },
  'google-oauth2': {
    creatable: false,
    identity: (user_id) => ({ connection: 'google-oauth2', provider: 'google-oauth2', user_id, isSocial: true }),
    newId: digits(21),
  },
  github: {
    creatable: false,
    identity: (user_id) => ({ connection: 'github', provider: 'github', user_id, isSocial: true }),
    newId: digits(8),
  },
};

export const connectionNamed = (name: string): Connection | undefined => connections[name];
