import { afterAll, describe } from 'vitest';
import { describeAlerts } from './alerts-contract';
import { describeBulk } from './bulk-contract';
import { describeClock } from './clock-contract';
import { describeConnectors } from './connectors-contract';
import { describeDeliveries } from './deliveries-contract';
import { describeDeliveryPayloads } from './delivery-payload-contract';
import { describeEvents } from './events-contract';
import { describeClosingOne, describeHandles } from './handles-contract';
import { describeHeartbeat } from './heartbeat-contract';
import { describeIngest } from './ingest-contract';
import { describeJobs } from './jobs-contract';
import { describeLaneDecisions } from './lane-decisions-contract';
import { describeLaneLinks } from './lane-links-contract';
import { describeLanes } from './lanes-contract';
import { describeLeases } from './leases-contract';
import { describeLedger } from './ledger-contract';
import { describeLifecycle } from './lifecycle-contract';
import { describeMirror } from './mirror-contract';
import { describeRecordReads } from './record-reads-contract';
import { describeRecords } from './records-contract';
import { describeRedeliveries } from './redelivery-contract';
import { describeSlices } from './slices-contract';
import { describeStreams } from './streams-contract';
import { describeUsers } from './users-contract';
import { type StoreHarness } from './world';

/** The conformance suite: what any adapter of the port must pass. */
export function describeStore(harness: StoreHarness): void {
  const makeStore = harness.open;
  describe(`the ${harness.name} store`, () => {
    afterAll(() => harness.close());
    describeIngest(makeStore, harness);
    describeMirror(makeStore);
    describeEvents(makeStore);
    describeClock(makeStore);
    describeUsers(makeStore);
    describeDeliveries(makeStore);
    describeDeliveryPayloads(makeStore);
    describeRedeliveries(makeStore);
    describeRecords(makeStore);
    describeLeases(makeStore);
    describeJobs(makeStore);
    describeBulk(makeStore);
    describeSlices(makeStore);
    describeStreams(makeStore);
    describeHeartbeat(makeStore);
    describeAlerts(makeStore);
    describeLedger(makeStore);
    describeConnectors(makeStore);
    describeLanes(makeStore, harness);
    describeLaneLinks(makeStore);
    describeLaneDecisions(makeStore);
    describeRecordReads(makeStore);
    describeLifecycle(makeStore);
    describeHandles(harness);
    describeClosingOne(harness);
  });
}
