import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '@/db/contract/connector-samples';
import { record } from '@/db/contract/world';
import { temporaryFiles } from '@/db/testing/temporary';
import { type ClaimedLane } from '@/lib/connectors/connector-store';
import { noOutage } from '@/lib/connectors/outage';
import { mappedValues } from '@/lib/connectors/records/mapping';
import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { addressGuard } from '@/lib/server/connectors/address-guard';
import { hubspotSystem } from '@/lib/server/connectors/hubspot/push-hubspot';
import { type Pushed } from '@/lib/server/connectors/push-work';
import { pushRecords } from '@/lib/server/connectors/records/push-records';
import { type RecordSystem } from '@/lib/server/connectors/records/record-system';
import { settlementOf } from '@/lib/server/connectors/settlement';
import { type HubspotStandIn, startHubspot } from '@/lib/server/testing/hubspot-stand-in';
import { type Store } from '@/lib/store';
import { adaUser, openContactWorld } from './testing/contact-world';

const newFile = temporaryFiles();
let hubspot: HubspotStandIn;
beforeAll(async () => {
  hubspot = await startHubspot();
  await hubspot.reset([], { limits: { perTenSeconds: 1_000_000, perDay: 10_000_000 } });
});
afterAll(() => hubspot.stop());

/** The process ends here: nothing of the push is put down. */
class Crash extends Error {}

/** What goes wrong with the request of that number, counted from 0. */
interface Fault {
  at: number;
  kind: 'crash_before' | 'crash_after' | 'lost' | 'none';
}

type Step = { kind: 'change'; givenName: string; familyName: string | null } | { kind: 'push'; fault: Fault };

// Few values: what was lost comes back.
const name = fc.constantFrom('A', 'B');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('change' as const),
    givenName: name,
    familyName: fc.constantFrom('A', null),
  }),
  fc.record({
    kind: fc.constant('push' as const),
    fault: fc.record({
      at: fc.constantFrom(0, 0, 0, 1, 2, 3),
      kind: fc.constantFrom('crash_before' as const, 'crash_after' as const, 'lost' as const, 'none' as const),
    }),
  }),
);

function faulty(system: RecordSystem, { at, kind }: Fault): RecordSystem {
  let count = -1;
  return {
    ...system,
    ask: async (call) => {
      count += 1;
      const isHere = count === at;
      if (isHere && kind === 'crash_before') throw new Crash();
      const asked = await system.ask(call);
      if (isHere && kind === 'crash_after') throw new Crash();
      if (!isHere || kind !== 'lost') return asked;
      const judgement = { kind: 'failed' as const, isOutage: false, isAnswered: false };
      return { ...asked, reply: { kind: 'stopped', judgement, error: 'lost', isUnknown: call.act !== 'read' } };
    },
  };
}

interface World {
  store: Store;
  id: number;
  system: RecordSystem;
}

/** One turn of the engine: plans, takes what is due, pushes, and puts down how it ended, unless it crashes before. */
async function turn({ store, id, system }: World, fault: Fault): Promise<void> {
  await plan(store, id);
  const lanes = await store.claimLanes(id, 10, { holder: 'one', ms: 60_000 });
  const connector = await store.getConnector(id);
  if (connector === null) throw new Error('The connector is gone');
  const world = {
    ...{ store, connector, config: connector.config, secrets: new Map(), guard: addressGuard([]) },
    ...{ takePermit: () => true, untilPermit: () => Promise.resolve(true), isStopping: () => false },
    isGoneAtAuth0: () => Promise.resolve(null),
  };
  try {
    const pushed = await pushRecords(world, lanes, faulty(system, fault));
    await settle(store, lanes, pushed);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    // The process that comes after it takes what bears its name.
    await store.releaseLanes('one');
  }
}

async function settle(store: Store, lanes: readonly ClaimedLane[], pushed: readonly Pushed[]): Promise<void> {
  const stand = { beganMs: Date.now(), nowMs: Date.now(), outage: noOutage, random: 0 };
  const settlements = lanes.flatMap((lane, index) => {
    const one = pushed[index];
    return one === undefined ? [] : [settlementOf(lane, one, stand).settlement];
  });
  await store.settlePushes(settlements, []);
  // Nobody waits for a pause here.
  const by = { actor: 'test', atMs: Date.now() };
  for (const { connectorId, key } of lanes) await store.actOnLane(connectorId, { key, isEvent: false }, 'push', by);
}

let runs = 0;

test('whatever crashes and whatever answer is lost, there is one contact in the end, and it is as the mirror', async () => {
  const { store, connect } = await openContactWorld(newFile(), hubspot);
  const id = await connect();
  const { token, guard } = hubspot.parts();
  const system = hubspotSystem({ config: hubspotDefaults, token, guard, nowMs: Date.now });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      runs += 1;
      const userId = `auth0|run${runs}`;
      const email = `run${runs}@example.test`;
      let at = 0;
      const change = (givenName: string, familyName: string | null) => {
        at += 1;
        const object = { ...adaUser, email, given_name: givenName, family_name: familyName };
        return record(store, { userId, object, at, type: at === 1 ? 'user.created' : 'user.updated' });
      };
      await change('A', 'A');
      for (const one of steps) {
        if (one.kind === 'change') await change(one.givenName, one.familyName);
        else await turn({ store, id, system }, one.fault);
      }
      for (let rounds = 0; rounds < 5; rounds += 1) await turn({ store, id, system }, { at: 0, kind: 'none' });
      const [lane] = (await store.listLanes(id, { q: userId }, { limit: 1 })).items;
      expect(lane).toMatchObject({ state: 'idle' });
      const { contacts } = await hubspot.control<{ contacts: { id: string; properties: Record<string, string> }[] }>(
        'GET',
        `contacts?email=${encodeURIComponent(email)}`,
      );
      expect(contacts.map((contact) => contact.id)).toEqual([lane?.link?.recordId]);
      const [user] = await store.carriedUsers([userId]);
      if (user === undefined) throw new Error('The mirror has no such user');
      const wanted = Object.entries(mappedValues(hubspotDefaults.mapping, user));
      const present = Object.fromEntries(wanted.filter(([, value]) => value !== null));
      expect(contacts[0]?.properties).toMatchObject(present);
    }),
    { numRuns: 80 },
  );
}, 120_000);
