import { type ConnectorConfig } from '../../../connectors/connector-config';
import { type ClaimedLane } from '../../../connectors/connector-store';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { type RecordWorld } from '../../../connectors/records/record-reply';
import { type PushWorld } from '../push-work';

type Questions = Omit<RecordWorld, 'call' | 'mayDeactivate' | 'claim'>;

/** What a push may want to know besides, answered from the store and by Auth0. */
export function recordQuestions(
  { store, connector, isGoneAtAuth0 }: Pick<PushWorld<ConnectorConfig>, 'store' | 'connector' | 'isGoneAtAuth0'>,
  { lane, user }: { lane: Pick<ClaimedLane, 'key'>; user: CarriedUser },
): Questions {
  const recordOf = async (userId: string) => {
    const known = (await store.lanesOfUser(userId)).find(({ connectorId }) => connectorId === connector.id);
    return known?.link?.recordId ?? null;
  };
  return {
    nowMs: () => store.nowMs(),
    linkedTo: async (recordId) => {
      const linked = await store.lanesOfRecord(connector.id, recordId);
      return linked
        .filter(({ key }) => key !== lane.key)
        .map(({ key, role, isLive }) => ({ userId: key, isWriter: role === 'writer', isLive }));
    },
    previousEmails: () => store.emailsBefore(user.userId),
    linkedInto: async () => {
      const userId = await store.userWithIdentity(user.userId);
      return userId === null ? null : { userId, recordId: await recordOf(userId) };
    },
    recordOf,
    liveByEmail: (email) => store.liveUserByEmail(email, user.userId),
    isLive: async (userId) => {
      const [found] = await store.carriedUsers([userId]);
      return found !== undefined && found.deletedAtMs === null;
    },
    isGoneAtAuth0: () => isGoneAtAuth0(user.userId),
  };
}
