import 'server-only';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { type NavFacts } from '../overview/nav-facts';
import { env } from './env';
import { managementIfConfigured } from './management/client';
import { singleton } from './singleton';
import { store as openStore } from './store';

/** Free space is asked for at most once in this many ms. */
const diskTtlMs = 60_000;

/** Host of the tenant people sign in with, port included. */
export function tenantHost(): string {
  return env().auth0.domain.replace(/^https?:\/\//, '');
}

/** Facts for the frame. Reads the store only: no page ever waits for Auth0 to draw its navigation. */
export async function navFacts(): Promise<NavFacts> {
  const store = await openStore();
  const [counts, storageBytes, lastEventMs, freeBytes] = await Promise.all([
    store.counts(Date.now()),
    store.storageBytes(),
    store.lastReceivedAtMs(),
    freeDiskBytes(),
  ]);
  const management = managementIfConfigured();
  return {
    streams: management?.streams.last()?.length ?? null,
    failed: management === null ? null : counts.failedDeliveries,
    events: counts.events,
    users: counts.liveUsers,
    tenant: tenantHost(),
    version: packageFile.version,
    storageBytes,
    storageLimitBytes: freeBytes === null ? null : storageBytes + freeBytes,
    lastEventMs,
  };
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
