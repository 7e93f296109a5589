import { type Downstream } from '../../processes/downstream.ts';
import { Api } from '../api.ts';
import { type Workbench } from '../part.ts';
import { ServedStreamgauge } from '../served-streamgauge.ts';

/** Numbers of the three connectors. */
export interface ConnectorIds {
  webhook: number;
  postgres: number;
  hubspot: number;
}

export interface Connected {
  served: ServedStreamgauge;
  downstream: Downstream;
  ids: ConnectorIds;
}

const column = (name: string) => ({ source: name, column: name });

/** The usual columns of a table that we make. */
const tableConfig = {
  kind: 'postgres',
  schema: 'public',
  key: 'user_id',
  columns: [
    ...['email', 'email_verified', 'name', 'nickname', 'connections', 'created_at', 'updated_at'].map(column),
    ...['user_metadata', 'app_metadata'].map(column),
    { source: 'is_blocked', column: 'blocked' },
  ],
  timeColumn: 'last_event_processed',
  seqColumn: 'sync_seq',
  deletion: 'mark',
  deletedColumn: 'deleted_at',
} as const;

const mapped = (source: string, target: string) => ({
  ...{ source, transforms: [], target, when: 'always', cleared: 'leave' },
});

const hubspotConfig = {
  kind: 'hubspot',
  portal: null,
  mapping: [
    mapped('email', 'email'),
    mapped('given_name', 'firstname'),
    mapped('family_name', 'lastname'),
    mapped('user_id', 'auth0_user_id'),
    mapped('status', 'auth0_status'),
  ],
  policies: {
    filter: [],
    whenNew: 'create',
    whenKnown: 'create',
    whenDeleted: 'deactivate',
    deactivation: { target: 'auth0_status', value: 'deleted' },
    withoutEmail: 'park',
    createUnverified: true,
    whenGone: 'review',
    whenShared: 'follow',
    recordIdPath: 'app_metadata.crm_contact_id',
  },
};

export async function signedInApi(served: ServedStreamgauge): Promise<Api> {
  const [person] = await served.people(1);
  if (person === undefined) throw new Error('Nobody is signed in');
  return new Api(person);
}

/** Makes a webhook, a table of PostgreSQL with a column that tells when a row was made, and HubSpot; none is started. */
export async function makeConnectors(api: Api, downstream: Downstream, perSecond: number): Promise<ConnectorIds> {
  const make = async (name: string, config: object, secret: object = {}) => {
    const made = await api.post<{ connector: { id: number } }>('/api/connectors', { name, config, ...secret });
    return made.connector.id;
  };
  const { url } = downstream.receiver;
  const { config, password } = downstream.place;
  // Every server that is measured has a table of its own.
  const table = `users_${new URL(api.origin).port}`;
  const ids = {
    webhook: await make('Webhook', { kind: 'webhook', url, types: null, body: 'cloudevent', perSecond }),
    postgres: await make('Table', { ...tableConfig, ...config, table }, { password }),
    hubspot: await make('HubSpot', hubspotConfig, { token: 'pat-sim-hubspot' }),
  };
  await api.post(`/api/connectors/${ids.postgres}/table`);
  await downstream.sql(`ALTER TABLE ${table} ADD made_at timestamptz DEFAULT clock_timestamp()`);
  return ids;
}

/** A Streamgauge with three connectors that run. */
export async function startConnected(bench: Workbench, name: string, downstream: Downstream): Promise<Connected> {
  const served = await ServedStreamgauge.start(bench, name, { settings: downstream.settings });
  const api = await signedInApi(served);
  // The pace that a new webhook has.
  const ids = await makeConnectors(api, downstream, 50);
  for (const id of Object.values(ids)) await api.post(`/api/connectors/${id}/start`);
  return { served, downstream, ids };
}
