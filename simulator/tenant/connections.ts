import { userDigits } from '../ground/ids.ts';
import type { Identity } from './tenant-user.ts';

interface Connection {
  id: string;
  /** Auth0 lets the Management API create users in database and passwordless connections only. */
  creatable: boolean;
  identity: (userId: string) => Identity;
  newId: () => string;
}

const digits = (count: number) => () => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

export const DATABASE_CONNECTION = 'Username-Password-Authentication';

const connections: Record<string, Connection> = {
  [DATABASE_CONNECTION]: {
    id: 'con_Kd83hfLq02mZx7Rt',
    creatable: true,
    identity: (user_id) => ({ connection: DATABASE_CONNECTION, provider: 'auth0', user_id, isSocial: false }),
    newId: userDigits,
  },
  email: {
    id: 'con_Bv61tsWn94pYc3Gj',
    creatable: true,
    identity: (user_id) => ({ connection: 'email', provider: 'email', user_id, isSocial: false }),
    newId: userDigits,
  },
  sms: {
    id: 'con_Hm27raQx58dUe1Fk',
    creatable: true,
    identity: (user_id) => ({ connection: 'sms', provider: 'sms', user_id, isSocial: false }),
    newId: userDigits,
  },
  'google-oauth2': {
    id: 'con_Zt40ylCp76sIo9Nb',
    creatable: false,
    identity: (user_id) => ({ connection: 'google-oauth2', provider: 'google-oauth2', user_id, isSocial: true }),
    newId: digits(21),
  },
  github: {
    id: 'con_Jw95oxVe13gMa6Ld',
    creatable: false,
    identity: (user_id) => ({ connection: 'github', provider: 'github', user_id, isSocial: true }),
    newId: digits(8),
  },
};

export const connectionNamed = (name: string): Connection | undefined => connections[name];

/** Name and id of a connection, by its id. */
export function connectionById(id: string): { id: string; name: string } | undefined {
  const [name] = Object.entries(connections).find(([, connection]) => connection.id === id) ?? [];
  return name === undefined ? undefined : { id, name };
}
