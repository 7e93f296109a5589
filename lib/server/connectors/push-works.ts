import { type Connector } from '../../connectors/connector';
import { type ConnectorConfig } from '../../connectors/connector-config';
import { type ClaimedLane } from '../../connectors/connector-store';
import { hubspotWork } from './hubspot/push-hubspot';
import { restWork } from './rest/push-rest';
import { type Pushed, type PushWork, type PushWorld } from './push-work';
import { webhookWork } from './push-webhook';
import { mysqlWork, postgresWork } from './tables/table-kinds';

/** What the engine asks of a kind, bound to the configuration of one connector. */
export interface BoundWork {
  mostPushes: number;
  lanesInPush: number;
  perSecond: number;
  secretNames: readonly string[];
  push: (world: Omit<PushWorld<ConnectorConfig>, 'config'>, lanes: readonly ClaimedLane[]) => Promise<Pushed[]>;
}

function bind<Config extends ConnectorConfig>(work: PushWork<Config>, config: Config, id: number): BoundWork {
  const { mostPushes, lanesInPush, perSecond, secretNames, push } = work;
  return {
    ...{ mostPushes, lanesInPush, secretNames },
    perSecond: perSecond(config, id),
    push: (world, lanes) => push({ ...world, config }, lanes),
  };
}

/** The work of a connector by its kind. */
export function workOf({ id, config }: Pick<Connector, 'id' | 'config'>): BoundWork {
  switch (config.kind) {
    case 'webhook':
      return bind(webhookWork, config, id);
    case 'postgres':
      return bind(postgresWork, config, id);
    case 'mysql':
      return bind(mysqlWork, config, id);
    case 'hubspot':
      return bind(hubspotWork, config, id);
    case 'rest':
      return bind(restWork, config, id);
  }
}

/** Lets go of what any kind holds open. */
export async function endWorks(): Promise<void> {
  await Promise.all([webhookWork.end(), postgresWork.end(), mysqlWork.end(), hubspotWork.end(), restWork.end()]);
}
