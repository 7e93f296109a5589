import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Person } from '../../access/person';
import { type Role } from '../../access/role';
import { isStoreUnavailable, mayHaveHappened } from '../../store';
import { idOfDecodedSegment } from '../../text/path-segment';
import { requireApi } from './api-access';
import { env } from '../process/env';
import { lifecycle } from '../process/lifecycle';
import { log } from '../process/log';
import { type OpenSpan, span } from '../telemetry/tracing';
import { isManagementError } from '../management/errors';
import { problemOfManagement } from './management-problem';
import { isProblem, Problem } from './problem';
import { routeOf } from './route-name';

const reads = new Set(['GET', 'HEAD']);

/** What a handler gets: the authorised person, decoded path parameters and the query. */
export interface ApiCall<Params> {
  request: Request;
  person: Person;
  params: Params;
  query: URLSearchParams;
}

const noStore = { 'cache-control': 'no-store' };

function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (isManagementError(error)) return problemOfManagement(error);
  if (mayHaveHappened(error)) {
    const detail = 'It is not known whether the change was made. Look before you try again.';
    return new Problem(503, 'Database not available', detail, { retryAfterSeconds: 2 });
  }
  if (isStoreUnavailable(error)) {
    return new Problem(503, 'Database not available', 'Nothing was changed. Try again in a moment.', {
      retryAfterSeconds: 2,
    });
  }
  return new Problem(500, 'Something failed here', 'The error is in the log under the request id.');
}

/** The one place where errors become `application/problem+json`. Unexpected ones are logged with the request id. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error);
  if (problem.status >= 500) log.error({ requestId, status: problem.status, err: error }, problem.title);
  const { retryAfterSeconds } = problem.extra;
  const headers = new Headers({ ...noStore, 'content-type': 'application/problem+json', 'x-request-id': requestId });
  if (typeof retryAfterSeconds === 'number') headers.set('retry-after', String(retryAfterSeconds));
  const document = {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    requestId,
  };
  return new Response(JSON.stringify({ ...document, ...problem.extra }), { status: problem.status, headers });
}

/**
 * A browser says where a request comes from. A mutation needs proof that it is our own page: `Origin` equal to the
 * configured address, never compared with a `Host` header that a proxy or an attacker may set.
 */
function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin !== new URL(env().appBaseUrl).origin || (site !== null && site !== 'same-origin')) {
    throw new Problem(403, 'Refused', 'Changes are accepted from the pages of this application only.');
  }
}

/** A change may have happened at Auth0 before it is written down here: a stop waits for it, and lets no new one begin. */
function bringToItsEnd<T>(change: () => Promise<T>): Promise<T> {
  if (lifecycle.stopping) {
    throw new Problem(503, 'Stopping', 'Nothing was changed. Try again in a moment.', { retryAfterSeconds: 2 });
  }
  return lifecycle.changes.run(change);
}

/** Path parameters are ids; Next has percent-decoded them, and hands over none at all where the path has none. */
function idsOf<Params extends Record<string, string | string[]>>(params: Params | undefined): Params {
  const ids: Params = Object.assign({}, params);
  for (const [name, value] of Object.entries(ids)) {
    if (typeof value === 'string') Object.assign(ids, { [name]: idOfDecodedSegment(value) });
  }
  return ids;
}

/** JSON answer that no cache keeps. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: noStore });
}

/**
 * Wraps a handler of `/api`: authorises (every route, every request), checks the origin of mutations, decodes path
 * parameters, and turns every error into a problem document. The handler returns a value (sent as JSON) or a `Response`.
 */
export function apiRoute<Params extends Record<string, string | string[]> = Record<string, string>>(
  role: Role,
  handle: (call: ApiCall<Params>) => Promise<unknown>,
) {
  const answer = async (request: Request, context: { params: Promise<Params> }, requestId: string) => {
    try {
      const person = await requireApi(request, role);
      const isChange = !reads.has(request.method);
      if (isChange) requireSameOrigin(request);
      const params = idsOf(await context.params);
      const call = { request, person, params, query: new URL(request.url).searchParams };
      const result = await (isChange ? bringToItsEnd(() => handle(call)) : handle(call));
      return result instanceof Response ? result : json(result);
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
  return (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const requestId = `req_${randomUUID().slice(0, 8)}`;
    return span(request.method, { kind: 'entry' }, async (opened) => {
      const response = await answer(request, context, requestId);
      if (opened.isRecorded) tell(opened, { request, params: await context.params, response, requestId });
      return response;
    });
  };
}

interface Told {
  request: Request;
  params: Record<string, string | string[]> | undefined;
  response: Response;
  requestId: string;
}

/** Says of the request what names nobody: the route instead of the address. */
function tell(opened: OpenSpan, { request, params, response, requestId }: Told): void {
  opened.routed(request.method, routeOf(new URL(request.url).pathname, params ?? {}));
  opened.set({ 'http.request.method': request.method, 'streamgauge.request.id': requestId });
  opened.answered(response.status);
}
