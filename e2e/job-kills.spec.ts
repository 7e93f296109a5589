import { readFileSync } from 'node:fs';
import { type ApiClient, apiAs } from './api.ts';
import { type App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { type Tenant } from './tenant.ts';

const kills = 20;
const staged = 120;

test.use({ seed: 'stories' });

interface JobFacts {
  state: string;
  counts: Record<string, number>;
}

/** How many requests to redeliver each event Auth0 has taken; one that its rate limit refuses is none. */
async function requestsByEvent(tenant: Tenant): Promise<Map<string, number>> {
  const query = '/calls?method=POST&path=/redeliver/';
  const { calls } = await tenant.control<{ calls: { path: string; status: number }[] }>('GET', query);
  const counts = new Map<string, number>();
  for (const { path, status } of calls) if (status === 202) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

/** Kills the process of the pages, which does the jobs; its parent starts another. */
function killPages(app: App): void {
  const { pid } = app.running;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}

/** How many deliveries are in one state. */
async function deliveriesIn(client: ApiClient, state: string): Promise<number> {
  const { matching } = await client.get<{ matching: { value: number } }>(`/api/deliveries?state=${state}`);
  return matching.value;
}

const jobOf = (client: ApiClient) => client.get<JobFacts>('/api/jobs/1');

test('kill -9 at twenty moments of a bulk job: each event is requested once, and the job ends with true counts', async ({
  app,
  tenant,
}) => {
  test.setTimeout(480_000);
  const operator = await apiAs(app, tenant, 'operator');
  // Slow enough that the job lasts longer than the kills, and each request meets one at another stage.
  const slow = { rateLimit: { burst: 4, perSecond: 2 }, redeliveryDelayMs: 500 };
  // In one second with a failure of another cause, which no filter can tell from them: each is requested by itself.
  const same = { type: 'user.updated', time: new Date(Date.now() - 90_000).toISOString() };
  await tenant.control('POST', '/deliveries', { ...same, error: 503, count: staged });
  await tenant.control('POST', '/deliveries', { ...same, error: 401 });
  await operator.request('POST', '/api/deliveries/refresh');
  await tenant.control('PATCH', '/config', slow);
  const input = { filter: { cause: 'http-503' } };
  const made = await operator.request('POST', '/api/jobs', { body: { kind: 'redeliver', input } });
  expect(made.status).toBe(201);
  await expect.poll(async () => (await jobOf(operator)).counts.total).toBe(staged);
  for (let round = 0; round < kills; round += 1) {
    // Counted by the tenant, so that the moment does not depend on how fast the machine is.
    const before = (await requestsByEvent(tenant)).size;
    await expect
      .poll(async () => (await requestsByEvent(tenant)).size, { timeout: 60_000, intervals: [20] })
      .toBeGreaterThan(before);
    // The next holder of the work waits fifteen seconds for the lease of a server that was killed as a whole.
    if (round % 10 === 4) {
      await app.stop('SIGKILL');
      await app.start();
    } else killPages(app);
  }
  await tenant.control('PATCH', '/config', { rateLimit: { burst: 200, perSecond: 100 } });
  const ended = async () => {
    const { state } = await jobOf(operator).catch(() => ({ state: 'away' }));
    return state;
  };
  await expect.poll(ended, { timeout: 180_000 }).toBe('done');
  const { counts } = await jobOf(operator);
  const requests = await requestsByEvent(tenant);
  expect([...requests].filter(([, count]) => count !== 1)).toEqual([]);
  expect(requests.size).toBe(staged);
  // A delivery that came while the server was away has failed again, and counts as that.
  const { recovered = 0, failedAgain = 0 } = counts;
  expect(counts).toMatchObject({ total: staged, waiting: 0, asked: 0, notTried: 0, skipped: 0 });
  expect(recovered + failedAgain).toBe(staged);
  expect(await deliveriesIn(operator, 'recovered')).toBe(recovered);
  expect(await deliveriesIn(operator, 'failed_again')).toBe(failedAgain);
});
