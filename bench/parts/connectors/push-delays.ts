import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { EventBodies } from '../../load/event-bodies.ts';
import { number } from '../../report/format.ts';
import { percentile } from '../../statistics.ts';
import { type Workbench } from '../part.ts';
import { until } from '../api.ts';
import { type Connected } from './connected.ts';

/** In ms. */
export interface Delays {
  p50: number;
  p95: number;
}

export interface PushDelays {
  /** Idle, from the answer to the sender until the request begins, or the row is made. */
  webhook: Delays;
  hubspot: Delays;
  row: Delays;
  /** Beside a steady load, from the arrival of the event until the row is made. */
  rowUnderLoad: Delays;
  /** Rows that load brought, and the rate of it. */
  loaded: { events: number; perSecond: number };
}

/** Events one by one, each in a second of its own share: HubSpot grants ten calls in a second, and a new contact takes several. */
const singles = 40;
const singleEveryMs = 600;

const loadPerSecond = 500;
const loadMs = 10_000;

const delaysOf = (values: readonly number[]): Delays => {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 50), p95: percentile(sorted, 95) };
};

const subjectOf = (body: string) => {
  // We have made it ourselves.
  const event = JSON.parse(body) as { id: string; data: { object: { user_id: string } } };
  return { eventId: event.id, userId: event.data.object.user_id };
};

const nowMs = () => performance.timeOrigin + performance.now();

/** How soon an event is carried on. `connected` is idle and has caught up. */
export async function pushDelays({ options, say }: Workbench, connected: Connected): Promise<PushDelays> {
  const idle = await oneByOne(connected, new EventBodies({ userIds: options.userIds }));
  const loaded = await underLoad(connected);
  const { webhook, hubspot, row } = idle;
  say(
    `  idle, p95: request of the webhook ${number(webhook.p95)} ms, of HubSpot ${number(hubspot.p95)} ms, ` +
      `row ${number(row.p95)} ms; row at ${loadPerSecond} events/s ${number(loaded.rowUnderLoad.p95)} ms`,
  );
  return { ...idle, ...loaded };
}

const tableOf = ({ served }: Connected) => `users_${served.port}`;

async function oneByOne(connected: Connected, bodies: EventBodies) {
  const { served, downstream } = connected;
  const { receiver } = downstream;
  await downstream.forgetCalls();
  await receiver.take();
  const sent: { eventId: string; userId: string; atMs: number }[] = [];
  for (let n = 0; n < singles; n += 1) {
    const body = bodies.nextText();
    await served.post(body);
    sent.push({ ...subjectOf(body), atMs: nowMs() });
    await sleep(singleEveryMs);
  }
  const ids = sent.map(({ userId }) => `'${userId}'`).join(', ');
  const made = `FROM ${tableOf(connected)} WHERE user_id IN (${ids})`;
  await until(async () => Number(await downstream.sql(`SELECT count(*) ${made}`)) === singles);
  const last = sent.at(-1)?.userId ?? '';
  await until(async () => (await downstream.firstCallAbout(last)) !== null);
  const rows = await madeAt(connected, made);
  const arrived = new Map(await receiver.take());
  const [webhook, hubspot, row]: [number[], number[], number[]] = [[], [], []];
  for (const { eventId, userId, atMs } of sent) {
    webhook.push((arrived.get(eventId) ?? Number.NaN) - atMs);
    hubspot.push(((await downstream.firstCallAbout(userId)) ?? Number.NaN) - atMs);
    row.push((rows.get(userId) ?? Number.NaN) - atMs);
  }
  if ([webhook, hubspot, row].flat().some(Number.isNaN)) throw new Error('An event was not carried on');
  return { webhook: delaysOf(webhook), hubspot: delaysOf(hubspot), row: delaysOf(row) };
}

/** When rows were made, by user, as Unix time in ms. */
async function madeAt({ downstream }: Connected, from: string): Promise<Map<string, number>> {
  const value = await downstream.sql(
    `SELECT coalesce(json_agg(json_build_array(user_id, extract(epoch FROM made_at) * 1000)), '[]') ${from}`,
  );
  // The shape is that of the statement.
  return new Map(value as [string, number][]);
}

async function underLoad(connected: Connected): Promise<Pick<PushDelays, 'rowUnderLoad' | 'loaded'>> {
  const { served, downstream } = connected;
  const count = async () => Number(await downstream.sql(`SELECT count(*) FROM ${tableOf(connected)}`));
  const before = await count();
  const fromMs = Date.now();
  let events = 0;
  const sample = ({ acknowledged }: { acknowledged: number }) => void (events += acknowledged);
  sample(await served.pace({ eventsPerSecond: loadPerSecond, forMs: loadMs, sampleMs: loadMs }, sample));
  const perSecond = (events * 1000) / loadMs;
  await until(async () => (await count()) >= before + events);
  const rows = await madeAt(connected, `FROM ${tableOf(connected)} WHERE made_at >= to_timestamp(${fromMs / 1000})`);
  const delays = arrivalsSince(served.databaseFile, fromMs).flatMap(([userId, atMs]) => {
    const made = rows.get(userId);
    return made === undefined ? [] : [made - atMs];
  });
  return { rowUnderLoad: delaysOf(delays), loaded: { events: delays.length, perSecond } };
}

function arrivalsSince(file: string, sinceMs: number): [userId: string, atMs: number][] {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    const rows = database.prepare<[number], [string, number]>(
      'SELECT subject_id, received_at_ms FROM events WHERE received_at_ms >= ? AND subject_id IS NOT NULL',
    );
    return rows.raw().all(sinceMs);
  } finally {
    database.close();
  }
}
