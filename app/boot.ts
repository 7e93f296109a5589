import { openStore } from '@/db/store';
import { env, EnvError } from '@/lib/server/env';
import { lifecycle } from '@/lib/server/lifecycle';
import { announce, liveBus } from '@/lib/server/live';
import { log } from '@/lib/server/log';
import { managementIfConfigured } from '@/lib/server/management/client';
import { singleton } from '@/lib/server/singleton';
import { provideStore } from '@/lib/server/store';
import { startWorkers, type Workers } from '@/lib/server/workers/workers';
import { type Store } from '@/lib/store';

/** Says why in plain words, without a stack, and ends the process: a half-configured server helps nobody. */
function refuseToStart(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function readSettings(): ReturnType<typeof env> {
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvError) refuseToStart(error.message);
    throw error;
  }
}

/** A request that never ends must not keep the process for ever; service managers kill after 10 s by themselves. */
const DRAIN_MS = 8_000;

/** Ends what would keep the server from closing; the server itself waits for requests in flight and then exits. */
function stopOnSignals(store: Store, workers: Workers): void {
  const stop = (signal: string) => {
    if (lifecycle.stopping) return;
    lifecycle.stopping = true;
    log.info({ signal }, 'Stopping');
    liveBus().closeAll();
    setTimeout(() => process.exit(143), DRAIN_MS).unref();
    // Events and changes that were accepted are still stored; the store refuses only what comes after them.
    const answered = Promise.all([lifecycle.webhooks.idle(), lifecycle.changes.idle()]);
    Promise.all([workers.stop(), answered.then(() => store.close())])
      .catch((error: unknown) => log.error({ err: error }, 'Stopping failed'))
      .finally(lifecycle.markStopped);
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

async function start(): Promise<void> {
  const settings = readSettings();
  const opening = openStore(settings.databaseUrl);
  provideStore(opening);
  const store = await opening.catch((error: unknown) =>
    refuseToStart(`Streamgauge cannot open its database: ${error instanceof Error ? error.message : String(error)}`),
  );
  store.subscribe(announce);
  const workers = startWorkers({ store, management: managementIfConfigured(), webhookUrl: settings.webhookUrl });
  stopOnSignals(store, workers);
  const { bearer, basic, headers } = settings.webhook;
  if (bearer.length + basic.length + headers.length === 0) {
    log.warn('No webhook credential is configured: every request to /webhook is answered 401. Set WEBHOOK_TOKEN.');
  }
  log.info({ node: process.versions.node, webhookUrl: settings.webhookUrl }, 'Streamgauge is ready');
}

/** Opens the store, starts the workers and listens for signals; once a process. Contacts nobody. */
export function boot(): Promise<void> {
  return singleton('boot', start);
}
