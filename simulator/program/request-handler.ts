import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { createControlApi } from '../control/control-api.ts';
import type { Trouble } from '../control/trouble-rules.ts';
import { objectOr } from '../ground/json.ts';
import { EXPORT_PREFIX, exportFileAnswer } from '../management/export-file.ts';
import { createManagementApi } from '../management/management-api.ts';
import { handleLogin, LOGIN_PATH } from '../oidc/sign-in.ts';
import { replayAsForm } from '../oidc/token-request.ts';
import { crmLivePart, crmPage } from '../page/crm-page.ts';
import { homePage } from '../page/home-page.ts';
import { hubspotLivePart, hubspotPage } from '../page/hubspot-page.ts';
import { livePart } from '../page/live-part.ts';
import type { Simulation } from './simulation.ts';
import { type Answer, html, renderAnswer, writeAnswer } from '../http/answer.ts';
import { parseBody, readBody } from '../http/read-body.ts';
import type { ApiRequest } from '../http/route.ts';

const TOKEN_PATH = '/oauth/token';
const API_PREFIX = '/api/v2/';
const MACHINE_PREFIXES = [API_PREFIX, EXPORT_PREFIX];
const BODY_KEPT = 8192;
const HUBSPOT_PREFIX = '/hubspot';
const CRM_PREFIX = '/crm';
const PAGES = ['/', HUBSPOT_PREFIX, CRM_PREFIX];
/** How long a call that gets no answer is kept open. */
const HUNG_MS = 120_000;

/** One way into the tenant: plain or TLS, each with its own issuer. */
export interface Door {
  /** Base URL without a slash at the end. */
  origin: string;
  provider: Provider;
  /** The provider as a request handler. */
  signIn: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

type Control = ReturnType<typeof createControlApi>;

interface Exchange {
  door: Door;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

/** A page in a browser elsewhere must not reach the control API through a name that points here, nor by a form. */
function isOurs({ request }: Exchange): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const site = request.headers['sec-fetch-site'];
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) && site !== 'cross-site';
}

async function apiRequest({ request, url, door }: Exchange): Promise<ApiRequest> {
  const rawBody = (await readBody(request)) ?? '';
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    body: parseBody(request, rawBody),
    rawBody,
    headers: request.headers,
    origin: door.origin,
  };
}

/** An answer cut off in the middle of its JSON, under a header that promises no length. */
function truncated(answer: Answer): Answer {
  const { text, headers } = renderAnswer(answer);
  const whole = text.length > 1 ? text : '{"deliveries":[]}';
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json', ...headers, 'x-simulated': 'truncated' },
    body: whole.slice(0, Math.ceil(whole.length / 2)),
  };
}

function pageAnswer(simulation: Simulation, { door, url }: Exchange): Answer {
  const { pathname, searchParams } = url;
  const { portal, crm } = simulation;
  const byPath = <T>(home: T, ofCrm: T, ofPortal: T): T =>
    pathname === '/' ? home : pathname === CRM_PREFIX ? ofCrm : ofPortal;
  if (searchParams.get('part') === 'live') {
    const part = byPath(
      () => livePart(simulation),
      () => crmLivePart(crm),
      () => hubspotLivePart(portal),
    );
    return html(200, part().markup);
  }
  const nonce = randomBytes(12).toString('base64');
  const shown = { baseUrl: `${door.origin}${pathname}`, nonce, contactId: searchParams.get('contact') };
  const page = byPath(
    () => homePage(simulation, nonce),
    () => crmPage(crm, shown),
    () => hubspotPage(portal, shown),
  );
  return html(200, page(), {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
  });
}

/** The small CRM beside the tenant: calls below its base URL. */
async function restCrm(simulation: Simulation, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const apiCall = { ...(await apiRequest(exchange)), path: url.pathname.slice(CRM_PREFIX.length) };
  const reply = await simulation.crmApi.handle(apiCall);
  if (reply === 'cut') request.socket.destroy();
  else writeAnswer(response, reply);
}

/** HubSpot beside the tenant: calls below its base URL. */
async function hubspot(simulation: Simulation, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const apiCall = { ...(await apiRequest(exchange)), path: url.pathname.slice(HUBSPOT_PREFIX.length) };
  const reply = await simulation.hubspot.handle(apiCall);
  if (reply === 'hang') {
    const timer = setTimeout(() => request.socket.destroy(), HUNG_MS);
    response.once('close', () => clearTimeout(timer));
  } else if (reply === 'cut') request.socket.destroy();
  else writeAnswer(response, reply);
}

/** Pages and the control API. */
async function ofThisMachine(simulation: Simulation, exchange: Exchange, control: Control): Promise<void> {
  const { response, url } = exchange;
  if (!isOurs(exchange)) writeAnswer(response, { status: 403, body: { error: 'This machine only.' } });
  else if (PAGES.includes(url.pathname)) writeAnswer(response, pageAnswer(simulation, exchange));
  else writeAnswer(response, await control(await apiRequest(exchange)));
}

async function person(exchange: Exchange, trouble: Trouble | undefined): Promise<void> {
  const { request, response, url, door } = exchange;
  if (typeof trouble?.then === 'object') writeAnswer(response, trouble.then);
  else if (trouble?.then === 'drop') request.socket.destroy();
  else if (LOGIN_PATH.test(url.pathname)) await handleLogin(door.provider, request, response, url.pathname);
  else await door.signIn(request, response);
}

/** Answers every request the simulator gets. */
export function createRequestHandler(simulation: Simulation) {
  const { settings, tokens, bucket } = simulation;
  const api = createManagementApi({ tenant: () => simulation.tenant, settings, tokens, bucket });
  const control = createControlApi(simulation);

  /** Answers of our own, as against those the provider writes; `undefined` leaves the request to the provider. */
  async function ownAnswer(exchange: Exchange, apiCall: ApiRequest): Promise<Answer | undefined> {
    const { authorization } = exchange.request.headers;
    if (apiCall.path.startsWith(API_PREFIX)) return api.handle(apiCall, authorization);
    if (apiCall.path.startsWith(EXPORT_PREFIX)) return exportFileAnswer(simulation.tenant, apiCall.path);
    if (objectOr(apiCall.body).grant_type !== 'client_credentials') return undefined;
    return tokens.clientCredentials(apiCall.body, authorization, apiCall.origin);
  }

  function finish(exchange: Exchange, apiCall: ApiRequest, answer: Answer | 'drop'): void {
    const { method, path, query } = apiCall;
    const body = apiCall.rawBody.length > BODY_KEPT ? undefined : apiCall.body;
    const secretless = path === TOKEN_PATH ? undefined : body;
    const status = answer === 'drop' ? 0 : answer.status;
    simulation.record({
      method,
      path,
      query: query.toString(),
      status,
      ...(secretless !== undefined && { body: secretless }),
    });
    if (answer === 'drop') exchange.request.socket.destroy();
    else writeAnswer(exchange.response, answer);
  }

  async function machine(exchange: Exchange, trouble: Trouble | undefined): Promise<void> {
    const apiCall = await apiRequest(exchange);
    const mischief = trouble?.then ?? 'pass';
    if (typeof mischief === 'object' || mischief === 'drop') {
      finish(exchange, apiCall, mischief);
      return;
    }
    const answer = await ownAnswer(exchange, apiCall);
    if (answer) finish(exchange, apiCall, mischief === 'truncate' ? truncated(answer) : answer);
    else await exchange.door.signIn(replayAsForm(exchange.request, apiCall.body), exchange.response);
  }

  async function ofTenant(exchange: Exchange): Promise<void> {
    const { request, url } = exchange;
    const { pathname } = url;
    const trouble = simulation.troubles.take(request.method ?? 'GET', pathname);
    if (trouble && trouble.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, trouble.delayMs));
    const forMachine =
      MACHINE_PREFIXES.some((prefix) => pathname.startsWith(prefix)) ||
      (pathname === TOKEN_PATH && request.method === 'POST');
    await (forMachine ? machine : person)(exchange, trouble);
  }

  return async (request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> => {
    const exchange = { request, response, door, url: new URL(request.url ?? '/', door.origin) };
    const { pathname } = exchange.url;
    const isOwn = PAGES.includes(pathname) || pathname.startsWith('/__sim/');
    if (isOwn) await ofThisMachine(simulation, exchange, control);
    else if (pathname.startsWith(`${HUBSPOT_PREFIX}/`)) await hubspot(simulation, exchange);
    else if (pathname.startsWith(`${CRM_PREFIX}/`)) await restCrm(simulation, exchange);
    else await ofTenant(exchange);
  };
}
