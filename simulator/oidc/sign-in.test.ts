import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { GROUPS_CLAIM, people, ROLES_CLAIM } from './people.ts';
import { WEB_CLIENT } from './provider.ts';

let simulator: RunningSimulator;
let folder: string;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-ca-'));
  simulator = await startSimulator({ port: 0, httpsPort: 0, caFolder: folder, seed: 'empty' });
  base = simulator.url;
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

/** A browser reduced to its cookies. */
function createBrowser() {
  const jar = new Map<string, string>();
  return {
    jar,
    async go(url: string, init: RequestInit = {}): Promise<Response> {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    },
  };
}

type Browser = ReturnType<typeof createBrowser>;

const location = (answer: Response): string => new URL(answer.headers.get('location') ?? '', base).href;

/** From `/authorize` to the callback address, choosing one person on the way. */
async function signIn(browser: Browser, authorizeUrl: string, sub: string): Promise<URL> {
  const login = location(await browser.go(authorizeUrl));
  const chosen = await browser.go(login, { method: 'POST', body: new URLSearchParams({ person: sub }) });
  return new URL(location(await browser.go(location(chosen))));
}

function authorizeUrl(callback: string): string {
  const url = new URL('/authorize', base);
  url.search = new URLSearchParams({
    client_id: WEB_CLIENT.id,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid profile email',
    state: 'st-1',
    nonce: 'no-1',
  }).toString();
  return url.href;
}

async function idTokenOf(sub: string, asJson: boolean) {
  const callback = 'http://localhost:51234/auth/callback';
  const back = await signIn(createBrowser(), authorizeUrl(callback), sub);
  const fields = {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: callback,
    client_id: WEB_CLIENT.id,
    client_secret: WEB_CLIENT.secret,
  };
  const answer = await fetch(`${base}/oauth/token`, {
    method: 'POST',
    ...(asJson
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }
      : { body: new URLSearchParams(fields) }),
  });
  const tokens: unknown = await answer.json();
  const token = String(Reflect.get(Object(tokens), 'id_token'));
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', base));
  return (await jwtVerify(token, keys, { issuer: `${base}/`, audience: WEB_CLIENT.id })).payload;
}

describe('sign-in', () => {
  it('shows one button a person with a plain accessible name', async () => {
    const browser = createBrowser();
    const page = await browser.go(location(await browser.go(authorizeUrl('http://localhost:3000/auth/callback'))));
    const text = await page.text();
    expect([...text.matchAll(/aria-label="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Sign in as Mara Lindqvist (admin)',
      'Sign in as Otto Berg (operator)',
      'Sign in as Vera Nyman (viewer)',
      'Sign in as Gus Holm (no role)',
      'Sign in as Uma Falk (unverified address)',
      'Sign in as Clara Voss (operator by claim)',
      'Sign in as Greta Ek (viewer by claim, in 140 groups)',
      'Sign in as Dag Ros (denied by an Action)',
    ]);
    expect(text).not.toMatch(/https?:\/\/(?!localhost)/);
  });

  it.each(people.filter(({ denial }) => denial === undefined))(
    'puts the profile of $name into an RS256 ID token',
    async (person) => {
      const claims = await idTokenOf(person.sub, false);
      expect(claims).toMatchObject({
        sub: person.sub,
        email: person.email,
        email_verified: person.email !== 'unverified@example.test',
        name: person.name,
        nonce: 'no-1',
      });
      expect(claims[ROLES_CLAIM]).toEqual(person.roles);
      expect(claims[GROUPS_CLAIM]).toEqual(person.groups);
    },
  );

  it('sends a denied person back with what the Action said', async () => {
    const back = await signIn(
      createBrowser(),
      authorizeUrl('http://localhost:3000/auth/callback'),
      'auth0|64b1f0c2a7d3e9584f20c108',
    );
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'Please verify your e-mail address first',
      state: 'st-1',
    });
  });

  it('takes the code in a JSON body too', async () => {
    expect(await idTokenOf('auth0|64b1f0c2a7d3e9584f20c101', true)).toMatchObject({ email: 'admin@example.test' });
  });

  it.each([
    'http://evil.example/auth/callback',
    'http://localhost:3000/elsewhere',
    'https://localhost.evil.example/auth/callback',
  ])('never sends a code to %s', async (callback) => {
    const answer = await createBrowser().go(authorizeUrl(callback));
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('signs in without the page while the session lasts, and asks again after either way of signing out', async () => {
    const browser = createBrowser();
    const url = authorizeUrl('http://localhost:3000/auth/callback');
    for (const path of [
      '/v2/logout?client_id=streamgauge-web&returnTo=',
      '/oidc/logout?client_id=streamgauge-web&post_logout_redirect_uri=',
    ]) {
      await signIn(browser, url, 'auth0|64b1f0c2a7d3e9584f20c102');
      expect(new URL(location(await browser.go(url))).searchParams.get('code')).toBeTruthy();
      const out = await browser.go(`${base}${path}${encodeURIComponent('http://localhost:3000')}`);
      expect([out.status, new URL(location(out)).origin]).toEqual([302, 'http://localhost:3000']);
      expect(location(await browser.go(url))).toContain('/u/login/');
    }
  });

  it('refuses to send a signed-out person elsewhere', async () => {
    const out = await createBrowser().go(`${base}/v2/logout?returnTo=https%3A%2F%2Fevil.example`);
    expect(out.status).toBe(400);
  });
});

describe('@auth0/nextjs-auth0', () => {
  it('signs in and out against it, unmodified, over plain http', async () => {
    const app = 'http://localhost:51777';
    const auth0 = new Auth0Client({
      domain: base,
      clientId: WEB_CLIENT.id,
      clientSecret: WEB_CLIENT.secret,
      secret: 'a'.repeat(64),
      appBaseUrl: app,
      allowInsecureRequests: true,
      enableAccessTokenEndpoint: false,
    });
    const visit = (path: string, cookie = '') =>
      auth0.middleware(new NextRequest(`${app}${path}`, { headers: { cookie } }));
    const cookies = (answer: Response) =>
      answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    const browser = createBrowser();

    const begun = await visit('/auth/login');
    const back = await signIn(browser, location(begun), 'auth0|64b1f0c2a7d3e9584f20c103');
    const signedIn = await visit(`${back.pathname}${back.search}`, cookies(begun));
    const session = await auth0.getSession(new NextRequest(app, { headers: { cookie: cookies(signedIn) } }));
    expect(session?.user).toMatchObject({ email: 'viewer@example.test', email_verified: true, name: 'Vera Nyman' });

    const out = await browser.go(location(await visit('/auth/logout', cookies(signedIn))));
    expect([out.status, new URL(location(out)).origin]).toEqual([302, app]);
    expect(location(await browser.go(location(await visit('/auth/login'))))).toContain('/u/login/');
  });
});

describe('sign-in over https', () => {
  const trusted = getCACertificates('default');

  beforeAll(async () => {
    const { url = '', caFile = '' } = simulator.secure ?? {};
    setDefaultCACertificates([...trusted, await readFile(caFile, 'utf8')]);
    base = url;
  });

  afterAll(() => setDefaultCACertificates(trusted));

  it('has an issuer of its own, from the first page to the ID token', async () => {
    const discovery: unknown = await (await fetch(`${base}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({ issuer: `${base}/`, authorization_endpoint: `${base}/authorize` });
    const [person] = people;
    expect(await idTokenOf(person?.sub ?? '', true)).toMatchObject({ iss: `${base}/`, email: person?.email });
  });
});
