import { textOf } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import { bodyOf } from './call-input.ts';
import { badJson, HubspotError } from './hubspot-error.ts';
import type { HubspotCall, HubspotRoute } from './hubspot-route.ts';

/** Made up, like the person who made the key. */
const APP_ID = 1_001;
const USER_ID = 2_002;

/** Which scopes a key has. Every key may ask; what is asked about stands in the body. */
function tokenInfo(call: HubspotCall): Answer {
  const { keys, settings } = call.portal;
  const token = textOf(bodyOf(call).tokenKey);
  if (!token) throw badJson('Some required fields were not set: [tokenKey]');
  const key = keys.get(token);
  if (key?.revoked !== false) throw new HubspotError(404, 'Token not found', { category: 'OBJECT_NOT_FOUND' });
  return { status: 200, body: { userId: USER_ID, hubId: settings.portalId, appId: APP_ID, scopes: [...key.scopes] } };
}

/** What is asked about keys themselves; it has no version of the dated kind. */
export const tokenRoutes = (): HubspotRoute[] => [
  {
    method: 'POST',
    path: '/oauth/v2/private-apps/get/access-token-info',
    version: 'v3',
    scopes: [],
    handle: tokenInfo,
  },
];
