import { type ChildProcess } from 'node:child_process';
import { openStore, processEnd, serveStore } from '@/db/store';
import { type Heartbeat, startHeartbeat } from '@/lib/server/process/heartbeat';
import { log } from '@/lib/server/process/log';
import { logStorage } from '@/lib/server/process/storage-log';
import { PagesProcess } from '@/lib/server/pages/pages-process';
import { carry, within } from '@/lib/server/telemetry/tracing';
import { startTracing } from '@/lib/server/telemetry/tracing-start';
import { watchCommits, watchStorage } from '@/lib/server/telemetry/watches';
import { watchPages } from '@/lib/server/pages/watch-pages';
import { lifecycle } from '@/lib/server/process/lifecycle';
import { type Store } from '@/lib/store';
import { DRAIN_MS, provideOpened, readSettings, warnWithoutCredential } from './settings';

/** The process that receives: the only writer of the store, and the parent of the pages. */
export interface Ingest {
  pages: PagesProcess;
  /** Ends the pages, then stores what was accepted and closes; once. */
  stop: (signal: string) => Promise<void>;
}

interface Running {
  store: Store;
  pages: PagesProcess;
  heartbeat: Heartbeat;
}

/** Events that were accepted are still stored, and so is what the pages have begun; then the store closes. */
async function end(signal: string, { store, pages, heartbeat }: Running): Promise<void> {
  lifecycle.stopping = true;
  log.info({ signal }, 'Stopping');
  setTimeout(() => process.exit(143), DRAIN_MS).unref();
  await Promise.all([pages.stop(signal), lifecycle.webhooks.idle(), heartbeat.stop()]);
  await store.close().catch((error: unknown) => log.error({ err: error }, 'The database could not be closed'));
  lifecycle.markStopped();
}

/** Opens the store. The pages are not started yet: `pagesEntry` is the path of their program. Contacts nobody. */
export async function bootIngest(pagesEntry: string): Promise<Ingest> {
  const settings = readSettings();
  await startTracing();
  const store = await provideOpened(openStore(settings.databaseUrl, watchCommits()));
  logStorage(store);
  watchStorage(store);
  const heartbeat = startHeartbeat(store);
  const pages = new PagesProcess({
    entry: pagesEntry,
    connect: (child: ChildProcess) => serveStore(store, processEnd(child), { carry, within }),
  });
  watchPages(pages);
  warnWithoutCredential(settings);
  let stopping: Promise<void> | null = null;
  return { pages, stop: (signal) => (stopping ??= end(signal, { store, pages, heartbeat })) };
}
