import { createHash, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type IncomingReceipt, type RecordedReceipt } from '@/lib/events/receipt';
import { parseBody } from '@/lib/events/parse-event';
import { type JsonObject } from '@/lib/json/json';
import { type Store } from '@/lib/store';

/** Makes an empty store. Called once per test; the caller closes it. */
export type MakeStore = () => Promise<Store>;

/** How an adapter is put to the test. */
export interface StoreHarness {
  name: string;
  open: MakeStore;
  /** A second handle on the data of a `store` that `open` made, as another process would have it. The caller closes it. */
  openAgain(store: Store): Promise<Store>;
  /** Whether deeds are given copies: then no value that they get can throw when it is read. */
  copiesValues: boolean;
  /** Ends what the harness itself started, after all tests. */
  close(): Promise<void>;
}

/** An empty store that is closed when the running test ends. */
export async function openForTest(makeStore: MakeStore): Promise<Store> {
  const store = await makeStore();
  onTestFinished(() => store.close());
  return store;
}

/** A moment that all event times count from, in milliseconds. */
export const t0 = Date.parse('2026-08-14T10:00:00.000Z');

/** An event as a test writes it; everything left out is ordinary. */
export interface Sample {
  id?: string;
  type?: string;
  /** Event time as seconds after `t0`. */
  at?: number;
  userId?: string;
  /** Members of `data.object` beyond `user_id`. */
  object?: JsonObject;
  stream?: string | null;
  isTest?: boolean;
  /** Members of the envelope that replace the ordinary ones. */
  envelope?: JsonObject;
}

export const ada = 'auth0|ada';

/** The body of a CloudEvent as Auth0 would send it. */
export function bodyOf(sample: Sample): string {
  const { type = 'user.updated', at = 0, userId = ada, object = {}, stream = 'est_a', isTest = false } = sample;
  return JSON.stringify({
    specversion: '1.0',
    id: sample.id ?? `evt_${randomUUID()}`,
    type,
    source: 'urn:auth0:example.auth0.com',
    time: new Date(t0 + at * 1_000).toISOString(),
    a0tenant: 'example',
    ...(stream === null ? {} : { a0stream: stream }),
    ...(isTest ? { a0purpose: 'test' } : {}),
    data: { object: { user_id: userId, ...object } },
    ...sample.envelope,
  });
}

/** A receipt of `body`, as the webhook would hand it over. */
export function receiptOf(body: string, receivedAtMs = Date.now()): IncomingReceipt {
  const bytes = new TextEncoder().encode(body);
  const parsed = parseBody(bytes);
  if (parsed.malformed) throw new Error(`The sample is no event: ${parsed.reason}`);
  const { event, envelope } = parsed;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const request = { remoteAddress: '203.0.113.9', headers: { host: 'gauge.test' }, bytes: bytes.length, sha256 };
  return { receivedAtMs, body: bytes, event, envelope, credential: { kind: 'bearer', index: 0 }, request };
}

/** A copy of the event feed as a receipt. */
export function feedReceipt(body: string): IncomingReceipt {
  return { ...receiptOf(body), envelope: 'feed', credential: { kind: 'feed', index: 0 } };
}

/** Records one sample. */
export function record(store: Store, sample: Sample, receivedAtMs?: number): Promise<RecordedReceipt> {
  return store.recordReceipt(receiptOf(bodyOf(sample), receivedAtMs));
}

/** Records samples one after the other, each in a commit of its own. */
export async function recordInTurn(store: Store, samples: readonly Sample[]): Promise<RecordedReceipt[]> {
  const recorded = [];
  for (const sample of samples) recorded.push(await record(store, sample));
  return recorded;
}

/** `count` distinct events, recorded at once; event `n` arrives at `receivedAtMs(n)`. */
export async function recordMany(store: Store, count: number, make: (n: number) => [Sample, receivedAtMs?: number]) {
  for (let start = 0; start < count; start += 2_000) {
    const numbers = Array.from({ length: Math.min(2_000, count - start) }, (_, index) => start + index);
    await Promise.all(numbers.map((n) => record(store, ...make(n))));
  }
}

/** A row of the mirror as every adapter must have it: `seq` tells only when it was first seen. */
export async function mirrorRow(store: Store, userId: string) {
  const user = await store.getUser(userId);
  return user === null ? null : { ...user, seq: 0 };
}
