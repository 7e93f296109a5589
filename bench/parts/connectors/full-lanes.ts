import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { ownBuild } from '../../processes/build.ts';
import { type Downstream } from '../../processes/downstream.ts';
import { cpuMsOf } from '../../processes/process-tree.ts';
import { Streamgauge, webhookToken } from '../../processes/streamgauge.ts';
import { number } from '../../report/format.ts';
import { percentile } from '../../statistics.ts';
import { Api, timed, until } from '../api.ts';
import { type Workbench } from '../part.ts';
import { signIn } from '../served-streamgauge.ts';
import { change } from './plan-backlog.ts';

export const restartLanes = 50_000;
export const listedLanes = 100_000;
export const listedReviews = 1_000;

/** Users there are: those of the log, and copies of them that no event names. */
const users = restartLanes;

const readsEach = 30;
const rateMs = 5_000;

/** The pace of the load that a table is filled beside, in events a second. */
const besidePerSecond = 500;

export interface FullLanes {
  /** From the answer of `/readyz` until the first request of a webhook, in ms. */
  firstPushMs: number;
  webhook: { postsPerSecond: number; cpuMsPerPost: number | null };
  rows: { alone: number; beside: number };
  lists: { name: string; p50: number; p95: number }[];
}

/** Lanes of one kind of connector that wait, one a user from the first on. */
const waiting = (kind: string, lanes: number) => `
  INSERT INTO connector_lanes (connector_id, key, is_event, state, due_ms, wanted_seq, done_seq, attempts, waiting_since_ms)
  SELECT (SELECT id FROM connectors WHERE kind = '${kind}'), user_id, 0, 'waiting', 1, (SELECT max(seq) FROM events), 0, 0, 1
  FROM users ORDER BY seq LIMIT ${lanes};`;

/** These run, and nothing of the log is left to plan; the others are paused. */
const only = (...kinds: string[]) => `
  DELETE FROM connector_lanes;
  UPDATE connectors SET cursor_seq = (SELECT max(seq) FROM events), quiet_until_ms = NULL, quiet_reason = NULL,
    state = CASE WHEN kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) THEN 'running' ELSE 'paused' END;`;

/** What happens when very much waits. `file` has a log, and three connectors. */
export async function fullLanes(bench: Workbench, file: string, downstream: Downstream): Promise<FullLanes> {
  copyUsers(file);
  const world = { bench, file, downstream };
  const { firstPushMs, webhook } = await restart(world);
  const alone = await rowsPerSecond(world, null);
  const beside = await rowsPerSecond(world, besidePerSecond);
  const lists = await readLists(world);
  bench.say(
    `  first push ${number(firstPushMs)} ms after /readyz, ${number(webhook.postsPerSecond)} posts/s, ` +
      `${number(alone)} rows/s alone, ${number(beside)} beside ingest, ` +
      `slowest list ${number(Math.max(...lists.map(({ p95 }) => p95)))} ms`,
  );
  return { firstPushMs, webhook, rows: { alone, beside }, lists };
}

interface World {
  bench: Workbench;
  file: string;
  downstream: Downstream;
}

function copyUsers(file: string): void {
  const database = new BetterSqlite3(file);
  try {
    const known = database.prepare<[], number>('SELECT count(*) FROM users').pluck().get() ?? 1;
    const names = database.prepare<[], string>("SELECT name FROM pragma_table_info('users')").pluck().all();
    const others = names.filter((name) => name !== 'seq' && name !== 'user_id').join(', ');
    const copy = database.prepare(
      `INSERT INTO users (user_id, ${others}) SELECT user_id || ?, ${others} FROM users ORDER BY seq LIMIT ${known}`,
    );
    for (let turn = 1; turn * known < users; turn += 1) copy.run(`-${turn}`);
  } finally {
    database.close();
  }
}

/** A start while very much waits for the webhook, and how fast that goes on. */
async function restart({ file, downstream }: World): Promise<Pick<FullLanes, 'firstPushMs' | 'webhook'>> {
  change(file, only('webhook') + waiting('webhook', restartLanes));
  await downstream.receiver.take();
  const server = await Streamgauge.spawn(ownBuild, file, downstream.settings);
  try {
    await server.answers('/readyz', (status) => status === 200);
    const readyMs = performance.timeOrigin + performance.now();
    let firstMs: number | undefined;
    await until(async () => (firstMs ??= (await downstream.receiver.take())[0]?.[1]) !== undefined, 20);
    await server.dashboardAfterMs();
    await downstream.receiver.take();
    const [startedMs, cpuMs] = [performance.now(), cpuMsOf([server.pid])];
    await sleep(rateMs);
    const posts = (await downstream.receiver.take()).length;
    const usedMs = (cpuMsOf([server.pid]) ?? Number.NaN) - (cpuMs ?? Number.NaN);
    return {
      firstPushMs: (firstMs ?? Number.NaN) - readyMs,
      webhook: {
        postsPerSecond: (posts * 1000) / (performance.now() - startedMs),
        cpuMsPerPost: Number.isNaN(usedMs) || posts === 0 ? null : usedMs / posts,
      },
    };
  } finally {
    await server.stop();
  }
}

/** Rows that are written in a second while every user waits: from the first that is written. */
async function rowsPerSecond({ bench, file, downstream }: World, load: number | null): Promise<number> {
  change(file, only('postgres') + waiting('postgres', users));
  const server = await Streamgauge.start(ownBuild, file, downstream.settings);
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    const written = database.prepare<[], number>("SELECT count(*) FROM connector_lanes WHERE state = 'idle'").pluck();
    const at = () => ({ rows: written.get() ?? 0, ms: performance.now() });
    const target = { port: server.port, token: webhookToken, pids: [server.pid] };
    const paced = { connections: 16, eventsPerSecond: load ?? 1, forMs: rateMs, sampleMs: rateMs };
    const loaded = load === null ? null : bench.generator.runPaced(target, paced, () => undefined);
    // Under load a start is over, and the load has begun.
    let first = at();
    await until(() => (first = at()).rows > 0, 5);
    let last = first;
    await until(() => (last = at()).rows >= users || last.ms - first.ms > rateMs - 1_000, 20);
    await loaded;
    return ((last.rows - first.rows) * 1000) / (last.ms - first.ms);
  } finally {
    database.close();
    await server.stop();
  }
}

async function readLists({ file, downstream }: World): Promise<FullLanes['lists']> {
  const each = listedLanes / 2;
  change(
    file,
    `${only()} ${waiting('postgres', each)} ${waiting('hubspot', each)}
     UPDATE connector_lanes SET state = 'review', due_ms = NULL, reason = 'several_records' WHERE seq IN (
       SELECT lane.seq FROM connector_lanes lane JOIN connectors one ON one.id = lane.connector_id AND one.kind = 'hubspot'
       ORDER BY lane.seq LIMIT ${listedReviews});`,
  );
  const server = await Streamgauge.start(ownBuild, file, downstream.settings);
  try {
    const api = new Api(await signIn(server, 0));
    const { items } = await api.get<{ items: { id: number; kind: string }[] }>('/api/connectors');
    const of = `/api/connectors/${items.find(({ kind }) => kind === 'hubspot')?.id ?? 0}`;
    const reads = {
      connectors: '/api/connectors',
      'one connector': of,
      'its users': `${of}/lanes`,
      'its users by beginning': `${of}/lanes?q=auth0`,
      'its users in review': `${of}/lanes?state=review`,
      'its requests': `${of}/calls`,
      reviews: '/api/reviews',
      'reviews by reason': '/api/reviews?reason=several_records',
    };
    const figures: FullLanes['lists'] = [];
    for (const [name, path] of Object.entries(reads)) {
      const taken: number[] = [];
      for (let n = 0; n < readsEach; n += 1) {
        // Answers are shared for a moment: each asks for something that was not asked before.
        taken.push(await timed(() => api.get(`${path}${path.includes('?') ? '&' : '?'}unshared=${n}`)));
      }
      const sorted = taken.toSorted((a, b) => a - b);
      figures.push({ name, p50: percentile(sorted, 50), p95: percentile(sorted, 95) });
    }
    return figures;
  } finally {
    await server.stop();
  }
}
