import type { Answer } from '../http/answer.ts';
import { type ApiRequest, findRoute, type Route } from '../http/route.ts';
import type { Settings } from '../ground/settings.ts';
import type { Tenant } from '../world/tenant.ts';
import { actionRoutes } from './action-routes.ts';
import { actionVersionRoutes } from './action-version-routes.ts';
import type { AccessTokens } from './access-tokens.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { Fault } from './fault.ts';
import { FEED_PATH, feedRoutes } from './feed-routes.ts';
import type { TokenBucket } from './rate-limit.ts';
import { roleRoutes } from './role-routes.ts';
import { statsRoutes } from './stats-routes.ts';
import { streamRoutes } from './stream-routes.ts';
import { testRoutes } from './test-routes.ts';
import { userRoutes } from './user-routes.ts';

interface ApiDeps {
  tenant: () => Tenant;
  settings: Settings;
  tokens: AccessTokens;
  bucket: TokenBucket;
}

/** Everything under `/api/v2`: token, rate limit, scope, then the endpoint. */
interface ManagementApi {
  handle(request: ApiRequest, authorization: string | undefined): Promise<Answer>;
}

function requireScope(route: Route, granted: string[]): void {
  const { scopes = [], allScopes = [] } = route;
  if (!allScopes.every((scope) => granted.includes(scope))) {
    throw new Fault(403, `Insufficient scope, expected all of: ${allScopes.join(',')}`, 'insufficient_scope');
  }
  if (scopes.length === 0 || scopes.some((scope) => granted.includes(scope))) return;
  throw new Fault(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, 'insufficient_scope');
}

/** Every endpoint of the Management API that is served. */
export function managementRoutes(tenant: () => Tenant): Route[] {
  return [
    ...streamRoutes(tenant),
    ...deliveryRoutes(tenant),
    ...testRoutes(tenant),
    ...statsRoutes(tenant),
    ...userRoutes(tenant),
    ...roleRoutes(tenant),
    ...exportRoutes(tenant),
    ...actionRoutes(tenant),
    ...actionVersionRoutes(tenant),
    ...feedRoutes(tenant),
  ];
}

export function createManagementApi({ tenant, settings, tokens, bucket }: ApiDeps): ManagementApi {
  const routes = managementRoutes(tenant);

  async function answer(request: ApiRequest, authorization: string | undefined): Promise<Answer> {
    await tokens.check(authorization);
    const found = findRoute(routes, request.method, request.path);
    if (found === 'no-path') throw new Fault(404, 'Not Found');
    if (found === 'no-method') throw new Fault(405, 'Method Not Allowed');
    requireScope(found.route, settings.scopes);
    if (request.rawBody !== '' && request.body === undefined) {
      throw new Fault(400, 'Invalid request payload JSON format', 'invalid_body');
    }
    return found.route.handle({ ...request, params: found.params });
  }

  return {
    async handle(request, authorization) {
      const { allowed, headers } = bucket.take(settings.rateLimit, Date.now());
      if (!allowed) {
        const wait = Number(headers['x-ratelimit-reset']) - Math.floor(Date.now() / 1000);
        // Documented for the event feed alone.
        const again: Record<string, string> =
          request.path === FEED_PATH ? { 'retry-after': String(Math.max(1, wait)) } : {};
        return new Fault(429, 'Global limit has been reached', 'too_many_requests').answer({ ...headers, ...again });
      }
      try {
        const given = await answer(request, authorization);
        return { ...given, headers: { ...given.headers, ...headers } };
      } catch (error) {
        if (error instanceof Fault) return error.answer(headers);
        throw error;
      }
    },
  };
}
