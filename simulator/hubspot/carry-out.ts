import { type Answer, html } from '../http/answer.ts';
import { type ApiRequest, findRoute } from '../http/route.ts';
import { accountRoutes } from './account-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { badJson, HubspotError, limitReached, scopesMissing, unauthenticated } from './hubspot-error.ts';
import { API_VERSIONS, type HubspotRoute } from './hubspot-route.ts';
import type { Portal } from './portal.ts';
import { propertyRoutes } from './property-routes.ts';
import { searchRoutes } from './search-routes.ts';
import type { ServiceKey } from './service-keys.ts';
import { tokenRoutes } from './token-routes.ts';

/** Every endpoint that is served. */
export const hubspotRoutes = (): HubspotRoute[] => [
  ...API_VERSIONS.flatMap((version) => [
    ...contactRoutes(version),
    ...batchRoutes(version),
    ...searchRoutes(version),
    ...propertyRoutes(version),
    ...accountRoutes(version),
  ]),
  ...tokenRoutes(),
];

/** One call as HubSpot sees it. */
export interface GivenCall {
  request: ApiRequest;
  correlationId: string;
  /** Records that it does not find when it reads. */
  hidden: ReadonlySet<string>;
}

export interface CarriedOut {
  answer: Answer;
  /** Absent when the key was refused. */
  key?: ServiceKey;
}

const page = (status: number, words: string): Answer =>
  html(status, `<html><head><title>Error ${status} ${words}</title></head></html>`);

/** Carries calls out as HubSpot does: key, then limits, then scopes, then the deed. */
export function createCarryOut(portal: Portal): (call: GivenCall) => CarriedOut {
  const routes = hubspotRoutes();

  function perform({ request, hidden }: GivenCall, key: ServiceKey): Answer {
    const found = findRoute(routes, request.method, request.path);
    // Recorded: what is not there at all is a page, not an error body.
    if (found === 'no-path') return page(404, 'Not Found');
    if (found === 'no-method') return page(405, 'Method Not Allowed');
    const { scopes, version, handle } = found.route;
    if (scopes.length > 0 && !scopes.some((scope) => key.scopes.includes(scope))) {
      throw scopesMissing(scopes, portal.settings.scopeNaming);
    }
    if (request.rawBody !== '' && request.body === undefined) throw badJson('Unexpected character');
    return handle({ portal, version, request: { ...request, params: found.params }, hidden });
  }

  return (call) => {
    const { request, correlationId } = call;
    const key = portal.keys.ofHeader(request.headers.authorization);
    if (!key) return { answer: unauthenticated().answer(correlationId) };
    const { settings } = portal;
    const { headers, refused } = portal.limits.take({
      token: key.token,
      search: request.path.endsWith('/search'),
      nowMs: portal.now(),
      settings,
    });
    const limited = (answer: Answer): CarriedOut => ({
      key,
      answer: { ...answer, headers: { ...headers, ...answer.headers } },
    });
    try {
      if (!refused) return limited(perform(call, key));
      throw limitReached(refused.policy, settings.portalId, settings.retryAfter ? refused.waitMs : undefined);
    } catch (error) {
      if (error instanceof HubspotError) return limited(error.answer(correlationId));
      throw error;
    }
  };
}
