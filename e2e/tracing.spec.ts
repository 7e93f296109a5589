import { TraceCollector } from '../lib/server/testing/trace-collector.ts';
import { apiAs } from './api.ts';
import { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';
import { Tenant } from './tenant.ts';

/** An address that no other program sees, although people ask for it. */
const address = 'nobody-else@example.test';

test('a click to retry is one trace over both processes, and an event one of its own', async () => {
  const collector = new TraceCollector();
  const overrides = await collector.start();
  const tenant = await Tenant.create('stories');
  const app = await App.create(tenant.url, { overrides }, async (starting) => {
    await tenant.control('POST', '/stream', { url: `${starting.url}/webhook`, token: 'e2e-webhook-token-current' });
  });
  try {
    const operator = await apiAs(app, tenant, 'operator');
    await tenant.control('POST', '/deliveries', { type: 'user.updated', error: 500, count: 1 });
    await operator.request('POST', '/api/deliveries/refresh');
    const { items } = await operator.get<{ items: { streamId: string; eventId: string }[] }>('/api/deliveries');
    const [{ streamId, eventId } = { streamId: '', eventId: '' }] = items;
    await operator.request('GET', `/api/users?q=${encodeURIComponent(address)}`);
    await operator.request('GET', `/users?q=${encodeURIComponent(address)}`);
    await operator.request('POST', `/api/deliveries/${streamId}/${eventId}/redeliver`);
    expect((await app.post(event('user.created', ada({ email: address }), { id: 'evt_traced' }))).status).toBe(204);
    // A stop sends what is left.
    await app.stop('SIGTERM');

    const route = 'POST /api/deliveries/[streamId]/[eventId]/redeliver';
    const [retried] = collector.named(route);
    const ofClick = collector.spans.filter(({ traceId }) => traceId === retried?.traceId);
    const seen = ofClick.map(({ name, resource }) => `${resource['streamgauge.role']}: ${name}`);
    expect(seen).toEqual(expect.arrayContaining(['ingest: POST /api', `pages: ${route}`]));
    // The claim, asked for by one process and committed by the other.
    expect(seen).toEqual(expect.arrayContaining(['pages: store claimRedelivery', 'ingest: store claimRedelivery']));
    expect(seen).toContain('pages: Management API POST event-streams');
    expect(ofClick.filter(({ parentSpanId }) => parentSpanId === null).map(({ name }) => name)).toEqual(['POST /api']);
    const spanIds = new Set(ofClick.map(({ spanId }) => spanId));
    expect(ofClick.filter(({ parentSpanId }) => parentSpanId !== null && !spanIds.has(parentSpanId))).toEqual([]);

    const received = collector.named('POST /webhook').find(({ attributes }) => {
      return attributes['streamgauge.event.id'] === 'evt_traced';
    });
    const commits = collector.named('commit').filter(({ parentSpanId }) => parentSpanId === received?.spanId);
    expect(commits).toMatchObject([{ traceId: received?.traceId, resource: { 'streamgauge.role': 'ingest' } }]);
    for (const secret of ['nobody-else', 'operator@', 'e2e-webhook-token', 'auth0|']) {
      expect(collector.sent).not.toContain(secret);
    }
  } finally {
    await app.dispose();
    await tenant.dispose();
    await collector.close();
  }
});

/** Says which packages of OpenTelemetry each process loads; the process of the pages inherits it. */
const telling = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({
  load: (url, context, next) => {
    const found = /@opentelemetry\\/[a-z-]+/.exec(url);
    const program = /(server|pages)\\.js$/.exec(process.argv[1])?.[1];
    if (found !== null) process.stderr.write('LOADED ' + program + ' ' + found[0] + '\\n');
    return next(url, context);
  },
});
`)}`;

async function loadedBy(overrides: Record<string, string>): Promise<Set<string>> {
  const tenant = await Tenant.create('empty');
  const app = await App.create(tenant.url, { overrides: { NODE_OPTIONS: `--import ${telling}`, ...overrides } });
  try {
    expect((await app.post(event('user.created', ada()))).status).toBe(204);
    await apiAs(app, tenant, 'operator');
    return new Set(Array.from(app.output.matchAll(/^LOADED (.+)$/gm), ([, what = '']) => what));
  } finally {
    await app.dispose();
    await tenant.dispose();
  }
}

test('the built programs load the SDK only when a collector is named', async () => {
  // Next takes the empty interface for its own spans, which nobody records.
  const ofNext = 'pages @opentelemetry/api';
  expect([...(await loadedBy({}))].filter((what) => what !== ofNext)).toEqual([]);
  const loaded = await loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  expect(loaded).toContain('server @opentelemetry/sdk-trace');
  expect(loaded).toContain('pages @opentelemetry/sdk-trace');
});
