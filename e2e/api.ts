import { type App } from './app.ts';
import { people } from './fixtures.ts';
import { type Tenant } from './tenant.ts';

/** A cookie jar for one walk through the sign-in pages without a browser. */
class Jar {
  private readonly byOrigin = new Map<string, Map<string, string>>();

  async fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const held = this.byOrigin.get(url.origin) ?? new Map<string, string>();
    this.byOrigin.set(url.origin, held);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...held].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) held.delete(pair.slice(0, equals));
      else held.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }

  header(origin: string): string {
    return [...(this.byOrigin.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Follows redirects until somebody answers with a page. */
async function follow(jar: Jar, start: URL): Promise<{ url: URL; response: Response }> {
  let url = start;
  for (let hop = 0; hop < 15; hop++) {
    const response = await jar.fetch(url);
    const location = response.headers.get('location');
    if (location === null) return { url, response };
    url = new URL(location, url);
  }
  throw new Error(`Too many redirects, last ${url.href}`);
}

/** Calls the application's API as one person. */
export class ApiClient {
  private readonly app: App;
  readonly cookie: string;

  constructor(app: App, cookie: string) {
    this.app = app;
    this.cookie = cookie;
  }

  request(
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const headers = { cookie: this.cookie, origin: this.app.url, 'content-type': 'application/json', ...init.headers };
    const body = init.body === undefined ? undefined : JSON.stringify(init.body);
    return fetch(this.app.url + path, { method, headers, body, redirect: 'manual' });
  }

  /** What the application answers, taken at the test's word for its shape; anything but 2xx throws. */
  async get<T = unknown>(path: string): Promise<T> {
    const response = await this.request('GET', path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** One attribute of a tag the simulator wrote. */
function attribute(tag: string, name: string): string {
  return (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');
}

/** Signs in through the simulator's real pages, without a browser. */
export async function apiAs(app: App, tenant: Tenant, who: keyof typeof people): Promise<ApiClient> {
  const jar = new Jar();
  const login = await follow(jar, new URL('/auth/login', app.url));
  const html = await login.response.text();
  const action = attribute(/<form[^>]*>/.exec(html)?.[0] ?? '', 'action');
  const button = html.match(/<button[^>]*>/g)?.find((tag) => people[who].test(tag));
  if (button === undefined) throw new Error(`The sign-in page of ${tenant.url} does not offer ${who}`);
  const body = new URLSearchParams({ [attribute(button, 'name')]: attribute(button, 'value') });
  const posted = await jar.fetch(new URL(action, login.url), { method: 'POST', body });
  await follow(jar, new URL(posted.headers.get('location') ?? '/', login.url));
  return new ApiClient(app, jar.header(app.url));
}
