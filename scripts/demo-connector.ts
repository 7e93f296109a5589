import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { createConnector, switchConnector } from '@/lib/server/connectors/connector-deeds';
import { checkHubspot, mendHubspot } from '@/lib/server/connectors/hubspot/check-hubspot';
import { createBackfill } from '@/lib/server/jobs/job-deeds';
import { env } from '@/lib/server/process/env';
import { type Store } from '@/lib/store';

/** The key of the simulator's HubSpot that may do everything. */
const token = 'pat-sim-hubspot';

/** Connects the simulator's HubSpot, and brings the users that are here into step with it: what the demo opens with. */
export async function connectStandIn(store: Store): Promise<void> {
  const by = { store, actor: 'the demo' };
  const guard = addressGuard(env().connectors.allow);
  const parts = { token, guard, baseUrl: env().connectors.hubspotUrl, timeZone: null, nowMs: Date.now };
  await mendHubspot(parts, hubspotDefaults);
  const { hubspot } = await checkHubspot(parts, hubspotDefaults);
  const config = { ...hubspotDefaults, portal: hubspot?.portal ?? null };
  const { connector } = await createConnector({ ...by, name: 'HubSpot', config, token });
  await switchConnector({ ...by, id: connector.id, act: 'start', mayConfirm: true });
  await createBackfill({ ...by, input: { connector: connector.id, users: 'all' }, key: null });
}
