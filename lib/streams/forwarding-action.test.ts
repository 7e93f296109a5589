import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { forwardingSecret, forwardingSource, isForwardingSource } from './forwarding-action';

interface Seen {
  method: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A webhook that answers with `status`, and what it was sent. */
async function startWebhook(status: number, headers: Record<string, string> = {}) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ method: request.method, headers: request.headers, body });
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/webhook`, seen };
}

/** Runs the generated code as Auth0 does. */
async function execute(
  webhookUrl: string,
  secrets: Record<string, string> = { [forwardingSecret]: 'a-secret-token' },
): Promise<void> {
  const exports: { onExecuteEventStream?: (event: unknown, api: unknown) => Promise<void> } = {};
  runInNewContext(forwardingSource({ webhookUrl }), { exports, fetch, AbortSignal });
  await exports.onExecuteEventStream?.({ message, secrets }, { cache: {} });
}

const message = {
  ...{ id: 'evt_1', type: 'user.created', source: 'urn:auth0:acme', specversion: '1.0' },
  ...{ time: '2026-11-20T09:15:00.573Z', data: { object: { user_id: 'auth0|1' } }, a0stream: 'est_1', new_field: [1] },
};

test('the whole event is posted, with the token of the secret', async () => {
  const webhook = await startWebhook(204);
  await execute(webhook.url);
  const [request] = webhook.seen;
  expect(request?.method).toBe('POST');
  expect(request?.headers).toMatchObject({
    authorization: 'Bearer a-secret-token',
    'content-type': 'application/json',
  });
  expect(JSON.parse(request?.body ?? '')).toEqual(message);
});

test.each([400, 401, 404, 500, 503])('an answer of %i is thrown, so that Auth0 tries again', async (status) => {
  const webhook = await startWebhook(status);
  await expect(execute(webhook.url)).rejects.toThrow(`The webhook answered ${status}`);
});

test('a redirect is thrown and not followed: the token stays with the webhook', async () => {
  const elsewhere = await startWebhook(204);
  const webhook = await startWebhook(307, { location: elsewhere.url });
  await expect(execute(webhook.url)).rejects.toThrow('The webhook answered 307');
  expect(elsewhere.seen).toEqual([]);
});

test('no answer at all is thrown', async () => {
  await expect(execute('http://127.0.0.1:9/webhook')).rejects.toThrow();
});

test('a secret that is not set is thrown before anything is sent', async () => {
  const webhook = await startWebhook(204);
  await expect(execute(webhook.url, {})).rejects.toThrow(`${forwardingSecret} is not set`);
  expect(webhook.seen).toEqual([]);
});

test('no address ends a line or a string of the code', () => {
  const anyUrl = fc.oneof(
    fc.webUrl(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u2028', '"; throw 1; "', '</script>', '\n//'),
  );
  fc.assert(
    fc.property(anyUrl, (webhookUrl) => {
      const source = forwardingSource({ webhookUrl });
      const told: unknown = runInNewContext(`${source}\nWEBHOOK_URL;`, { exports: {} });
      expect(told).toBe(webhookUrl);
      expect(source.split('\n')).toHaveLength(forwardingSource({ webhookUrl: '' }).split('\n').length);
    }),
  );
});

test('generated code is recognised, and other code is not', () => {
  expect(isForwardingSource(forwardingSource({ webhookUrl: 'https://gauge.example.com/webhook' }))).toBe(true);
  expect(isForwardingSource('exports.onExecuteEventStream = async () => {};')).toBe(false);
});
