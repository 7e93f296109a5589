import { z } from 'zod';
import { action, actionList, actionVersion, actionVersionList, deployment } from './action-shapes.ts';
import { delivery, deliveryList, testDelivery } from './event-shapes.ts';
import { stats, stream, streamList } from './stream-shapes.ts';
import { identities, newJob, roleList, someJob, user, userList } from './user-shapes.ts';

/** An answer without a body. */
export const NOTHING = 'nothing';
/** An answer that is no JSON; its frames have shapes of their own. */
export const EVENT_STREAM = 'event stream';

export interface EndpointContract {
  method: string;
  /** Below `/api/v2`, parameters with a colon. */
  path: string;
  /** The one status of success. */
  ok: number;
  body: z.ZodType | typeof NOTHING | typeof EVENT_STREAM;
  /** Statuses of refusal beside 401, 403 and 429, which every endpoint has. */
  refusals: number[];
}

const endpoint = (
  call: string,
  ok: number,
  body: EndpointContract['body'],
  ...refusals: number[]
): EndpointContract => {
  const [method = '', path = ''] = call.split(' ');
  return { method, path, ok, body, refusals };
};

const emptyObject = z.strictObject({});

/**
 * Every endpoint with its answers, copied by hand from Auth0's published description of the Management API and corrected
 * where recorded answers differ from it (deliveries are an object, a redelivery answers with an empty one, statistics are
 * not described at all).
 */
export const endpoints: readonly EndpointContract[] = [
  endpoint('GET /event-streams', 200, streamList, 400),
  // 404: an Action that does not exist.
  endpoint('POST /event-streams', 201, stream, 400, 404, 409),
  endpoint('GET /event-streams/:id', 200, stream, 400, 404),
  endpoint('PATCH /event-streams/:id', 200, stream, 400, 404, 409),
  endpoint('DELETE /event-streams/:id', 204, NOTHING, 400),
  endpoint('GET /event-streams/:id/deliveries', 200, deliveryList, 400, 404),
  endpoint('GET /event-streams/:id/deliveries/:event_id', 200, delivery, 400, 404),
  endpoint('POST /event-streams/:id/redeliver', 202, emptyObject, 400, 404, 409),
  endpoint('POST /event-streams/:id/redeliver/:event_id', 202, emptyObject, 400, 404, 409),
  endpoint('POST /event-streams/:id/test', 202, testDelivery, 400, 404),
  endpoint('GET /event-streams/:id/stats', 200, stats, 400, 404),
  endpoint('GET /events', 200, EVENT_STREAM, 400, 410),
  endpoint('GET /users', 200, userList, 400),
  endpoint('POST /users', 201, user, 400, 409),
  endpoint('GET /users/:id', 200, user.partial(), 404),
  endpoint('PATCH /users/:id', 200, user, 400, 404),
  endpoint('DELETE /users/:id', 204, NOTHING),
  endpoint('POST /users/:id/identities', 201, identities, 400, 404),
  endpoint('DELETE /users/:id/identities/:provider/:user_id', 200, identities, 404),
  endpoint('GET /users/:id/roles', 200, roleList, 400, 404),
  endpoint('POST /users/:id/roles', 204, NOTHING, 400, 404),
  endpoint('DELETE /users/:id/roles', 204, NOTHING, 400, 404),
  endpoint('POST /jobs/users-exports', 200, newJob, 400),
  endpoint('GET /jobs/:id', 200, someJob, 400, 404),
  endpoint('GET /actions/actions', 200, actionList, 400),
  endpoint('POST /actions/actions', 201, action, 400, 409),
  endpoint('GET /actions/actions/:id', 200, action, 404),
  endpoint('PATCH /actions/actions/:id', 200, action, 400, 404, 409),
  endpoint('DELETE /actions/actions/:id', 204, NOTHING, 400, 404, 409),
  endpoint('POST /actions/actions/:id/deploy', 200, deployment, 400, 404),
  endpoint('GET /actions/actions/:id/versions', 200, actionVersionList, 400, 404),
  endpoint('GET /actions/actions/:id/versions/:version', 200, actionVersion, 404),
  endpoint('POST /actions/actions/:id/versions/:version/deploy', 200, deployment, 404),
];
