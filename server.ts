import './lib/server/process/load-env';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootIngest, type Ingest } from './app/boot/ingest';
import { env } from './lib/server/process/env';
import { lifecycle } from './lib/server/process/lifecycle';
import { log } from './lib/server/process/log';
import { takeRole } from './lib/server/process/role';
import { refuseLargeBody } from './lib/server/http/body-cap';
import { originForm, refuseAtDoor } from './lib/server/http/front-door';
import { aliveAnswer, takeHealth } from './lib/server/http/health';
import { listen } from './lib/server/http/listen';
import { takeMetrics } from './lib/server/http/metrics-endpoint';
import { createWebServer, type WebServer } from './lib/server/http/web-server';
import { answerAway, handOver } from './lib/server/pages/hand-over';
import { type PagesProcess } from './lib/server/pages/pages-process';
import { type Measured } from './lib/server/telemetry/by-role';
import { stopTracing } from './lib/server/telemetry/tracing';
import { takeWebhook } from './lib/server/webhook/fast-lane';
import { webhookWorld } from './lib/server/webhook/webhook-world';

const WEBHOOKS_FIRST_MS = 50;

/** The build puts it beside this program. */
const pagesEntry = fileURLToPath(new URL('pages.js', import.meta.url));

async function figuresOf(pages: PagesProcess): Promise<Measured> {
  return [{ role: 'pages', families: await pages.families() }];
}

/** Answers events, health and metrics; everything else goes to the process of the pages. */
function createIngestServer(pages: PagesProcess): WebServer {
  const isHttps = new URL(env().appBaseUrl).protocol === 'https:';
  const world = webhookWorld();
  const alive = () => {
    const { state, restarts, sinceMs } = pages;
    return aliveAnswer({ pages: { state, restarts, sinceMs } });
  };
  return createWebServer(async (request, response) => {
    const taken = takeWebhook(request, response, world);
    if (taken !== null) return taken;
    if (refuseAtDoor(request, response, isHttps)) return;
    if (await takeHealth(request, response, alive)) return;
    if (await takeMetrics(request, response, () => figuresOf(pages))) return;
    if (refuseLargeBody(request, response)) return;
    request.url = originForm(request.url ?? '');
    const socketPath = await pages.socket();
    if (socketPath === null) answerAway(request, response);
    else await handOver(request, response, { socketPath, onUnreached: () => pages.replace() });
  });
}

function endOnSignals({ stop }: Ingest, close: () => Promise<void>): void {
  const end = (signal: string, code: number) => {
    Promise.all([close(), stop(signal), lifecycle.stopped])
      .catch((error: unknown) => log.error({ err: error }, 'Stopping failed'))
      .finally(stopTracing)
      .finally(() => process.exit(code));
  };
  // A terminal and npm both pass a signal on: the second one must not end what the first one has begun to end.
  let isEnding = false;
  const endOnce = (signal: string, code: number) => {
    if (!isEnding) end(signal, code);
    isEnding = true;
  };
  process.on('SIGINT', () => endOnce('SIGINT', 130));
  process.on('SIGTERM', () => endOnce('SIGTERM', 143));
}

/** Receives events, and starts the process that shows them (docs/decisions.md, "Two processes"). */
async function serve(): Promise<void> {
  takeRole('ingest');
  const ingest = await bootIngest(pagesEntry);
  const { listen: at, webhookUrl } = env();
  const { server, close } = createIngestServer(ingest.pages);
  endOnSignals(ingest, close);
  await listen(server, at);
  log.info({ ...at, webhookUrl, node: process.versions.node }, 'Streamgauge is ready');
  // A start is when senders wait for us; another start beside it takes processor time from them.
  await sleep(WEBHOOKS_FIRST_MS);
  if (!lifecycle.stopping) ingest.pages.start();
}

serve().catch((error: unknown) => {
  process.stderr.write(`Streamgauge cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
