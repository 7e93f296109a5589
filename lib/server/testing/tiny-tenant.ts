import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createManagement, type Management } from '../management/client';

/** One request as the tenant saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string;
  body: string;
}

/**
 * What the tenant answers; a string body is sent as it is. `hang` never answers, `drip` sends the body one character each 50 ms,
 * `cut` breaks the connection off: before an answer, or in the middle of its body.
 */
export interface TenantAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  hang?: boolean;
  drip?: boolean;
  cut?: 'before' | 'within';
}

export interface TinyTenant {
  management: Management;
  /** Everything asked so far, token requests included. */
  seen: SeenRequest[];
  /** Requests to the API whose path matches. */
  to: (path: RegExp) => SeenRequest[];
  close: () => Promise<void>;
}

const grantedScopes = 'read:event_streams update:event_streams';

function send(outgoing: ServerResponse, { status = 200, body = {}, headers, hang, drip, cut }: TenantAnswer): void {
  if (hang === true) return;
  if (cut === 'before') {
    outgoing.destroy();
    return;
  }
  const whole = typeof body === 'string' ? body : JSON.stringify(body);
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (cut === 'within') outgoing.write(whole.slice(0, whole.length / 2), () => outgoing.destroy());
  else if (drip === true) void sendSlowly(outgoing, whole);
  else outgoing.end(whole);
}

async function sendSlowly(outgoing: ServerResponse, whole: string): Promise<void> {
  for (const character of whole) {
    if (outgoing.destroyed) return;
    outgoing.write(character);
    await sleep(50);
  }
  outgoing.end();
}

/**
 * A tenant small enough for unit tests: a real HTTP server on this machine that gives tokens (`token-1`, `token-2`, …) and
 * leaves every other answer to the test; `timeoutMs` is how long we wait for each. It knows nothing of Auth0's manners; the simulator does.
 */
export async function startTinyTenant(
  answer: (request: SeenRequest) => TenantAnswer | undefined,
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<TinyTenant> {
  const seen: SeenRequest[] = [];
  let tokens = 0;
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const url = new URL(incoming.url ?? '/', 'http://localhost');
      const authorization = incoming.headers.authorization ?? '';
      const request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        authorization,
        body,
      };
      seen.push(request);
      const token = {
        access_token: `token-${tokens + 1}`,
        expires_in: 86_400,
        scope: grantedScopes,
        token_type: 'Bearer',
      };
      const isToken = url.pathname === '/oauth/token';
      const given = answer(request) ?? (isToken ? { body: token } : { status: 404, body: {} });
      if (isToken) tokens += 1;
      send(outgoing, given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const domain = `http://localhost:${port}`;
  const management = createManagement({ domain, clientId: 'gauge', clientSecret: 's3cret', timeoutMs });
  return {
    management,
    seen,
    to: (path) => seen.filter((request) => path.test(request.path)),
    close: async () => {
      management.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
