import { expect, onTestFinished, vi } from 'vitest';
import { listedDelivery, marker, poll } from '@/db/contract/delivery-samples';
import { openForTest, record, t0 } from '@/db/contract/world';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type DeliveryAttempt, type ListedDelivery } from '@/lib/deliveries/delivery';
import { type Job } from '@/lib/jobs/job';
import { type RedeliveryInput } from '@/lib/jobs/redelivery';
import { createRedelivery } from '@/lib/server/jobs/job-deeds';
import { type Management } from '@/lib/server/management/client';
import { auth0Jobs } from '@/lib/server/jobs/auth0-jobs';
import { redeliverWork } from '@/lib/server/jobs/kinds/redeliver';
import { Runner } from '@/lib/server/jobs/runner';
import { type SeenRequest, startTinyTenant, type TenantAnswer } from '@/lib/server/testing/tiny-tenant';
import { publishedLimits } from '@/lib/streams/failure-budget';
import { type Store } from '@/lib/store';

export const actor = 'ada@example.test';
export const streamId = 'est_a';

// The machine may be busy.
export const patience = { timeout: 20_000, interval: 20 };

const newFile = temporaryFiles();

/** Event times are counted from here; what failed lies one second apart. */
export const second = (n: number) => t0 + n * 1_000;

/** A failed attempt of another cause than `failures`. */
export const unauthorised = (atMs: number): DeliveryAttempt => ({
  status: 'failed',
  atMs,
  errorMessage: '401 - {}',
  durationMs: 1,
});

/** `count` deliveries that failed with 500, one a second. */
export const failures = (count: number) =>
  Array.from({ length: count }, (_, n) => listedDelivery(`evt_${n}`, { eventTimeMs: second(n) }));

const stream = {
  id: streamId,
  name: 'Users',
  status: 'enabled',
  subscriptions: [{ event_type: 'user.created' }],
  created_at: '2026-01-01T00:00:00.000Z',
  destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://gauge.test/webhook' } },
};

/** A body of Auth0's redelivery by filter. */
interface Filter {
  date_from: string;
  date_to: string;
  statuses: string[];
  event_types: string[];
}

const pageSize = 100;

/** Auth0 as far as redelivery goes, with the rules of its filter, and as a test steers it. */
class Tenant {
  /** What it lists as failed, by event id. */
  readonly failed: Map<string, ListedDelivery>;
  /** How often it took a request for each event. */
  readonly taken = new Map<string, number>();
  /** Filters that it was asked by. */
  readonly filters: Filter[] = [];
  /** Events that it was asked for one by one. */
  readonly singles: string[] = [];
  /** Pages of lists that were read, and deliveries that were looked up alone. */
  readonly looks: { list: number; one: string[] } = { list: 0, one: [] };
  /** Most requests that were without an outcome at a time. */
  mostOpen = 0;
  /** What becomes of a request for an event. */
  fate: (eventId: string) => 'arrives' | 'fails' | 'silence';
  /** An answer in place of taking what a filter names. */
  refuse: (() => TenantAnswer | undefined) | null = null;
  /** Called when a list was read to its end. */
  onLook: () => void = () => undefined;
  readonly #store: Store;
  #open = 0;
  #isOver = false;

  constructor(store: Store, listed: readonly ListedDelivery[], fate: Tenant['fate']) {
    this.#store = store;
    this.failed = new Map(listed.map((one) => [one.eventId, one]));
    this.fate = fate;
    onTestFinished(() => {
      this.#isOver = true;
    });
  }

  answer(request: SeenRequest): TenantAnswer | undefined {
    const { method, path, body } = request;
    const [, eventId] = /\/redeliver\/(.+)$/.exec(path) ?? [];
    if (eventId !== undefined) return this.#redeliverOne(eventId);
    if (method === 'POST' && path.endsWith('/redeliver')) return this.#redeliverMany(body);
    const [, sought] = /\/deliveries\/(.+)$/.exec(path) ?? [];
    if (sought !== undefined) return this.#one(sought);
    if (path.endsWith('/event-streams')) return { body: { eventStreams: [stream] } };
    return path.endsWith('/deliveries') ? this.#list(request) : undefined;
  }

  /** Takes a request for an event, which marks it at once. */
  mark(eventId: string): void {
    const known = this.failed.get(eventId);
    if (known === undefined) return;
    this.taken.set(eventId, (this.taken.get(eventId) ?? 0) + 1);
    this.failed.set(eventId, { ...known, attempts: [...known.attempts, marker(Date.now())] });
  }

  #redeliverOne(eventId: string): TenantAnswer {
    this.singles.push(eventId);
    if (!this.failed.has(eventId)) return { status: 404, body: {} };
    this.#take(eventId);
    return { status: 202, body: {} };
  }

  #redeliverMany(body: string): TenantAnswer {
    const filter = JSON.parse(body) as Filter;
    this.filters.push(filter);
    const refusal = this.refuse?.();
    if (refusal !== undefined) return refusal;
    const { date_from: from, date_to: to, event_types: types } = filter;
    for (const { eventId } of this.#select({ from, to, types })) this.#take(eventId);
    return { status: 202, body: {} };
  }

  #one(eventId: string): TenantAnswer {
    this.looks.one.push(eventId);
    const known = this.failed.get(eventId);
    return known === undefined ? { status: 404, body: {} } : { body: toRow(known) };
  }

  #list({ query }: SeenRequest): TenantAnswer {
    this.looks.list += 1;
    const types = query.get('event_types')?.split(',');
    const all = this.#select({ from: query.get('date_from') ?? '', to: query.get('date_to') ?? '', types });
    const start = Number(query.get('from') ?? '0');
    if (start >= all.length) this.onLook();
    return { body: { deliveries: all.slice(start, start + pageSize).map(toRow), next: String(start + pageSize) } };
  }

  #select({ from, to, types }: { from: string; to: string; types: string[] | undefined }): ListedDelivery[] {
    const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
    return [...this.failed.values()].filter(({ eventTimeMs, eventType }) => {
      const isWithin = eventTimeMs !== null && eventTimeMs >= fromMs && eventTimeMs < toMs;
      return isWithin && types?.includes(eventType) !== false;
    });
  }

  #take(eventId: string): void {
    this.mark(eventId);
    this.#open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.#open);
    setTimeout(() => void this.#end(eventId), 30);
  }

  async #end(eventId: string): Promise<void> {
    this.#open -= 1;
    const known = this.failed.get(eventId);
    const outcome = this.fate(eventId);
    if (this.#isOver || known === undefined || outcome === 'silence') return;
    if (outcome === 'arrives') {
      this.failed.delete(eventId);
      const at = ((known.eventTimeMs ?? 0) - t0) / 1_000;
      await record(this.#store, { id: eventId, type: known.eventType, at, stream: streamId });
      return;
    }
    const again = { ...known, attempts: [...known.attempts, unauthorised(Date.now())] };
    this.failed.set(eventId, again);
    await this.#store.recordPoll(streamId, eventId, again, Date.now());
  }
}

/** As Auth0 lists a delivery: the copy of the event gives type and time. */
const toRow = ({ eventId, eventType, eventTimeMs, attempts }: ListedDelivery) => ({
  id: eventId,
  event_stream_id: streamId,
  event_type: eventType,
  status: 'failed',
  attempts: attempts.map(({ status, atMs, errorMessage, durationMs }) => ({
    status,
    timestamp: new Date(atMs ?? 0).toISOString(),
    ...(errorMessage === null ? {} : { error_message: errorMessage, duration: durationMs }),
  })),
  event: { id: eventId, type: eventType, time: new Date(eventTimeMs ?? 0).toISOString(), data: { object: {} } },
});

export interface World {
  tenant: Tenant;
  management: Management;
  store: Store;
  /** Makes the first job. */
  start: (input?: RedeliveryInput) => Promise<Job>;
  /** Runs jobs, over `store` or over one that fails as a test wants. */
  run: (over?: Store) => Runner;
  /** The first job. */
  job: () => Promise<Job | null>;
}

/** A store that has seen these failed deliveries, and the tenant that lists them. */
export async function world(listed: ListedDelivery[], fate: Tenant['fate'] = () => 'arrives'): Promise<World> {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  await store.syncDeliveries(poll(listed));
  const tenant = new Tenant(store, listed, fate);
  const tiny = await startTinyTenant((request) => tenant.answer(request));
  onTestFinished(() => tiny.close());
  const parts = {
    management: tiny.management,
    work: [redeliverWork],
    owner: 'this',
    webhookUrl: 'https://gauge.test/webhook',
    limits: publishedLimits,
  };
  return {
    tenant,
    management: tiny.management,
    store,
    start: async (input = { filter: {} }) => (await createRedelivery({ store, actor, input, key: null })).job,
    run: (over = store) => {
      const runner = new Runner({ store: over, leads: () => true, work: [auth0Jobs({ ...parts, store: over })] });
      onTestFinished(() => runner.stop());
      runner.start();
      return runner;
    },
    job: () => store.getJob(1),
  };
}

/** Waits for the end of the first job. */
export async function ended({ job }: World): Promise<Job | null> {
  await vi.waitFor(async () => expect((await job())?.endedAtMs).not.toBeNull(), patience);
  return job();
}

/** No event was requested twice, and `count` were requested. */
export function expectOnce({ tenant }: World, count: number): void {
  expect([...tenant.taken].filter(([, times]) => times !== 1)).toEqual([]);
  expect(tenant.taken.size).toBe(count);
}

/** A clock that the test can put forward. To be called before a store is opened. */
export function clock(): { aheadMs: number } {
  const real = Date.now;
  const state = { aheadMs: 0 };
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => real() + state.aheadMs);
  onTestFinished(() => spy.mockRestore());
  return state;
}
