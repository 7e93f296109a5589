import { generateSessionCookie } from '@auth0/nextjs-auth0/testing';
import { afterAll, beforeAll, vi } from 'vitest';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { cookieNames } from '@/lib/server/http/session-cookies';
import { managementIfConfigured } from '@/lib/server/management/client';
import { provideStore } from '@/lib/server/process/store';
import {
  type SeenRequest,
  startTinyTenant,
  type TenantAnswer,
  type TinyTenant,
} from '@/lib/server/testing/tiny-tenant';
import { type Role } from '@/lib/access/role';
import { type Store } from '@/lib/store';

const appBaseUrl = 'https://gauge.test';
const secret = 'a'.repeat(64);
const newFile = temporaryFiles();

/** Who asks: the role decides what the address of the session is granted. */
export type Caller = Role | 'guest' | null;

interface Asking {
  /** Null: signed out. */
  by?: Caller;
  method?: string;
  params?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

export interface CalledRoutes {
  store: () => Store;
  /** Calls a handler of a route file as Next does; the status and the parsed body. */
  call: (handler: Handler, path: string, asking?: Asking) => Promise<{ status: number; body: Record<string, unknown> }>;
  /** Address of a caller, as audit entries name it. */
  addressOf: (caller: Caller) => string;
}

const addressOf = (caller: Caller) => `${caller ?? 'nobody'}@gauge.test`;

/**
 * Route files over a real store and a tenant that answers as the test says, for all tests of a file. Sessions are real cookies, and
 * roles come from the settings.
 */
export function calledRoutes(
  answer: (request: SeenRequest) => TenantAnswer | undefined,
  settings: Record<string, string> = {},
): CalledRoutes {
  let store: Store | null = null;
  let tenant: TinyTenant | null = null;
  beforeAll(async () => {
    tenant = await startTinyTenant(answer);
    const stubbed = {
      APP_BASE_URL: appBaseUrl,
      AUTH0_DOMAIN: `http://${tenant.management.domain}`,
      AUTH0_CLIENT_ID: 'web',
      AUTH0_CLIENT_SECRET: 'secret-0123456789',
      AUTH0_SECRET: secret,
      AUTH0_MANAGEMENT_CLIENT_ID: 'gauge',
      AUTH0_MANAGEMENT_CLIENT_SECRET: 'secret-0123456789',
      ACCESS_ADMINS: addressOf('admin'),
      ACCESS_OPERATORS: addressOf('operator'),
      ACCESS_VIEWERS: addressOf('viewer'),
      ...settings,
    };
    for (const [name, value] of Object.entries(stubbed)) vi.stubEnv(name, value);
    const opening = openStore(`file:${newFile()}`);
    provideStore(opening);
    store = await opening;
  });
  afterAll(async () => {
    managementIfConfigured()?.close();
    await tenant?.close();
    await store?.close();
    vi.unstubAllEnvs();
  });
  return {
    store: () => {
      if (store === null) throw new Error('Tests have not begun');
      return store;
    },
    call: async (handler, path, { by = 'viewer', method = 'GET', params = {}, body, headers = {} } = {}) => {
      const request = new Request(appBaseUrl + path, {
        method,
        headers: { origin: appBaseUrl, ...(by === null ? {} : { cookie: await cookieOf(by) }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const response = await handler(request, { params: Promise.resolve(params as never) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    addressOf,
  };
}

async function cookieOf(caller: Exclude<Caller, null>): Promise<string> {
  const user = { sub: `auth0|${caller}`, email: addressOf(caller), email_verified: true };
  const session = { id: `session-${caller}`, user, tokenSet: { accessToken: '', expiresAt: 0 } };
  const value = await generateSessionCookie(session, { secret });
  return `${cookieNames(appBaseUrl).session}=${value}`;
}
