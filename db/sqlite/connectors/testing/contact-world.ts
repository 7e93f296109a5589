import { onTestFinished, vi } from 'vitest';
import { openForTest, record, type Sample } from '@/db/contract/world';
import { type Lane } from '@/lib/connectors/connector';
import { type RecordConfig } from '@/lib/connectors/record-kinds';
import { type HubspotConfig, hubspotDefaults, type RecordPolicies } from '@/lib/connectors/records/record-config';
import { sealSecret } from '@/lib/server/connectors/connector-secret';
import { type HubspotStandIn, type SeenCall } from '@/lib/server/testing/hubspot-stand-in';
import { type Store } from '@/lib/store';
import { openDatabase } from '../../engine/open';
import { sqliteStore } from '../../sqlite-store';
import { admin } from './hook-world';
import { provideSettings, runEngine, type RunningEngine } from './run-engine';

/** A store of its own, the engine, and the stand-in for HubSpot. */
export interface ContactWorld {
  store: Store;
  /** Makes a HubSpot connector and starts it. Returns its number. */
  connect: (
    over?: Partial<Omit<HubspotConfig, 'policies'>> & { policies?: Partial<RecordPolicies> },
  ) => Promise<number>;
  run: (isGoneAtAuth0?: (userId: string) => Promise<boolean | null>) => RunningEngine;
  /** Moves the clock of the store on, and has the engine look at it. */
  pass: (ms: number, engine: RunningEngine) => void;
  laneOf: (id: number, key: string) => Promise<Lane | undefined>;
  /** Waits until a lane is as described. */
  lane: (id: number, key: string, like: Partial<Lane>) => Promise<void>;
  /** Requests that may write, in order. */
  writes: () => Promise<SeenCall[]>;
}

/** The user of these tests, with everything that the default mapping sends. */
export const adaUser = {
  email: 'ada@example.test',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lovelace',
  created_at: '2026-08-14T09:00:00.000Z',
};

/** An event about a user, as `record` takes it. */
export const userEvent = (id: string, object: NonNullable<Sample['object']>, over: Sample = {}): Sample => ({
  ...{ id, userId: 'auth0|ada', object, type: 'user.updated' },
  ...over,
});

/** Opens a world for the running test. `hubspot` is reset before. */
export async function openContactWorld(file: string, hubspot: HubspotStandIn): Promise<ContactWorld> {
  const { baseUrl } = hubspot.parts();
  provideSettings({ HUBSPOT_BASE_URL: baseUrl ?? '' });
  const { store, ...lanes } = await openLanes(file);
  return {
    ...{ store, ...lanes },
    connect: ({ policies, ...over } = {}) => {
      const config = { ...hubspotDefaults, ...over, policies: { ...hubspotDefaults.policies, ...policies } };
      return startConnector(store, { config, token: 'pat-sim-hubspot' });
    },
    run: (isGoneAtAuth0) => runEngine(store, isGoneAtAuth0 === undefined ? {} : { isGoneAtAuth0 }),
    writes: async () => (await hubspot.calls()).filter(({ method }) => method !== 'GET'),
  };
}

/** Makes a connector to a system of records and starts it. Returns its number. */
export async function startConnector(
  store: Store,
  { config, token }: { config: RecordConfig; token: string },
): Promise<number> {
  const secrets = [{ name: 'token', sealed: sealSecret('token', token) }];
  const made = await store.createConnector({ kind: config.kind, name: 'CRM', config, secrets }, admin);
  if (made === null) throw new Error('The connector was not made');
  await store.switchConnector(made.id, 'running', admin);
  return made.id;
}

/** A store of its own for the running test, and what is waited for in it. */
export async function openLanes(file: string): Promise<Pick<ContactWorld, 'store' | 'laneOf' | 'pass' | 'lane'>> {
  const store = await openForTest(async () => sqliteStore(await openDatabase({ file }), () => Date.now()));
  onTestFinished(() => void vi.useRealTimers());
  const laneOf = async (id: number, key: string) => (await store.listLanes(id, { q: key }, { limit: 1 })).items[0];
  return {
    store,
    laneOf,
    pass: (ms, { wake }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
      wake();
    },
    lane: (id, key, like) =>
      vi.waitFor(async () => {
        const found = await laneOf(id, key);
        if (found === undefined) throw new Error('There is no lane yet');
        for (const [name, value] of Object.entries(like)) {
          const is: unknown = Object.entries(found).find(([known]) => known === name)?.[1];
          if (is !== value)
            throw new Error(`${name} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}: ${JSON.stringify(found)}`);
        }
      }, waitUntil),
  };
}

export const waitUntil = { timeout: 10_000, interval: 20 };

/** Records one event about Ada. */
export const recordUser = (store: Store, id: string, object: NonNullable<Sample['object']>, over: Sample = {}) =>
  record(store, userEvent(id, object, over));
