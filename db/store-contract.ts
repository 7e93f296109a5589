import { describe } from 'vitest';
import { describeDeliveries } from './contract/deliveries-contract';
import { describeEvents } from './contract/events-contract';
import { describeIngest } from './contract/ingest-contract';
import { describeLifecycle } from './contract/lifecycle-contract';
import { describeMirror } from './contract/mirror-contract';
import { describeRecords } from './contract/records-contract';
import { describeRedeliveries } from './contract/redelivery-contract';
import { describeUsers } from './contract/users-contract';
import { type MakeStore } from './contract/world';

/** The conformance suite: what any adapter of the port must pass. `makeStore` returns an empty store each time. */
export function describeStore(name: string, makeStore: MakeStore): void {
  describe(`the ${name} store`, () => {
    describeIngest(makeStore);
    describeMirror(makeStore);
    describeEvents(makeStore);
    describeUsers(makeStore);
    describeDeliveries(makeStore);
    describeRedeliveries(makeStore);
    describeRecords(makeStore);
    describeLifecycle(makeStore);
  });
}
