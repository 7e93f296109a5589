import { type HubspotConfig, hubspotUserIdTarget, numericId } from '../../../connectors/records/record-config';
import { secondMs } from '../../../spans';
import { env } from '../../process/env';
import { type AddressGuard } from '../address-guard';
import { tokenSecret } from '../connector-secret';
import { type PushWork } from '../push-work';
import { endMassGuards } from '../records/mass-guard';
import { pushRecords } from '../records/push-records';
import { type RecordSystem } from '../records/record-system';
import { hubspotCall } from './hubspot-client';
import { type HubspotLimits } from './hubspot-request';

/** Users whose contacts are brought into step at a time. */
const mostPushes = 4;

/** What we take of the account's limit, so that others who share it get on: four fifths. */
const share = 0.8;

/** Requests in a second until HubSpot has told its limit: its smallest one allows 100 in ten seconds. */
const perSecondAtFirst = 8;

/** Requests in a second that are ours, by number of the connector. */
const learnt = new Map<number, number>();

/** Brings contacts of a HubSpot account into step with the mirror. */
export const hubspotWork: PushWork<HubspotConfig> = {
  mostPushes,
  lanesInPush: 1,
  perSecond: (_, connectorId) => learnt.get(connectorId) ?? perSecondAtFirst,
  secretNames: [tokenSecret],
  push: (world, lanes) => {
    const { connector, config, secrets, guard, store } = world;
    const token = secrets.get(tokenSecret) ?? '';
    const learn = (limits: HubspotLimits) => learnLimit(connector.id, limits);
    return pushRecords(world, lanes, hubspotSystem({ config, token, guard, nowMs: () => store.nowMs(), learn }));
  },
  end: () => {
    endMassGuards();
    return Promise.resolve();
  },
};

function learnLimit(connectorId: number, { max, intervalMs }: HubspotLimits): void {
  if (max !== null && intervalMs !== null && max > 0 && intervalMs > 0) {
    learnt.set(connectorId, Math.max(1, (share * max * secondMs) / intervalMs));
  }
}

interface SystemParts {
  config: HubspotConfig;
  token: string;
  guard: AddressGuard;
  nowMs: () => number;
  learn?: (limits: HubspotLimits) => void;
}

/** HubSpot's contacts, as a push asks them. */
export function hubspotSystem({ config, token, guard, nowMs, learn }: SystemParts): RecordSystem {
  const { mapping, policies, portal } = config;
  const parts = { token, guard, nowMs, baseUrl: env().connectors.hubspotUrl, timeZone: portal?.timeZone ?? null };
  const targets = mapping.map(({ target }) => target);
  return {
    ...{ mapping, policies, userIdTarget: hubspotUserIdTarget, emailTarget: 'email', recordIdShape: numericId },
    ask: async (call) => {
      const { reply, facts } = await hubspotCall(parts, call, targets);
      if (facts === null) return { reply, told: null };
      learn?.(facts.limits);
      const { status, tookMs, excerpt } = facts;
      return { reply, told: { status, tookMs, excerpt } };
    },
  };
}
