import { openStore } from '@/db/store';
import { type Heartbeat, startHeartbeat } from '@/lib/server/process/heartbeat';
import { lifecycle } from '@/lib/server/process/lifecycle';
import { liveBus } from '@/lib/server/process/live-bus';
import { log } from '@/lib/server/process/log';
import { managementIfConfigured } from '@/lib/server/management/client';
import { logStorage } from '@/lib/server/process/storage-log';
import { singleton } from '@/lib/server/process/singleton';
import { stopTracing } from '@/lib/server/telemetry/tracing';
import { startTracing } from '@/lib/server/telemetry/tracing-start';
import { watchCommits, watchLive, watchStorage } from '@/lib/server/telemetry/watches';
import { startWorkers, type Workers } from '@/lib/server/jobs/workers';
import { type Store } from '@/lib/store';
import { DRAIN_MS, provideOpened, readSettings, warnWithoutCredential } from './settings';

/** Ends what would keep the server from closing; the server itself waits for requests in flight and then exits. */
function stopOnSignals(store: Store, { workers, heartbeat }: { workers: Workers; heartbeat: Heartbeat }): void {
  const stop = (signal: string) => {
    if (lifecycle.stopping) return;
    lifecycle.stopping = true;
    log.info({ signal }, 'Stopping');
    liveBus().closeAll();
    setTimeout(() => process.exit(143), DRAIN_MS).unref();
    // Events and changes that were accepted are still stored; the store refuses only what comes after them.
    const answered = Promise.all([lifecycle.webhooks.idle(), lifecycle.changes.idle()]);
    Promise.all([workers.stop(), Promise.all([answered, heartbeat.stop()]).then(() => store.close())])
      .catch((error: unknown) => log.error({ err: error }, 'Stopping failed'))
      .finally(stopTracing)
      .finally(lifecycle.markStopped);
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

async function start(): Promise<void> {
  const settings = readSettings();
  await startTracing();
  const store = await provideOpened(openStore(settings.databaseUrl, watchCommits()));
  store.subscribe((topic) => liveBus().announce(topic));
  logStorage(store);
  watchLive(liveBus());
  watchStorage(store);
  const workers = startWorkers({
    store,
    management: managementIfConfigured(),
    webhookUrl: settings.webhookUrl,
    feed: settings.feed,
  });
  stopOnSignals(store, { workers, heartbeat: startHeartbeat(store) });
  warnWithoutCredential(settings);
}

/**
 * Boots a process that does everything, as `next dev` and `next start` run it: opens the store, starts the workers and
 * listens for signals; once a process. Contacts nobody.
 */
export function bootAll(): Promise<void> {
  return singleton('boot', start);
}
