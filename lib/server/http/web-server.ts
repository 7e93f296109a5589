import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { log } from '../process/log';
import { Connections } from './connections';
import { securityHeaders } from './security-headers';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** From the first byte to the end of the headers. */
  headersMs: number;
  /** From the first byte to the end of the body. */
  requestMs: number;
  /** Between two requests on one connection. Longer than the minute most balancers keep theirs, so that we never hang up first. */
  keepAliveMs: number;
  /** How often slow clients are looked for. */
  checkMs: number;
}

export const patience: Patience = { headersMs: 10_000, requestMs: 60_000, keepAliveMs: 75_000, checkMs: 2_000 };

export interface WebServer {
  server: Server;
  /** Takes no more connections, lets requests in progress end, and resolves when the last connection is closed. */
  close: () => Promise<void>;
}

/**
 * Node's 16 KiB would lock a browser out, sign-out included, once other applications on the host have filled its cookie
 * jar.
 */
const MAX_HEAD_BYTES = 64 * 1024;

/** An HTTP server that does not wait for slow clients: node answers them 408 and hangs up. */
export function createWebServer(handle: Handle, { headersMs, requestMs, keepAliveMs, checkMs } = patience): WebServer {
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: checkMs,
    maxHeaderSize: MAX_HEAD_BYTES,
  });
  const connections = new Connections();
  let isClosing = false;
  server.on('connection', (socket) => connections.add(socket));
  server.on('request', (request, response) => {
    const { socket } = request;
    connections.begin(socket, response);
    response.on('close', () => {
      if (connections.end(socket, response) && isClosing) socket.destroySoon();
    });
    // Within a promise from the beginning: what a handler throws before its first one fails alike.
    const answered = async () => handle(request, response);
    answered().catch((error: unknown) => fail(response, error));
  });
  server.on('clientError', (error, socket) => {
    // Each of our sockets is one of node:net; the type allows for others.
    if (socket instanceof Socket) connections.refuse(socket, error);
    else socket.destroy();
  });
  const close = async () => {
    isClosing = true;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    // Browsers open connections in advance; node does not count one without a request as idle.
    for (const socket of connections.idle()) socket.destroySoon();
    await closed;
  };
  return { server, close };
}

function fail(response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'A request failed');
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { ...securityHeaders, 'cache-control': 'no-store' }).end();
}
