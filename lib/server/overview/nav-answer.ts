import 'server-only';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import packageFile from '../../../package.json' with { type: 'json' };
import { type Job } from '../../jobs/job';
import { type DeliveryPoll } from '../../deliveries/delivery-record';
import { currentPolls, failuresAreKnown } from '../../deliveries/delivery-view';
import { type ActiveJob, type NavFacts } from '../../overview/nav-facts';
import { isStoreUnavailable, type Store } from '../../store';
import { type EventStream } from '../../streams/stream';
import { env } from '../process/env';
import { managementIfConfigured } from '../management/client';
import { singleton } from '../process/singleton';
import { tenantHost } from '../process/tenant-host';
import { store as openStore } from '../process/store';

/** Free space is asked for at most once in this many ms. */
const diskTtlMs = 60_000;

/** Facts for the frame. Reads the store only: no page ever waits for Auth0 to draw its navigation. */
export async function navAnswer(): Promise<NavFacts> {
  const store = await openStore();
  const [figures, storage, freeBytes] = await Promise.all([readFigures(store), store.storage(), freeDiskBytes()]);
  const streams = managementIfConfigured()?.streams.last()?.value ?? null;
  return {
    streams: streams?.length ?? null,
    failed: failedOf(figures, streams),
    events: figures.events,
    users: figures.users,
    tenant: tenantHost(),
    version: packageFile.version,
    storage,
    storageLimitBytes: freeBytes === null ? null : storage.bytes + freeBytes,
    lastEventMs: figures.lastEventMs,
    jobs: figures.jobs,
    alerts: figures.alerts,
    connectors: figures.connectors,
    reviews: figures.reviews,
  };
}

/** Failed deliveries as far as they are known: without an answer of Auth0 none on record does not mean none. */
function failedOf({ failedDeliveries, polls }: Figures, streams: readonly EventStream[] | null): number | null {
  if (failedDeliveries === null || managementIfConfigured() === null) return null;
  const current = currentPolls(polls, streams?.map(({ id }) => id) ?? null);
  return streams?.length === 0 || failuresAreKnown(failedDeliveries, current) ? failedDeliveries : null;
}

interface Figures {
  events: number | null;
  users: number | null;
  failedDeliveries: number | null;
  polls: DeliveryPoll[];
  lastEventMs: number | null;
  jobs: ActiveJob[] | null;
  alerts: number | null;
  connectors: number | null;
  reviews: number | null;
}

const unknownFigures: Figures = {
  events: null,
  users: null,
  failedDeliveries: null,
  polls: [],
  lastEventMs: null,
  jobs: null,
  alerts: null,
  connectors: null,
  reviews: null,
};

/** Jobs that the frame tells of; nobody follows more at a time. */
const jobsTold = 20;

function toActive({ id, kind, state, counts: { total, done, failed, skipped } }: Job): ActiveJob {
  return { id, kind, state, total, answered: done + failed + skipped };
}

/** Figures from the tables. The frame is drawn without them too: it is what says that the database is damaged. */
async function readFigures(store: Store): Promise<Figures> {
  try {
    const [{ events, liveUsers, failedDeliveries }, polls, lastEventMs, jobs, alerts, connectors, reviews] =
      await Promise.all([
        store.counts(Date.now()),
        store.deliveryPolls(),
        store.lastReceivedAtMs(),
        store.activeJobs(jobsTold),
        store.countOpenAlerts(),
        store.listConnectors(),
        store.reviewCounts(),
      ]);
    return {
      events,
      users: liveUsers,
      failedDeliveries,
      polls,
      lastEventMs,
      jobs: jobs.map(toActive),
      alerts: alerts.open,
      connectors: connectors.length,
      reviews: reviews.reduce((sum, { count }) => sum + count, 0),
    };
  } catch (error) {
    if (isStoreUnavailable(error)) return unknownFigures;
    throw error;
  }
}

async function freeDiskBytes(): Promise<number | null> {
  const known = singleton<{ bytes: number | null; atMs: number }>('disk', () => ({ bytes: null, atMs: 0 }));
  if (Date.now() - known.atMs < diskTtlMs) return known.bytes;
  known.atMs = Date.now();
  const path = resolve(env().databaseUrl.replace(/^file:/, ''));
  // Not every file system answers (some containers, network mounts); then there is no limit to show.
  const disk = await statfs(dirname(path)).catch(() => null);
  known.bytes = disk === null ? null : disk.bavail * disk.bsize;
  return known.bytes;
}
