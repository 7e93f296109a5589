/**
 * The same rows in batches without HTTP: what the driver, the tables and the disk give at most. Each body is made and
 * parsed within the measured time, as an arriving one would be.
 */
import { openDatabase } from '@/db/sqlite/engine/open';
import { type EventBodies, supplyOf } from '../load/event-bodies.ts';
import { type GeneratorMessage, type LoadOrder, type LoadResult } from '../load/orders.ts';
import { percentile } from '../statistics.ts';
import { type Arrival, DirectRows, parseCreatedUser } from './direct-rows.ts';
import { setting } from './listen.ts';

const database = await openDatabase({ file: setting('DATABASE_FILE') });
const rows = new DirectRows(database);
const headers = { 'user-agent': 'auth0-event-streams', 'content-type': 'application/json', authorization: '' };

function tell(message: GeneratorMessage): void {
  process.send?.(message);
}

function arrivals(bodies: EventBodies, count: number): Arrival[] {
  const receivedAtMs = Date.now();
  return Array.from({ length: count }, () => {
    const body = Buffer.from(bodies.nextText(), 'latin1');
    return { body, headers, remoteAddress: '127.0.0.1', receivedAtMs };
  });
}

/** Stores batches of `connections` events until `endsAt`. Returns how long each commit took. */
async function storeUntil(endsAt: number, connections: number, bodies: EventBodies): Promise<number[]> {
  const latencies: number[] = [];
  while (performance.now() < endsAt) {
    const startedAt = performance.now();
    const batch = arrivals(bodies, connections);
    rows.store(
      batch,
      batch.map(({ body }) => parseCreatedUser(body)),
    );
    latencies.push(performance.now() - startedAt);
    // Lets messages of the parent in, as a server's event loop would.
    if (latencies.length % 16 === 0) await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  return latencies;
}

async function carryOut({ connections, leadInMs, windowMs, userIds }: LoadOrder): Promise<LoadResult> {
  const bodies = supplyOf(userIds);
  const leadIn = await storeUntil(performance.now() + leadInMs, connections, bodies);
  tell({ kind: 'window-opened' });
  const openedAt = performance.now();
  const latencies = await storeUntil(openedAt + windowMs, connections, bodies);
  const tookMs = performance.now() - openedAt;
  tell({ kind: 'window-closed' });
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    acknowledged: (leadIn.length + latencies.length) * connections,
    answersInWindow: latencies.length * connections,
    windowMs: tookMs,
    p50Ms: percentile(sorted, 50),
    p99Ms: percentile(sorted, 99),
    maxMs: sorted.at(-1) ?? 0,
    failure: null,
  };
}

process.on('message', (message) => {
  // The other end of this channel is run-load.ts.
  void carryOut(message as LoadOrder).then((result) => tell({ kind: 'done', result }));
});
process.once('SIGTERM', () => {
  database.close();
  process.exit(0);
});
process.once('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
