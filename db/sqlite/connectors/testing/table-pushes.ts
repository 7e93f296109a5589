import { onTestFinished } from 'vitest';
import {
  type MysqlConfig,
  mysqlDefaults,
  type PostgresConfig,
  postgresDefaults,
  type TableConfig,
} from '@/lib/connectors/table-config';
import { type CarriedUser } from '@/lib/connectors/mirror-source';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { type Pushed } from '@/lib/server/connectors/push-work';
import { endWorks, workOf } from '@/lib/server/connectors/push-works';
import { type MariadbServer } from '@/scripts/mariadb-server';
import { type PostgresServer } from '@/scripts/postgres-server';

export const loopback = addressGuard([{ address: '127.0.0.1', bits: 32 }, { host: 'localhost' }]);

/** Settings that lead to the server, with the columns of the defaults where `over` names no others. */
export function postgresConfigOn(server: PostgresServer, over: Partial<PostgresConfig> = {}): PostgresConfig {
  const { host, port, database, user } = server;
  return {
    ...postgresDefaults,
    columns: [...postgresDefaults.columns],
    host,
    port,
    database,
    user,
    tls: 'off',
    ...over,
  };
}

/** The same on MySQL or MariaDB. */
export function mysqlConfigOn({ account, database }: MariadbServer, over: Partial<MysqlConfig> = {}): MysqlConfig {
  const { host, port, user } = account;
  return { ...mysqlDefaults, columns: [...mysqlDefaults.columns], host, port, database, user, tls: 'off', ...over };
}

/** A mirrored user with this profile. */
export function userOf(id: string, profile: CarriedUser['profile'] = {}, over: Partial<CarriedUser> = {}): CarriedUser {
  return {
    userId: `auth0|${id}`,
    profile,
    connections: [],
    isBlocked: false,
    deletedAtMs: null,
    newestEventMs: 1_000,
    ...over,
  };
}

/** What a table does not ask for. */
const nothingKnown = {
  laneEvents: () => Promise.resolve([]),
  lanesOfRecord: () => Promise.resolve([]),
  claimRecord: () => Promise.resolve(false),
  emailsBefore: () => Promise.resolve([]),
  userWithIdentity: () => Promise.resolve(null),
  lanesOfUser: () => Promise.resolve([]),
  liveUserByEmail: () => Promise.resolve(null),
  deactivatedSince: () => Promise.resolve([]),
  linkCount: () => Promise.resolve(0),
  nowMs: () => 1,
};

interface PushParts {
  config: TableConfig;
  password: string;
  users: readonly CarriedUser[];
  /** Ids of lanes whose users the mirror does not have. */
  unknown?: readonly string[];
  isStopping?: () => boolean;
}

/** Pushes these users at once, in one push. What came of each, by its id. */
export async function pushUsers(parts: PushParts): Promise<Map<string, Pushed>> {
  const { config, password, users, unknown = [], isStopping = () => false } = parts;
  onTestFinished(endWorks);
  const keys = [...users.map(({ userId }) => userId), ...unknown];
  const lanes = keys.map((key, index) => {
    return {
      connectorId: 1,
      seq: index + 1,
      key,
      isEvent: false,
      token: 'token',
      wantedSeq: 7,
      doneSeq: 6,
      attempts: 0,
      link: null,
      isOpen: false,
      decision: null,
      waitingSinceMs: null,
    };
  });
  const world = {
    store: { ...nothingKnown, carriedUsers: () => Promise.resolve([...users]) },
    connector: { id: 1, createdAtMs: 1, deletionsConfirmedSeq: null },
    secrets: new Map([['password', password]]),
    guard: loopback,
    takePermit: () => true,
    untilPermit: () => Promise.resolve(true),
    isGoneAtAuth0: () => Promise.resolve(null),
    isStopping,
  };
  const pushed = await workOf({ id: 1, config }).push(world, lanes);
  return new Map(pushed.map((one, index) => [keys[index] ?? '', one]));
}
