import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { log } from './log';

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

/** An HTTP server that does not wait for slow clients: node answers them 408 and hangs up. */
export function createWebServer(handle: Handle, { headersMs, requestMs, keepAliveMs, checkMs } = patience): WebServer {
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: checkMs,
  });
  const quiet = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket) => {
    quiet.add(socket);
    socket.once('close', () => quiet.delete(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    quiet.delete(socket);
    response.on('close', () => {
      if (isClosing) socket.destroySoon();
      else if (!socket.destroyed) quiet.add(socket);
    });
    handle(request, response).catch((error: unknown) => fail(response, error));
  });
  const close = async () => {
    isClosing = true;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    // Browsers open connections in advance; node does not count one without a request as idle.
    for (const socket of quiet) socket.destroySoon();
    await closed;
  };
  return { server, close };
}

function fail(response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'A request failed');
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}
