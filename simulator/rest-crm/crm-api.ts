import type { Answer } from '../http/answer.ts';
import { type ApiRequest, findRoute, type Route } from '../http/route.ts';
import { type Crm, CRM_FIELDS, CRM_TOKEN } from './crm.ts';
import { CrmError } from './crm-error.ts';

/** An answer, or a connection that is cut without one. */
export type CrmReply = Answer | 'cut';

const BODY_KEPT = 65_536;

/** The three ways in which APIs take a secret; one is enough. */
function isLetIn({ headers }: ApiRequest): boolean {
  const basic = Buffer.from(`crm:${CRM_TOKEN}`).toString('base64');
  const known = [`Bearer ${CRM_TOKEN}`, `Basic ${basic}`];
  return known.includes(headers.authorization ?? '') || headers['x-api-key'] === CRM_TOKEN;
}

/** Filters are names of fields; any other is taken no notice of, as many APIs do. */
const filtersOf = ({ query }: ApiRequest) => [...query].filter(([name]) => Object.hasOwn(CRM_FIELDS, name));

function routesOf(crm: Crm): Route[] {
  const told = (value: unknown) => (crm.settings.envelope === null ? value : { [crm.settings.envelope]: value });
  const ok = (value: unknown, status = 200): Answer => ({ status, body: told(value) });
  const id = ({ params }: ApiRequest) => params.id ?? '';
  const unwrapped = ({ body }: ApiRequest) => {
    const { envelope } = crm.settings;
    return envelope === null ? body : (body as Record<string, unknown> | undefined)?.[envelope];
  };
  const update = (request: ApiRequest) => ok(crm.update(id(request), unwrapped(request)));
  return [
    { method: 'GET', path: '/contacts', handle: (request) => ok(crm.find(filtersOf(request))) },
    { method: 'POST', path: '/contacts', handle: (request) => ok(crm.create(unwrapped(request)), 201) },
    { method: 'GET', path: '/contacts/:id', handle: (request) => ok(crm.get(id(request))) },
    { method: 'PATCH', path: '/contacts/:id', handle: update },
    { method: 'PUT', path: '/contacts/:id', handle: update },
    {
      method: 'POST',
      path: '/contacts/:id/deactivate',
      handle: (request) => ok(crm.update(id(request), { auth0_status: 'deleted' })),
    },
    {
      method: 'DELETE',
      path: '/contacts/:id',
      handle: (request) => {
        crm.remove(id(request));
        return { status: 204 };
      },
    },
  ];
}

/** Serves the CRM, with everything that was asked to go wrong. */
export class CrmApi {
  readonly #crm: Crm;
  readonly #routes: Route[];

  constructor(crm: Crm) {
    this.#crm = crm;
    this.#routes = routesOf(crm);
  }

  /** `request.path` begins below the base URL. */
  async handle(request: ApiRequest): Promise<CrmReply> {
    const { method, path, query, rawBody } = request;
    const then = this.#crm.troubles.take(method, [path, ...query.values(), rawBody].join(' '));
    if (typeof then === 'object') return this.#told(request, then);
    if (then === 'drop') return this.#told(request, 'cut');
    if (then === 'hide') return this.#told(request, { status: 200, body: [] });
    const answer = await this.#carriedOut(request);
    if (then !== 'lost') return this.#told(request, answer);
    return this.#told(request, 'cut', answer.status);
  }

  async #carriedOut(request: ApiRequest): Promise<Answer> {
    try {
      if (this.#crm.isRevoked || !isLetIn(request)) throw new CrmError(401, 'unauthorized', 'The token is not known.');
      const found = findRoute(this.#routes, request.method, request.path);
      if (found === 'no-path') throw new CrmError(404, 'not_found', 'There is nothing here.');
      if (found === 'no-method') throw new CrmError(405, 'bad_method', 'This is not for it.');
      return await found.route.handle({ ...request, params: found.params });
    } catch (error) {
      if (error instanceof CrmError) return error.answer();
      throw error;
    }
  }

  #told(request: ApiRequest, reply: CrmReply, done?: number): CrmReply {
    const { method, path, query, body, rawBody } = request;
    this.#crm.calls.add({
      ...{ method, path, query: query.toString() },
      ...(body !== undefined && rawBody.length <= BODY_KEPT && { body }),
      status: reply === 'cut' ? 0 : reply.status,
      ...(done !== undefined && { done }),
    });
    return reply;
  }
}
