import { type RestConfig, restDefaults } from '@/lib/connectors/rest/rest-config';
import { type RecordPolicies } from '@/lib/connectors/records/record-config';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { type CrmStandIn, type SeenCrmCall } from '@/lib/server/testing/crm-stand-in';
import { type ContactWorld, openLanes, startConnector } from './contact-world';
import { provideSettings, runEngine } from './run-engine';

/** A store of its own, the engine, and the small CRM. */
export type RestWorld = Pick<ContactWorld, 'store' | 'laneOf' | 'pass' | 'lane' | 'run'> & {
  /** Makes a connector to the small CRM and starts it. Returns its number. */
  connect: (over?: Partial<Omit<RestConfig, 'policies'>> & { policies?: Partial<RecordPolicies> }) => Promise<number>;
  /** Requests that may write, in order. */
  writes: () => Promise<SeenCrmCall[]>;
};

/** What of the small CRM's answers the settings tell. */
const answers = { ...restDefaults.answers, existing: '/id', fields: '/fields' };

/** Opens a world for the running test. `crm` is reset before. */
export async function openRestWorld(file: string, crm: CrmStandIn): Promise<RestWorld> {
  provideSettings();
  const { store, ...lanes } = await openLanes(file);
  const guard = addressGuard([{ host: new URL(crm.baseUrl).hostname }]);
  return {
    ...{ store, ...lanes },
    connect: ({ policies, ...over } = {}) => {
      const base = { ...restDefaults, answers, baseUrl: crm.baseUrl, ...over };
      const config = { ...base, policies: { ...restDefaults.policies, ...policies } };
      return startConnector(store, { config, token: crm.token });
    },
    run: (isGoneAtAuth0) => runEngine(store, { guard, ...(isGoneAtAuth0 === undefined ? {} : { isGoneAtAuth0 }) }),
    writes: async () => (await crm.calls()).filter(({ method }) => method !== 'GET'),
  };
}
