import { type RestConfig } from '../../../connectors/rest/rest-config';
import { tokenSecret } from '../connector-secret';
import { type PushWork } from '../push-work';
import { endMassGuards } from '../records/mass-guard';
import { pushRecords } from '../records/push-records';
import { type RecordSystem } from '../records/record-system';
import { restCall, type RestParts } from './rest-call';

/** Users whose records are brought into step at a time. */
const mostPushes = 4;

/** What an id of a record may look like where the profile names it. */
const anyId = /^[\w-]{1,64}$/;

/** Brings the records of any CRM that speaks JSON over HTTP into step with the mirror. */
export const restWork: PushWork<RestConfig> = {
  mostPushes,
  lanesInPush: 1,
  perSecond: ({ perSecond }) => perSecond,
  secretNames: [tokenSecret],
  push: (world, lanes) => {
    const { config, secrets, guard, store } = world;
    const token = secrets.get(tokenSecret) ?? '';
    return pushRecords(world, lanes, restSystem({ config, token, guard, nowMs: () => store.nowMs() }));
  },
  end: () => {
    endMassGuards();
    return Promise.resolve();
  },
};

/** A CRM's records, as a push asks for them. */
export function restSystem(parts: RestParts): RecordSystem {
  const { mapping, policies, userIdTarget, emailTarget } = parts.config;
  return {
    ...{ mapping, policies, userIdTarget, emailTarget, recordIdShape: anyId },
    ask: async (call) => {
      const { reply, facts } = await restCall(parts, call);
      return { reply, told: facts };
    },
  };
}
