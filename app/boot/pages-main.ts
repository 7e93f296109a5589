// First: what else is imported of Next looks for what this provides, and Next itself comes to it only while it prepares.
import 'next/dist/server/node-environment';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createWebServer } from '@/lib/server/http/web-server';
import { type FromPages, isToPages } from '@/lib/server/pages/messages';
import { giveWay } from '@/lib/server/pages/priority';
import { env } from '@/lib/server/process/env';
import { log } from '@/lib/server/process/log';
import { takeRole } from '@/lib/server/process/role';
import { instruments } from '@/lib/server/telemetry/instruments';
import { stopTracing, within } from '@/lib/server/telemetry/tracing';
import { bootPages } from './pages';

type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The parent has judged clients already and waits for them; between the two of us nobody hangs up first. */
const noPatience = { headersMs: 0, requestMs: 0, keepAliveMs: 0, checkMs: 60_000 };

const [, , socketPath = '', family] = process.argv;

function say(message: FromPages): void {
  process.send?.(message);
}

/** Prepares Next; its `instrumentation.ts` finds the process booted. */
async function prepareNext(): Promise<NextHandler> {
  // React decides by NODE_ENV what it is, so Next is loaded once that is set.
  const { default: next } = await import('next');
  const { host, port } = env().listen;
  // Next listens for `upgrade` at the server it is given; nothing here speaks another protocol.
  const app = next({ dev: false, hostname: host, port, httpServer: createServer() });
  await app.prepare();
  return app.getRequestHandler();
}

function endWithParent(): void {
  // Without a parent nobody reaches us and nothing can be written.
  const end = () => {
    if (process.platform !== 'win32') rmSync(dirname(socketPath), { recursive: true, force: true });
    process.exit(1);
  };
  process.on('disconnect', end);
  // It may have ended while this program was loaded.
  if (!process.connected) end();
  // A terminal and some service managers send these to the whole family: the parent decides and tells.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
}

/** What has to end before the process may: it grows while the process starts. */
let endings: (() => Promise<void>)[] = [];

function endAll(): void {
  Promise.all(endings.map((end) => end()))
    .catch((error: unknown) => log.error({ err: error }, 'Stopping failed'))
    .finally(stopTracing)
    .finally(() => process.exit(0));
}

async function tellFigures(number: number): Promise<void> {
  say({ pages: 'measured', number, families: await instruments().metrics.families() });
}

/** Heard from the first moment on: the parent may want to stop before we have started. */
function obeyParent(): void {
  process.on('message', (message) => {
    if (!isToPages(message)) return;
    if (message.pages === 'stop') endAll();
    else if (message.pages === 'pulse') say({ pages: 'alive' });
    else tellFigures(message.number).catch((error: unknown) => log.error({ err: error }, 'Figures could not be told'));
  });
}

/** Next only logs what nothing has caught. What is left after it is not known, and a new process is there in seconds. */
function endWithErrors(): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'The dashboard ends because of an error that nothing has caught');
    process.exit(1);
  });
}

async function main(): Promise<void> {
  takeRole('pages', family);
  endWithParent();
  obeyParent();
  if (!giveWay()) log.warn('The system does not let the dashboard give way to receiving');
  const pages = await bootPages();
  endings = [pages.stop];
  const next = await prepareNext();
  endWithErrors();
  const answer: NextHandler = (request, response) => pages.answerRead(request, response) ?? next(request, response);
  // Only our parent reaches us, so the trace that it hands over is its own.
  const handle: NextHandler = (request, response) =>
    within(request.headers['traceparent']?.toString(), () => answer(request, response));
  const { server, close } = createWebServer(handle, noPatience);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  endings = [pages.stop, close];
  say({ pages: 'ready' });
}

main().catch((error: unknown) => {
  process.stderr.write(`The dashboard cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
