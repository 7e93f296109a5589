import { type Store } from '../../../store';
import { env } from '../../process/env';
import { type PreviewSource } from '../records/preview-source';
import { batchRead, mostInputs } from './hubspot-contacts';
import { type OpenedHubspot, openHubspot } from './hubspot-deeds';
import { type HubspotParts } from './hubspot-request';

/** What requests to the account of a connector are made with. */
export function partsOf({ token, guard, nowMs, config: { portal } }: OpenedHubspot): HubspotParts {
  return { token, guard, nowMs, baseUrl: env().connectors.hubspotUrl, timeZone: portal?.timeZone ?? null };
}

/** Users that are looked up, a hundred a request: at most twenty requests. */
const mostUsers = 1_000;

/** HubSpot's contacts, for a look at what a backfill would do. Throws a problem where the key cannot be opened. */
export async function hubspotPreviewSource(store: Store, id: number): Promise<PreviewSource> {
  const opened = await openHubspot({ store, id }, 'backfill');
  const parts = partsOf(opened);
  return {
    ...{ policies: opened.config.policies, mostUsers, findsUserIds: true },
    keysAtOnce: mostInputs,
    find: async (by, keys) => {
      const result = await batchRead(parts, keys, { targets: [], by });
      return result.kind === 'done' ? result.value : null;
    },
  };
}
