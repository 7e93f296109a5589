import { type Connector } from '../../../connectors/connector';
import { secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { env } from '../../process/env';
import { type AddressGuard } from '../address-guard';
import { openSecret, tokenSecret } from '../connector-secret';
import { mostInputs } from '../hubspot/hubspot-contacts';
import { hubspotRecordSource } from '../hubspot/hubspot-verify';
import { hubspotSystem } from '../hubspot/push-hubspot';
import { mysqlDialect } from '../mysql/mysql-dialect';
import { postgresDialect } from '../postgres/postgres-dialect';
import { workOf } from '../push-works';
import { restSystem } from '../rest/push-rest';
import { passwordSecret } from '../tables/push-table';
import { recordVerifier } from './record-verifier';
import { type RecordSource, singleReads } from './record-source';
import { tableVerifier } from './table-verifier';
import { type Verifier } from './verifier';

/** What a comparison takes of the connector's rate: its own requests go first. */
const share = 0.25;

const requestsPerSecond = (connector: Connector) => Math.max(1, workOf(connector).perSecond * share);

/** How long a record takes to be compared, in ms. */
export function paceOf(connector: Connector): number {
  const perRequest = connector.kind === 'hubspot' ? mostInputs : 1;
  return secondMs / (requestsPerSecond(connector) * perRequest);
}

interface Parts {
  store: Store;
  connector: Connector;
  guard: AddressGuard;
}

/** What compares a connector's other side with the mirror; null where its secret cannot be opened, or it has none. */
export async function verifierOf({ store, connector, guard }: Parts): Promise<Verifier | null> {
  const { id: connectorId, config } = connector;
  const isOfDatabase = config.kind === 'postgres' || config.kind === 'mysql';
  const name = isOfDatabase ? passwordSecret : tokenSecret;
  const sealed = (await store.connectorSecrets(connectorId)).find((secret) => secret.name === name);
  const secret = sealed === undefined ? null : openSecret(sealed);
  if (secret === null) return null;
  const perSecond = requestsPerSecond(connector);
  const records = (source: RecordSource) => recordVerifier({ store, connectorId, source, perSecond });
  const parts = { token: secret, guard, nowMs: () => store.nowMs() };
  switch (config.kind) {
    case 'webhook':
      return null;
    case 'postgres':
      return tableVerifier(postgresDialect, { config, password: secret, guard, store, connectorId });
    case 'mysql':
      return tableVerifier(mysqlDialect, { config, password: secret, guard, store, connectorId });
    case 'hubspot': {
      const timeZone = config.portal?.timeZone ?? null;
      const asked = { ...parts, baseUrl: env().connectors.hubspotUrl, timeZone };
      return records(hubspotRecordSource(asked, config, hubspotSystem({ ...parts, config })));
    }
    case 'rest':
      return records(singleReads(restSystem({ ...parts, config }), Math.ceil(perSecond)));
  }
}
