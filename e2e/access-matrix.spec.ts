import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { builtRoutes } from './routes.ts';
import { adaId } from './sample-events.ts';

type Role = 'viewer' | 'operator' | 'admin';
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const ranks = { none: 0, viewer: 1, operator: 2, admin: 3 } as const;

/** Who may do what. A route that is built but not named here fails the first test. */
const api: Record<string, Partial<Record<Method, Role>>> = {
  '/api/[...rest]': { GET: 'viewer', POST: 'viewer', PATCH: 'viewer', PUT: 'viewer', DELETE: 'viewer' },
  '/api/actions': { GET: 'viewer', POST: 'admin' },
  '/api/alerts': { GET: 'viewer' },
  '/api/alerts/[id]': { GET: 'viewer' },
  '/api/alerts/[id]/[act]': { POST: 'operator' },
  '/api/alerts/rules/[rule]': { PUT: 'admin' },
  '/api/alerts/rules/[rule]/test': { POST: 'admin' },
  '/api/alerts/settings': { GET: 'viewer' },
  '/api/alerts/targets': { POST: 'admin' },
  '/api/alerts/targets/[id]': { DELETE: 'admin' },
  '/api/alerts/targets/[id]/test': { POST: 'admin' },
  '/api/connectors': { GET: 'viewer', POST: 'admin' },
  '/api/connectors/[id]': { GET: 'viewer', PATCH: 'admin', DELETE: 'admin' },
  '/api/connectors/[id]/action': { GET: 'viewer' },
  '/api/connectors/[id]/backfill': { POST: 'operator' },
  '/api/connectors/[id]/budget': { GET: 'operator' },
  '/api/connectors/[id]/calls': { GET: 'viewer' },
  '/api/connectors/[id]/findings': { POST: 'operator' },
  '/api/connectors/[id]/jobs': { GET: 'viewer' },
  '/api/connectors/[id]/check': { POST: 'admin' },
  '/api/connectors/[id]/table': { POST: 'admin' },
  '/api/connectors/[id]/preview': { POST: 'operator' },
  '/api/connectors/[id]/properties': { POST: 'admin' },
  '/api/connectors/[id]/targets': { GET: 'admin' },
  '/api/connectors/[id]/lanes': { GET: 'viewer' },
  '/api/connectors/[id]/lanes/[key]': { POST: 'operator' },
  '/api/connectors/[id]/pause': { POST: 'operator' },
  '/api/connectors/[id]/records': { GET: 'operator' },
  '/api/connectors/[id]/resume': { POST: 'operator' },
  '/api/connectors/[id]/secrets/[name]': { PUT: 'admin', DELETE: 'admin' },
  '/api/connectors/[id]/start': { POST: 'admin' },
  '/api/connectors/[id]/test': { POST: 'operator' },
  '/api/connectors/[id]/verify': { POST: 'operator' },
  '/api/audit': { GET: 'admin' },
  '/api/deliveries': { GET: 'viewer' },
  '/api/deliveries/[streamId]/[eventId]/redeliver': { POST: 'operator' },
  '/api/deliveries/causes': { GET: 'viewer' },
  '/api/deliveries/explain': { GET: 'viewer' },
  '/api/deliveries/export': { GET: 'viewer' },
  '/api/deliveries/probe': { POST: 'operator' },
  '/api/deliveries/refresh': { POST: 'viewer' },
  '/api/events': { GET: 'viewer' },
  '/api/events/[id]': { GET: 'viewer' },
  '/api/events/[id]/body': { GET: 'viewer' },
  '/api/events/[id]/connectors': { GET: 'viewer' },
  '/api/events/histogram': { GET: 'viewer' },
  '/api/events/streams': { GET: 'viewer' },
  '/api/events/types': { GET: 'viewer' },
  '/api/jobs': { GET: 'viewer', POST: 'operator' },
  '/api/jobs/[id]': { GET: 'viewer' },
  '/api/jobs/[id]/[act]': { POST: 'operator' },
  '/api/jobs/[id]/items': { GET: 'viewer' },
  '/api/jobs/preview': { POST: 'operator' },
  '/api/live': { GET: 'viewer' },
  '/api/me': { GET: 'viewer' },
  '/api/nav': { GET: 'viewer' },
  '/api/overview': { GET: 'viewer' },
  '/api/reviews': { GET: 'viewer' },
  '/api/reviews/bulk': { POST: 'operator' },
  '/api/rejections': { GET: 'viewer' },
  '/api/setup': { GET: 'viewer' },
  '/api/streams': { GET: 'viewer', POST: 'admin' },
  '/api/streams/[id]': { GET: 'viewer', PATCH: 'operator', DELETE: 'admin' },
  '/api/streams/[id]/history': { GET: 'viewer' },
  '/api/streams/[id]/ledger': { GET: 'viewer' },
  '/api/streams/[id]/ledger/ignores': { POST: 'operator' },
  '/api/streams/[id]/ledger/ignores/[seq]': { DELETE: 'operator' },
  '/api/streams/[id]/ledger/items': { GET: 'viewer' },
  '/api/streams/[id]/ledger/read': { POST: 'operator' },
  '/api/streams/[id]/test': { POST: 'operator' },
  '/api/streams/commands': { POST: 'viewer' },
  '/api/test-events': { GET: 'viewer' },
  '/api/test-events/[id]': { GET: 'viewer' },
  '/api/undelivered/[id]': { GET: 'viewer' },
  '/api/users': { GET: 'viewer' },
  '/api/users/[id]': { GET: 'viewer' },
  '/api/users/[id]/connectors': { GET: 'viewer' },
  '/api/users/[id]/timeline': { GET: 'viewer' },
};

const pages = [
  '/',
  '/alerts',
  '/connectors',
  '/connectors/[id]',
  '/connectors/new',
  '/deliveries',
  '/events',
  '/events/[id]',
  '/jobs',
  '/jobs/[id]',
  '/reviews',
  '/settings',
  '/settings/alerts',
  '/streams',
  '/streams/[id]',
  '/streams/new',
  '/users',
  '/users/[id]',
];

/** Open to everyone by design; the webhook has a gate of its own. */
const open = ['/_not-found', '/healthz', '/icon.svg', '/metrics', '/readyz', '/sign-in', '/sign-out', '/webhook'];

const methods: Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

const fill = (route: string) =>
  route
    .replace('[...rest]', 'no/such/thing')
    .replace('[streamId]', 'est_AAAAAAAAAAAAAAAAAAAAAA')
    .replace('[eventId]', 'evt_unknown')
    .replace('[act]', 'pause')
    .replace('[rule]', 'no-such-rule')
    .replace('[seq]', '1')
    .replace('[key]', 'unknown')
    .replace('[name]', 'unknown')
    .replace('[id]', encodeURIComponent(route.startsWith('/users') || route.includes('/users/') ? adaId : 'unknown'));

/** Streams of server-sent events do not end by themselves: only the head of an answer is of interest here. */
async function statusOf(call: Promise<Response>): Promise<number> {
  const response = await call;
  await response.body?.cancel();
  return response.status;
}

const signedOut = (app: App) => ({
  request: (method: string, path: string, init: { headers?: Record<string, string> } = {}) =>
    fetch(app.url + path, { method, headers: { origin: app.url, ...init.headers }, redirect: 'manual' }),
});

test('every built route is in the matrix', () => {
  expect(builtRoutes()).toEqual([...Object.keys(api), ...pages, ...open].sort());
});

test('every API route and method answers 401 signed out, 403 below its role, and neither from its role on', async ({
  app,
  tenant,
}) => {
  test.setTimeout(120_000);
  const people: [keyof typeof ranks, Pick<ApiClient, 'request'>][] = [
    ['none', await apiAs(app, tenant, 'guest')],
    ['none', await apiAs(app, tenant, 'unverified')],
    ['viewer', await apiAs(app, tenant, 'viewer')],
    ['operator', await apiAs(app, tenant, 'operator')],
    ['admin', await apiAs(app, tenant, 'admin')],
  ];
  for (const [route, allowed] of Object.entries(api)) {
    for (const method of methods) {
      const needed = allowed[method];
      const path = fill(route);
      const out = await signedOut(app).request(method, path);
      await out.body?.cancel();
      if (needed === undefined) {
        expect(out.status, `${method} ${route}`).toBe(405);
        continue;
      }
      expect(out.status, `${method} ${route} signed out`).toBe(401);
      expect(out.headers.get('cache-control')).toContain('no-store');
      expect(out.headers.get('content-type')).toContain('application/problem+json');
      for (const [role, client] of people) {
        const status = await statusOf(client.request(method, path));
        const label = `${method} ${route} as ${role}`;
        if (ranks[role] < ranks[needed]) expect(status, label).toBe(403);
        else expect([401, 403, 405, 500], label).not.toContain(status);
      }
    }
  }
});

test('a change from another origin, or without one, is refused even for an admin', async ({ app, tenant }) => {
  const admin = await apiAs(app, tenant, 'admin');
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const [route, allowed] of Object.entries(api)) {
    for (const method of methods) {
      if (method === 'GET' || allowed[method] === undefined) continue;
      for (const headers of foreign) {
        const status = await statusOf(admin.request(method, fill(route), { headers }));
        expect(status, `${method} ${route} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
  }
});

test('every page sends people who are signed out to the sign-in page, and answers 403 without a role', async ({
  app,
  tenant,
}) => {
  const guest = await apiAs(app, tenant, 'guest');
  const viewer = await apiAs(app, tenant, 'viewer');
  for (const page of pages) {
    const path = fill(page);
    const out = await fetch(app.url + path, { redirect: 'manual' });
    expect(out.status, page).toBe(307);
    expect(out.headers.get('location'), page).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`);
    expect(await statusOf(guest.request('GET', path)), page).toBe(403);
    // The settings lead to their first section.
    const wanted = page === '/settings' ? [307] : [200, 404];
    expect(wanted, page).toContain(await statusOf(viewer.request('GET', path)));
  }
});

test('headers and path spellings that once fooled a proxy open nothing', async ({ app }) => {
  const tricks: Record<string, string>[] = [
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'next-resume': '1' },
    { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https' },
  ];
  for (const headers of tricks) {
    for (const path of ['/api/events', '/api/nav', '/api//events', '/api/%65vents', '/api/events/', '/API/events']) {
      const response = await fetch(app.url + path, { headers, redirect: 'manual' });
      expect([301, 307, 308, 401, 404], `${path} ${JSON.stringify(headers)}`).toContain(response.status);
    }
    for (const path of [
      '/events',
      '/users',
      '/events.rsc',
      '/events.segments/_tree.segment.rsc',
      '//events',
      '/events.',
    ]) {
      const response = await fetch(app.url + path, { headers, redirect: 'manual' });
      const text = await response.text();
      expect(text, `${path} ${JSON.stringify(headers)}`).not.toContain('Failed deliveries');
    }
  }
});

test('the paths of the session library that we do not offer are not there', async ({ app, tenant }) => {
  const admin = await apiAs(app, tenant, 'admin');
  for (const path of [
    '/auth/access-token',
    '/auth/profile',
    '/auth/backchannel-logout',
    '/me/x',
    '/my-org/x',
    '/me',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
  ]) {
    for (const client of [admin, signedOut(app)]) {
      expect([404, 400], path).toContain(await statusOf(client.request('GET', path)));
    }
  }
});
