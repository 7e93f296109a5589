import { type Connector } from '../../../connectors/connector';
import { type HubspotConfig } from '../../../connectors/records/record-config';
import { type Store } from '../../../store';
import { wrongKind } from '../../http/connector-problem';
import { type AddressGuard } from '../address-guard';
import { openRecords } from '../records/record-deeds';

/** A HubSpot connector with what it is asked with. */
export interface OpenedHubspot {
  connector: Connector;
  config: HubspotConfig;
  token: string;
  guard: AddressGuard;
  nowMs: () => number;
}

/** Opens a HubSpot connector. Throws a problem where it is none, or its key cannot be opened. */
export async function openHubspot(asked: { store: Store; id: number }, act: string): Promise<OpenedHubspot> {
  const { config, ...opened } = await openRecords(asked, act);
  if (config.kind !== 'hubspot') wrongKind(act, opened.connector);
  return { ...opened, config };
}
