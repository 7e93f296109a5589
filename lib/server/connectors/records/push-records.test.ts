import { expect, test } from 'vitest';
import { hubspotDefaults, hubspotUserIdTarget } from '@/lib/connectors/records/record-config';
import { addressGuard } from '../address-guard';
import { pushRecords } from './push-records';
import { type RecordSystem } from './record-system';

const user = {
  ...{ userId: 'auth0|ada', profile: { email: 'ada@example.test', email_verified: true }, connections: [] },
  ...{ isBlocked: false, deletedAtMs: null, newestEventMs: 1 },
};

const lane = {
  ...{ connectorId: 1, seq: 1, key: user.userId, isEvent: false, wantedSeq: 7, doneSeq: 6, attempts: 0 },
  ...{ waitingSinceMs: 1, link: null, isOpen: false, decision: null, token: 'token' },
};

const world = {
  store: {
    laneEvents: () => Promise.resolve([]),
    carriedUsers: () => Promise.resolve([user]),
    lanesOfRecord: () => Promise.resolve([]),
    claimRecord: () => Promise.resolve(true),
    emailsBefore: () => Promise.resolve([]),
    userWithIdentity: () => Promise.resolve(null),
    lanesOfUser: () => Promise.resolve([]),
    liveUserByEmail: () => Promise.resolve(null),
    deactivatedSince: () => Promise.resolve([]),
    linkCount: () => Promise.resolve(0),
    nowMs: () => 1,
  },
  connector: { id: 1, createdAtMs: 1, deletionsConfirmedSeq: null },
  ...{ config: hubspotDefaults, secrets: new Map<string, string>(), guard: addressGuard([]) },
  ...{ takePermit: () => true, untilPermit: () => Promise.resolve(true), isStopping: () => false },
  isGoneAtAuth0: () => Promise.resolve(null),
};

const systemThat = (ask: RecordSystem['ask']): RecordSystem => ({
  ...{ mapping: hubspotDefaults.mapping, policies: hubspotDefaults.policies },
  ...{ userIdTarget: hubspotUserIdTarget, emailTarget: 'email', recordIdShape: /^\d+$/, ask },
});

test('a fault of our own with one user counts as a try, so that it comes before a person, and leaves the lane open', async () => {
  const system = systemThat(({ act }) => {
    if (act !== 'read') throw new TypeError('a fault');
    return Promise.resolve({ reply: { kind: 'none' }, told: null });
  });
  const [pushed] = await pushRecords(world, [lane], system);
  expect(pushed).toMatchObject({
    doneSeq: 6,
    stopped: { judgement: { kind: 'failed', isAnswered: true } },
    record: { link: null, isOpen: true },
  });
});
