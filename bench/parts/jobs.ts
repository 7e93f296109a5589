import { setTimeout as sleep } from 'node:timers/promises';
import { quantileBetween } from '../load/store-times.ts';
import { memoryOf } from '../processes/process-tree.ts';
import { viewersDomain, webhookToken } from '../processes/streamgauge.ts';
import { SimulatedTenant, type TenantCall } from '../processes/tenant.ts';
import { count, number, ratioText, spreadText, table } from '../report/format.ts';
import { percentile, ratioSpread, type Spread, spreadOf } from '../statistics.ts';
import { Api, timed, until } from './api.ts';
import { type PartResult, type Workbench } from './part.ts';
import { ServedStreamgauge } from './served-streamgauge.ts';

const failedDeliveries = 5_000;

/** Requests a second that an Enterprise tenant grants, and that it hoards. */
const rateLimit = { burst: 50, perSecond: 16 };

const readsEach = 30;

/** The list in its first page, under each filter, and the groups. */
const reads = {
  'first page': '/api/deliveries',
  'by type': '/api/deliveries?type=user.updated',
  'by state': '/api/deliveries?state=failed',
  'by cause': '/api/deliveries?cause=http-503',
  'by time': '/api/deliveries?from=2020-01-01T00:00:00.000Z&to=2100-01-01T00:00:00.000Z',
  groups: '/api/deliveries/causes',
} as const;

interface JobFacts {
  id: number;
  state: string;
  counts: Record<string, number>;
}

/** How 5,000 failed deliveries are handled, and what a bulk job costs the ingest. */
export async function jobs(bench: Workbench): Promise<PartResult> {
  bench.say('Jobs: a bulk redelivery of 5,000 events, and ingest beside it');
  const tenant = await SimulatedTenant.start();
  const served = await ServedStreamgauge.start(bench, 'jobs', { settings: tenant.settings(viewersDomain) });
  const [person] = await served.people(1);
  if (person === undefined) throw new Error('Nobody is signed in');
  const api = new Api(person);
  await stage(tenant, api);
  const before = await api.storeTimes(listCalls);
  const latencies = await readAll(api);
  const inStoreMs = quantileBetween(before, await api.storeTimes(listCalls), 0.95);
  const previewMs = await timed(() => api.post('/api/jobs/preview', bulk));
  bench.say(
    `  slowest read ${number(Math.max(...latencies.map(({ p95 }) => p95)))} ms, ${number(inStoreMs)} ms in the store, preview ${number(previewMs)} ms`,
  );
  const job = await api.post<JobFacts>('/api/jobs', bulk);
  const pace = await paceOf(bench, { tenant, served });
  const ingest = await ingestBeside(bench, { api, served, jobId: job.id });
  const after = await api.get<JobFacts>(`/api/jobs/${job.id}`);
  await api.post(`/api/jobs/${job.id}/cancel`);
  served.expectOthers(failedDeliveries);
  await served.finish();
  await tenant.stop();
  return reportOf({ latencies, inStoreMs, previewMs, pace, ingest, recovered: after.counts.recovered ?? 0 });
}

/** Calls of the store that lists and groups are made of. */
const listCalls = ['listDeliveries', 'deliveryCauses', 'countFailedDeliveries'];

const bulk = { kind: 'redeliver', input: { filter: {} } };

/** Puts the failed deliveries on record at the tenant, and waits until Streamgauge has them all. */
async function stage(tenant: SimulatedTenant, api: Api): Promise<void> {
  await tenant.control('POST', '/stream', { url: `${api.origin}/webhook`, token: webhookToken });
  await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 503, count: failedDeliveries });
  await api.post('/api/deliveries/refresh');
  await until(async () => {
    const { matching } = await api.get<{ matching: { value: number } }>('/api/deliveries');
    return matching.value === failedDeliveries;
  });
  await tenant.control('PATCH', '/config', { rateLimit });
}

interface ReadFigures {
  name: string;
  p50: number;
  p95: number;
}

async function readAll(api: Api): Promise<ReadFigures[]> {
  const figures: ReadFigures[] = [];
  for (const [name, path] of Object.entries(reads)) {
    const taken: number[] = [];
    // Answers are shared for a moment: each asks for something that was not asked before.
    for (let n = 0; n < readsEach; n += 1) {
      taken.push(await timed(() => api.get(`${path}${path.includes('?') ? '&' : '?'}unshared=${n}`)));
    }
    const sorted = taken.toSorted((a, b) => a - b);
    figures.push({ name, p50: percentile(sorted, 50), p95: percentile(sorted, 95) });
  }
  return figures;
}

interface Pace {
  /** Requests a second that the tenant took, of those that it grants. */
  used: Spread;
  refused: number;
  /** Memory of all processes at the end of each window, in MiB. */
  memory: number[];
}

const megabyte = 2 ** 20;

/** How much of the tenant's rate the job uses once the hoard is gone. */
async function paceOf(
  { options, say }: Workbench,
  { tenant, served }: { tenant: SimulatedTenant; served: ServedStreamgauge },
): Promise<Pace> {
  const seconds = Math.max(5, options.windowMs / 1_000);
  // One event goes first, and the hoard of requests is used up.
  await sleep(10_000);
  const used: number[] = [];
  const memory: number[] = [];
  let refused = 0;
  for (let round = 1; round <= options.rounds; round += 1) {
    await tenant.control('DELETE', '/calls').catch(() => undefined);
    await sleep(seconds * 1_000);
    const { calls } = await tenant.control<{ calls: TenantCall[] }>('GET', '/calls?path=/api/v2/');
    const taken = calls.filter(({ status }) => status !== 429).length;
    refused += calls.length - taken;
    used.push(taken / (seconds * rateLimit.perSecond));
    memory.push((memoryOf([served.pid]) ?? 0) / megabyte);
    say(`  round ${round}: ${number(taken / seconds)} requests/s of ${rateLimit.perSecond}`);
  }
  return { used: spreadOf(used), refused, memory };
}

interface Ingest {
  alone: number[];
  beside: number[];
}

async function ingestBeside(
  { options, say }: Workbench,
  { api, served, jobId }: { api: Api; served: ServedStreamgauge; jobId: number },
): Promise<Ingest> {
  const alone: number[] = [];
  const beside: number[] = [];
  const act = (what: 'pause' | 'resume') => api.post(`/api/jobs/${jobId}/${what}`);
  const measure = async (into: number[]) => into.push((await served.load()).eventsPerSecond);
  await act('pause');
  for (let round = 1; round <= options.rounds; round += 1) {
    // The database grows, so each goes first in every other round.
    if (round % 2 === 1) await measure(alone);
    await act('resume');
    await measure(beside);
    await act('pause');
    if (round % 2 === 0) await measure(alone);
    say(`  round ${round}: ${number(alone.at(-1) ?? 0)} events/s alone, ${number(beside.at(-1) ?? 0)} beside the job`);
  }
  return { alone, beside };
}

interface Figures {
  latencies: ReadFigures[];
  /** p95 of one call of the store, in ms. */
  inStoreMs: number;
  previewMs: number;
  pace: Pace;
  ingest: Ingest;
  recovered: number;
}

const single = (value: number): Spread => ({ median: value, min: value, max: value });

function reportOf({ latencies, inStoreMs, previewMs, pace, ingest, recovered }: Figures): PartResult {
  const { alone, beside } = ingest;
  const text = `## Jobs

${count(failedDeliveries)} failed deliveries of the simulator, over HTTP by a signed-in person, ${readsEach} reads of each:

${table(
  ['read', 'p50 ms', 'p95 ms'],
  latencies.map(({ name, p50, p95 }) => [name, number(p50), number(p95)]),
)}

Streamgauge polls all of them from the tenant meanwhile, as it does while a screen shows them. One call of the store took ${number(inStoreMs)} ms at
most in 95 % of all cases.

A bulk job of all of them where the tenant grants ${rateLimit.perSecond} requests a second: the preview took ${number(previewMs)} ms, the
job used ${ratioText(pace.used)} of that rate (polls included), and ${count(pace.refused)} requests were refused. ${count(recovered)} were
recovered when the measurement ended. All processes took ${pace.memory.map((mib) => `${number(mib)} MiB`).join(', ')} at the ends of the rounds.

Ingest over 16 connections with the job paused and running, in turns:

${table(
  ['ingest', 'events/s'],
  [
    ['job paused', spreadText(spreadOf(alone))],
    ['job running', spreadText(spreadOf(beside))],
    ['ratio', ratioText(ratioSpread(beside, alone))],
  ],
)}
`;
  return {
    text,
    requirements: [
      {
        text: `a page or the groups of ${count(failedDeliveries)} failed deliveries, in the store (p95)`,
        measured: single(inStoreMs),
        limit: { below: 50 },
        unit: ' ms',
      },
      {
        text: 'preview of a bulk job of all of them',
        measured: single(previewMs),
        limit: { below: 1_000 },
        unit: ' ms',
      },
      {
        text: "part of the tenant's rate that a bulk job uses",
        measured: pace.used,
        limit: { atLeast: 0.9 },
        unit: 'ratio',
      },
      {
        text: 'events/s beside a bulk job, against without',
        measured: ratioSpread(beside, alone),
        limit: { atLeast: 0.9 },
        unit: 'ratio',
      },
    ],
  };
}
