import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Store } from '../../store';
import { createWebServer, patience, type WebServer } from '../web-server';
import { webhookCredentials } from './credentials';
import { isWebhookPost, serveWebhook } from './fast-lane';
import { MAX_BODY_BYTES } from './read-body';

const credentials = webhookCredentials({ bearer: ['secret'], basic: [], headers: [] });
const body = JSON.stringify({ id: 'evt_1', type: 'user.created', data: { object: { user_id: 'auth0|1' } } });
const head = (...lines: string[]) => ['POST /webhook HTTP/1.1', 'Host: gauge', ...lines, '', ''].join('\r\n');
const signed = 'Authorization: Bearer secret';

const open: { web: WebServer; sockets: Socket[] }[] = [];
afterEach(async () => {
  for (const { web, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await web.close();
  }
});

type Recorded = Parameters<Store['recordReceipt']>[0];

/** The fast lane over a store of which only the two methods that the webhook calls exist. */
async function startLane(options: {
  patience?: Partial<typeof patience>;
  record?: (receipt: Recorded) => Promise<void>;
}) {
  const receipts: Recorded[] = [];
  let inFlight = 0;
  const lifecycle = {
    stopping: false,
    webhooks: {
      begin: () => void (inFlight += 1),
      end: () => void (inFlight -= 1),
    },
  };
  const store = {
    recordReceipt: async (receipt: Recorded) => {
      await options.record?.(receipt);
      receipts.push(receipt);
      return { result: 'new', eventSeq: receipts.length, outcome: 'applied' };
    },
    recordRejection: () => Promise.resolve(),
  } as unknown as Store;
  const world = { store: () => Promise.resolve(store), credentials, lifecycle, now: Date.now };
  const web = createWebServer(
    async (request, response) => {
      if (isWebhookPost(request)) await serveWebhook(request, response, world);
      else response.writeHead(404).end();
    },
    { ...patience, ...options.patience },
  );
  const sockets: Socket[] = [];
  open.push({ web, sockets });
  const { server } = web;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const { port } = address;
  return {
    close: () => web.close(),
    receipts,
    lifecycle,
    inFlight: () => inFlight,
    client: () => client(port, sockets),
  };
}

/** A raw connection, with everything it was answered. */
function client(port: number, sockets: Socket[]) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  return { socket, closed, text: () => text, answered: (part: string) => expect.poll(() => text).toContain(part) };
}

describe('the fast lane', () => {
  test('takes POST /webhook with or without a query, and nothing else', () => {
    const takes = (method: string, url: string) => isWebhookPost({ method, url });
    expect(takes('POST', '/webhook')).toBe(true);
    expect(takes('POST', '/webhook?tenant=eu')).toBe(true);
    for (const url of ['/webhook/', '/webhooks', '/', '/api/webhook', '//webhook'])
      expect(takes('POST', url)).toBe(false);
    expect(takes('GET', '/webhook')).toBe(false);
  });

  test('stores bodies that come in pieces, and keeps the connection for the next', async () => {
    const lane = await startLane({});
    const { socket, answered, text } = lane.client();
    for (const count of [1, 2]) {
      socket.write(head(signed, `Content-Length: ${body.length}`, 'X-Forwarded-For: ::ffff:192.0.2.7, 10.0.0.1'));
      for (const part of body.match(/.{1,20}/g) ?? []) {
        await new Promise((resolve) => socket.write(part, resolve));
      }
      await expect.poll(() => text().split('204 No Content').length - 1).toBe(count);
    }
    await answered('Keep-Alive');
    expect(lane.receipts.map((receipt) => Buffer.from(receipt.body).toString())).toEqual([body, body]);
    expect(lane.receipts[0]?.request).toMatchObject({ remoteAddress: '192.0.2.7', bytes: body.length });
    expect(lane.receipts[0]?.request.headers).toMatchObject({ authorization: 'redacted', host: 'gauge' });
  });

  test('a body over the cap is answered 413 while the sender still sends, and the connection ends', async () => {
    const lane = await startLane({});
    const { socket, answered, closed } = lane.client();
    socket.write(head(signed, 'Transfer-Encoding: chunked'));
    const chunk = 'x'.repeat(64 * 1024);
    for (let sent = 0; sent <= MAX_BODY_BYTES; sent += chunk.length) socket.write(`10000\r\n${chunk}\r\n`);
    await answered('413 Payload Too Large');
    await closed;
    expect(lane.receipts).toEqual([]);
  });

  test('a declared length over the cap is answered 413 before any of the body has come', async () => {
    const lane = await startLane({});
    const { socket, answered, closed } = lane.client();
    socket.write(head(signed, `Content-Length: ${MAX_BODY_BYTES + 1}`));
    await answered('413 Payload Too Large');
    await closed;
  });

  test('headers that do not end are answered 408, and so is a body that does not', async () => {
    const lane = await startLane({ patience: { headersMs: 100, requestMs: 200, checkMs: 50 } });
    const [slowHead, slowBody] = [lane.client(), lane.client()];
    slowHead.socket.write('POST /webhook HTTP/1.1\r\nHost: gau');
    slowBody.socket.write(head(signed, `Content-Length: ${body.length}`) + body.slice(0, 10));
    await slowHead.answered('408 Request Timeout');
    await slowHead.closed;
    await slowBody.closed;
    expect(lane.receipts).toEqual([]);
    await expect.poll(() => lane.inFlight()).toBe(0);
  });

  test('a sender that goes away in the middle leaves nothing behind', async () => {
    const lane = await startLane({});
    const { socket } = lane.client();
    socket.write(head(signed, `Content-Length: ${body.length}`) + body.slice(0, 10));
    await expect.poll(() => lane.inFlight()).toBe(1);
    socket.destroy();
    await expect.poll(() => lane.inFlight()).toBe(0);
    expect(lane.receipts).toEqual([]);
  });

  test('closing answers what is in flight, ends its connection and takes no other', async () => {
    const commit = Promise.withResolvers<undefined>();
    const lane = await startLane({ record: () => commit.promise });
    const { socket, text, closed } = lane.client();
    socket.write(head(signed, `Content-Length: ${body.length}`) + body);
    await expect.poll(() => lane.inFlight()).toBe(1);
    const idle = lane.client();
    await once(idle.socket, 'connect');
    lane.lifecycle.stopping = true;
    const ended = lane.close();
    await idle.closed;
    commit.resolve(undefined);
    await closed;
    await ended;
    expect(text()).toContain('204 No Content');
    expect(text().toLowerCase()).toContain('connection: close');
    expect(lane.receipts).toHaveLength(1);
    const late = lane.client();
    await late.closed;
    expect(late.text()).toBe('');
  });

  test('while stopping new events are answered 503, for the sender to come again', async () => {
    const lane = await startLane({});
    lane.lifecycle.stopping = true;
    const { socket, answered } = lane.client();
    socket.write(head(signed, `Content-Length: ${body.length}`) + body);
    await answered('503 Service Unavailable');
    await answered('retry-after: 1');
    expect(lane.receipts).toEqual([]);
  });
});
