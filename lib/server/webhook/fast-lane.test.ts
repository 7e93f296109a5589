import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type NewRejection } from '../../rejections/rejection';
import { type Store } from '../../store';
import { refuseLargeBody } from '../http/body-cap';
import { createWebServer, patience, type WebServer } from '../http/web-server';
import { webhookCredentials } from './credentials';
import { takeWebhook } from './fast-lane';
import { MAX_BODY_BYTES } from './read-body';

const credentials = webhookCredentials({
  bearer: ['secret'],
  basic: [],
  headers: [{ name: 'x-hook', value: 'hook-secret' }],
});
const body = JSON.stringify({ id: 'evt_1', type: 'user.created', data: { object: { user_id: 'auth0|1' } } });
const headOf = (start: string, ...lines: string[]) =>
  [`${start} HTTP/1.1`, 'Host: gauge', ...lines, '', ''].join('\r\n');
const head = (...lines: string[]) => headOf('POST /webhook', ...lines);
const length = `Content-Length: ${body.length}`;
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
  const rejections: NewRejection[] = [];
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
    recordRejection: (rejection: NewRejection) => {
      rejections.push(rejection);
      return Promise.resolve();
    },
  } as unknown as Store;
  const world = { store: () => Promise.resolve(store), credentials, lifecycle, now: Date.now };
  const web = createWebServer(
    async (request, response) => {
      const taken = takeWebhook(request, response, world);
      if (taken !== null) await taken;
      else if (!refuseLargeBody(request, response)) response.writeHead(200).end('a page');
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
    server,
    receipts,
    rejections,
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
  return {
    socket,
    closed,
    text: () => text,
    answered: (part: string) => expect.poll(() => text, { timeout: 5_000 }).toContain(part),
  };
}

describe('the fast lane', () => {
  test.each(['/webhook', '/webhook?tenant=eu', '/webhook/', '//webhook', 'http://gauge.example/webhook'])(
    'takes an event at %s',
    async (target) => {
      const lane = await startLane({});
      const { socket, answered } = lane.client();
      socket.write(headOf(`POST ${target}`, signed, length) + body);
      await answered('204 No Content');
      expect(lane.receipts).toHaveLength(1);
    },
  );

  test('answers every other method at its address by itself', async () => {
    const lane = await startLane({});
    const { socket, answered } = lane.client();
    socket.write(headOf('PUT /webhook/', signed, length) + body);
    await answered('405 Method Not Allowed');
    expect(lane.rejections).toEqual([]);
  });

  test.each([
    ['POST /webhooks', signed, 'wrong_path', '/webhooks'],
    ['POST /?secret=abc', signed, 'wrong_path', '/'],
    ['PUT /api/events', 'X-Hook: hook-secret', 'wrong_path', '/api/events'],
    ['POST /Webhook', 'Authorization: Bearer wrong', 'near_path', '/Webhook'],
    ['POST /api/webhook', 'Accept: */*', 'near_path', '/api/webhook'],
    ['POST /', 'X-Hook: wrong', 'near_path', '/'],
  ])('%s with %s is 404 and leaves a trace: %s', async (start, credential, code, path) => {
    const lane = await startLane({});
    const { socket, answered, closed } = lane.client();
    socket.write(headOf(start, credential, length) + body);
    await answered('404 Not Found');
    await answered('Events are taken at /webhook.');
    await closed;
    const common = { status: 404, body: null, bytes: body.length };
    expect(lane.rejections).toEqual([expect.objectContaining({ ...common, code, path })]);
  });

  test.each([
    ['GET /webhooks', signed],
    ['HEAD /api/events', signed],
    ['POST /api/events', 'Authorization: Bearer wrong'],
    ['POST /', 'Accept: */*'],
  ])('%s with %s is left to the pages', async (start, credential) => {
    const lane = await startLane({});
    const { socket, answered } = lane.client();
    socket.write(headOf(start, credential));
    await answered('200 OK');
    expect(lane.rejections).toEqual([]);
  });

  test('an offer of another protocol is ignored, and the event taken', async () => {
    const lane = await startLane({});
    for (const offer of ['Upgrade: h2c', 'Upgrade: websocket']) {
      const { socket, answered } = lane.client();
      socket.write(
        head(signed, length, 'Connection: Upgrade, HTTP2-Settings', offer, 'HTTP2-Settings: AAMAAABk') + body,
      );
      await answered('204 No Content');
    }
    expect(lane.receipts).toHaveLength(2);
  });

  test('a whole event is answered although garbage follows it on the connection', async () => {
    const commit = Promise.withResolvers<undefined>();
    const lane = await startLane({ record: () => commit.promise });
    const { socket, text, closed } = lane.client();
    const refused = once(lane.server, 'clientError');
    socket.write(`${head(signed, length)}${body}${head(signed, length)}${body}\0garbage`);
    await refused;
    socket.write('more garbage');
    commit.resolve(undefined);
    await closed;
    expect(text().match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 204', 'HTTP/1.1 204', 'HTTP/1.1 400']);
    expect(lane.receipts).toHaveLength(2);
  });

  test('a body that turns into garbage is answered 400, and nothing is stored', async () => {
    const lane = await startLane({});
    const { socket, answered, closed } = lane.client();
    socket.write(`${head(signed, 'Transfer-Encoding: chunked')}5\r\n{"id"\r\nzz\r\n`);
    await answered('400 Bad Request');
    await closed;
    expect(lane.receipts).toEqual([]);
  });

  test('a body without credential is not read, and its connection ends', async () => {
    const lane = await startLane({});
    const { socket, text, answered, closed } = lane.client();
    socket.write(head('Content-Length: 9000000'));
    await answered('401 Unauthorized');
    for (let sent = 0; sent <= MAX_BODY_BYTES; sent += 65_536) socket.write(Buffer.alloc(65_536));
    await closed;
    expect(text().match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 401']);
  });

  test('elsewhere a long body, or one of unknown length, is refused before any of it has come', async () => {
    const lane = await startLane({});
    const [long, endless, short] = [lane.client(), lane.client(), lane.client()];
    long.socket.write(headOf('POST /api/events', 'Content-Length: 65537'));
    endless.socket.write(headOf('GET /users', 'Transfer-Encoding: chunked'));
    short.socket.write(headOf('POST /api/events', 'Content-Length: 65536'));
    await long.answered('413 Payload Too Large');
    await endless.answered('411 Length Required');
    await long.closed;
    await endless.closed;
    await short.answered('200 OK');
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
