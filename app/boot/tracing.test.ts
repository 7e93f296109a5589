import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import { MessageChannel } from 'node:worker_threads';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openPagesStore, openStore, serveStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { threadEnd } from '@/db/testing/thread-end';
import { handOver } from '@/lib/server/pages/hand-over';
import { log } from '@/lib/server/process/log';
import { measuredStore } from '@/lib/server/telemetry/measured-store';
import { aside, carry, provideTracer, span, stopTracing, within } from '@/lib/server/telemetry/tracing';
import { startTracing } from '@/lib/server/telemetry/tracing-start';
import { startTinyTenant } from '@/lib/server/testing/tiny-tenant';
import { TraceCollector } from '@/lib/server/testing/trace-collector';
import { webhookCredentials } from '@/lib/server/webhook/credentials';
import { handleWebhook } from '@/lib/server/webhook/handle-webhook';

const secret = 'secret-secret-secret';
const stranger = '0af7651916cd43dd8448eb211c80319c';
const newFile = temporaryFiles();
let collector: TraceCollector;

beforeEach(async () => {
  collector = new TraceCollector();
  for (const [name, value] of Object.entries(await collector.start())) vi.stubEnv(name, value);
});

afterEach(async () => {
  await stopTracing();
  provideTracer(null);
  vi.unstubAllEnvs();
  await collector.close();
});

async function openForTest() {
  const store = await openStore(`file:${newFile()}`);
  onTestFinished(() => store.close());
  return store;
}

const body = JSON.stringify({
  id: 'evt_1',
  type: 'user.created',
  data: { object: { user_id: 'auth0|ada', email: 'ada@example.test' } },
});

async function post(headers: Record<string, string> = {}, sent = body): Promise<number> {
  const store = await openForTest();
  const all = new Headers({ authorization: `Bearer ${secret}`, ...headers });
  const { status } = await handleWebhook(
    {
      method: 'POST',
      header: (name) => all.get(name),
      headers: () => all,
      remoteAddress: '192.0.2.1',
      readBody: () => Promise.resolve({ ok: true, body: Buffer.from(sent) }),
    },
    {
      store: () => Promise.resolve(store),
      credentials: webhookCredentials({ bearer: [secret], basic: [], headers: [] }),
      lifecycle: { stopping: false, webhooks: { begin: () => undefined, end: () => undefined } },
      now: Date.now,
    },
  );
  return status;
}

it('an event is one trace: the request, and in it the wait for its commit', async () => {
  await startTracing();
  expect(await post()).toBe(204);
  await stopTracing();
  expect(collector.spans.map(({ name }) => name).toSorted()).toEqual(['POST /webhook', 'commit']);
  const [request] = collector.named('POST /webhook');
  expect(request).toMatchObject({
    parentSpanId: null,
    isError: false,
    attributes: {
      'http.response.status_code': 204,
      'http.request.body.size': body.length,
      'streamgauge.event.id': 'evt_1',
      'streamgauge.event.type': 'user.created',
      'streamgauge.receipt': 'new',
    },
    resource: { 'service.name': 'streamgauge', 'streamgauge.role': 'all' },
  });
  expect(collector.named('commit')).toMatchObject([{ traceId: request?.traceId, parentSpanId: request?.spanId }]);
  for (const private_ of ['auth0|ada', 'ada@', secret, '192.0.2.1']) expect(collector.sent).not.toContain(private_);
});

it('a refused event is a trace without a commit', async () => {
  await startTracing();
  expect(await post({ authorization: 'Bearer wrong-wrong-wrong' })).toBe(401);
  expect(await post({}, 'x'.repeat(300))).toBe(400);
  await stopTracing();
  expect(collector.spans.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([401, 400]);
  expect(collector.sent).not.toMatch(/wrong|xxx/);
});

it('a stranger’s trace is linked and never joined, and does not decide what is recorded', async () => {
  await startTracing();
  await post({ traceparent: `00-${stranger}-b7ad6b7169203331-00` });
  await stopTracing();
  const [request] = collector.named('POST /webhook');
  expect(request).toMatchObject({ parentSpanId: null, links: [stranger] });
  expect(request?.traceId).not.toBe(stranger);
});

it('OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES name the program, OTEL_TRACES_SAMPLER thins', async () => {
  vi.stubEnv('OTEL_SERVICE_NAME', 'gauge');
  vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment.name=test,streamgauge.role=no');
  await startTracing();
  await post();
  await stopTracing();
  const names = { 'service.name': 'gauge', 'deployment.environment.name': 'test', 'streamgauge.role': 'all' };
  expect(collector.spans[0]?.resource).toMatchObject(names);
  const seen = collector.spans.length;
  vi.stubEnv('OTEL_TRACES_SAMPLER', 'parentbased_traceidratio');
  vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', '0');
  await startTracing();
  await post();
  await stopTracing();
  expect(collector.spans).toHaveLength(seen);
});

/** Stands in for the process of the pages: listens at a socket, and answers in the trace that was handed over. */
async function startPages(answer: (request: IncomingMessage) => Promise<unknown>): Promise<string> {
  const server = createServer((request, response) => {
    void within(request.headers['traceparent']?.toString(), () => answer(request)).then(() => response.end('{}'));
  });
  const socket = newFile().replace(/db$/, 'sock');
  server.listen(socket);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return socket;
}

async function clickThrough(socket: string, headers: Record<string, string>): Promise<void> {
  const receiver = { socketPath: socket, onUnreached: () => undefined };
  const front = createServer((request, response) => void handOver(request, response, receiver));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  onTestFinished(() => void front.close());
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const path = '/api/users/auth0%7Cada';
  const asked = ask({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
}

it('a click is one trace: handed over, asked of Auth0, and committed by the process that writes', async () => {
  await startTracing();
  const file = newFile();
  const store = await openStore(`file:${file}`);
  const { port1, port2 } = new MessageChannel();
  serveStore(measuredStore(store), threadEnd(port1), { carry, within });
  const pages = measuredStore(await openPagesStore(`file:${file}`, threadEnd(port2), { carry, within }));
  const tenant = await startTinyTenant(() => undefined);
  onTestFinished(async () => {
    await pages.close();
    await store.close();
    port1.close();
    await tenant.close();
  });
  const seen: (string | string[] | undefined)[] = [];
  const socket = await startPages((request) => {
    const { traceparent, tracestate, baggage } = request.headers;
    seen.push(traceparent, tracestate, baggage);
    return span('deed', { kind: 'entry' }, async () => {
      await pages.markGone('est_a', 'evt_1', 1);
      await tenant.management.read('person', 'users/auth0|ada').catch(() => null);
      await aside(() => pages.markGone('est_a', 'evt_2', 1));
    });
  });
  await clickThrough(socket, {
    traceparent: `00-${stranger}-b7ad6b7169203331-01`,
    tracestate: 'a=b',
    baggage: 'c=d',
  });
  await stopTracing();
  const [click] = collector.named('POST /api');
  expect(click).toMatchObject({
    parentSpanId: null,
    links: [stranger],
    attributes: { 'http.response.status_code': 200 },
  });
  expect(seen).toEqual([`00-${click?.traceId}-${click?.spanId}-01`, undefined, undefined]);
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([click?.traceId]));
  const [deed] = collector.named('deed');
  expect(deed?.parentSpanId).toBe(click?.spanId);
  const [commit, asked, ...more] = collector.named('store markGone');
  expect(more).toEqual([]);
  expect([commit?.parentSpanId, asked?.parentSpanId]).toEqual([asked?.spanId, deed?.spanId]);
  expect(collector.named('Management API GET users')).toMatchObject([
    { parentSpanId: deed?.spanId, isError: true, attributes: { 'http.response.status_code': 404 } },
  ]);
  // Ids of spans are hexadecimal, and may hold three letters of anything.
  expect(collector.sent).not.toMatch(/auth0(\||%7C)ada|ada@/);
});

it('without OTEL_EXPORTER_OTLP_PROTOCOL traces go as protobuf', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', '');
  await startTracing();
  expect(await post()).toBe(204);
  await stopTracing();
  expect(collector.type).toBe('application/x-protobuf');
  expect(collector.sent).toContain('POST /webhook');
});

it('an error marks its span by its name alone', async () => {
  await startTracing();
  const failing = span('turn', { kind: 'turn' }, () => Promise.reject(new RangeError('of ada@example.test')));
  await expect(failing).rejects.toThrow(RangeError);
  await stopTracing();
  expect(collector.spans).toMatchObject([{ isError: true, attributes: { 'error.type': 'RangeError' } }]);
  expect(collector.sent).not.toContain('ada@');
});

it('a collector that fails or is gone is logged once, disturbs nothing, and holds up a stop for two seconds at most', async () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  collector.status = 400;
  await startTracing();
  expect(await post()).toBe(204);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce(), 5_000);
  expect(await post()).toBe(204);
  await vi.waitFor(() => expect(collector.requests).toBeGreaterThan(1), 5_000);
  await collector.close();
  expect(await post()).toBe(204);
  const startedAt = performance.now();
  await stopTracing();
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(warn).toHaveBeenCalledOnce();
});

it.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
  ['OTEL_TRACES_SAMPLER', 'some'],
])('%s=%s starts without traces, and says so', async (name, value) => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  vi.stubEnv(name, value);
  await startTracing();
  expect(warn).toHaveBeenCalledOnce();
  expect(await post()).toBe(204);
  expect(carry()).toBeUndefined();
});

it('nothing of OpenTelemetry is loaded unless a collector is named', async () => {
  const run = async (env: Record<string, string>) => {
    const hooks = ['--disable-warning=ExperimentalWarning', '--import', './db/testing/plain-node.ts'];
    const program = [...hooks, 'app/boot/testing/loaded-traces.ts', newFile()];
    const { PATH = '', HOME = '' } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { NODE_ENV: 'test', PATH, HOME, ...env },
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { status: number; loaded: number };
  };
  expect(await run({})).toEqual({ status: 204, loaded: 0 });
  const named = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  expect(named.status).toBe(204);
  expect(named.loaded).toBeGreaterThan(0);
});
