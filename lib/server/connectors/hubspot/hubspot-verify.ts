import { type HubspotConfig } from '../../../connectors/records/record-config';
import { type FoundRecord } from '../../../connectors/records/record';
import { readContactPage } from '../../../connectors/hubspot/hubspot-account';
import { type RecordSystem } from '../records/record-system';
import { readArchived, type RecordSource } from '../verify/record-source';
import { batchRead, mostInputs } from './hubspot-contacts';
import { propertiesOf } from './hubspot-client';
import { askHubspot, contactsPath, type HubspotParts } from './hubspot-request';

/** When a contact was changed last; HubSpot keeps it itself. */
const changedTarget = 'lastmodifieddate';

const mostListBytes = 8 * 1_024 * 1_024;

/** HubSpot's contacts, as a comparison reads them. */
export function hubspotRecordSource(
  parts: HubspotParts,
  { mapping, policies }: Pick<HubspotConfig, 'mapping' | 'policies'>,
  system: Pick<RecordSystem, 'ask'>,
): RecordSource {
  const targets = [...mapping.map(({ target }) => target), policies.deactivation.target, changedTarget];
  return {
    system: { mapping, policies },
    recordsAtOnce: mostInputs,
    requestsInLook: 1,
    read: (ids) => batchRead(parts, ids, { targets }),
    readGone: (id) => readArchived(system, id),
    list: (after) => {
      const properties = propertiesOf([policies.deactivation.target]).join(',');
      const query = { limit: String(mostInputs), properties, ...(after === null ? {} : { after }) };
      const request = { method: 'GET', path: contactsPath, query, mostBytes: mostListBytes } as const;
      return askHubspot(parts, request, readContactPage);
    },
    changedAtMs: changedAtMs,
  };
}

function changedAtMs({ values }: FoundRecord): number | null {
  const ms = Date.parse(values[changedTarget] ?? '');
  return Number.isNaN(ms) ? null : ms;
}
