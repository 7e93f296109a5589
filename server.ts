import './lib/server/load-env';
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { boot } from './app/boot';
import { env } from './lib/server/env';
import { lifecycle } from './lib/server/lifecycle';
import { log } from './lib/server/log';
import { createWebServer } from './lib/server/web-server';
import { isWebhookPost, serveWebhook } from './lib/server/webhook/fast-lane';
import { webhookWorld } from './lib/server/webhook/webhook-world';

const WEBHOOKS_FIRST_MS = 50;

type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Prepares Next for the requests of this server; its `instrumentation.ts` finds the process booted. */
async function prepareNext(hostname: string, port: number): Promise<NextHandler> {
  // Loaded late: React decides by NODE_ENV what it is, and the webhook need not wait for any of this.
  const { default: next } = await import('next');
  const app = next({ dev: false, hostname, port });
  await app.prepare();
  return app.getRequestHandler();
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function endOnSignals(close: () => Promise<void>): void {
  const end = (code: number) => {
    Promise.all([close(), lifecycle.stopped])
      .catch((error: unknown) => log.error({ err: error }, 'Stopping failed'))
      .finally(() => process.exit(code));
  };
  process.once('SIGINT', () => end(130));
  process.once('SIGTERM', () => end(143));
}

/** Serves `POST /webhook` by itself and hands everything else to Next (docs/decisions.md, "Fast lane"). */
async function serve(): Promise<void> {
  await boot();
  const { port, host } = env().listen;
  const world = webhookWorld();
  const next = Promise.withResolvers<NextHandler>();
  const { server, close } = createWebServer(async (request, response) => {
    if (isWebhookPost(request)) return serveWebhook(request, response, world);
    const handle = await next.promise;
    return handle(request, response);
  });
  endOnSignals(close);
  await listen(server, port, host);
  // A start is when senders wait for us; loading Next holds up the event loop.
  await sleep(WEBHOOKS_FIRST_MS);
  next.resolve(await prepareNext(host, port));
  log.info({ port, host, startedInMs: Math.round(performance.now()) }, 'Listening');
}

serve().catch((error: unknown) => {
  process.stderr.write(`Streamgauge cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
