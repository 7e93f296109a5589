import { expect, test } from './fixtures.ts';
import { ada, event } from './sample-events.ts';

const token = 'e2e-metrics-token-0123456789';

const valueOf = (text: string, series: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
};

test('this machine reads the metrics, and they follow what is received, refused and stored', async ({
  app,
  request,
}) => {
  await app.post(event('user.created', ada()));
  await request.post(`${app.url}/webhook`, { data: {} });
  const answer = await request.get(`${app.url}/metrics`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  expect(valueOf(text, 'streamgauge_webhook_requests_total{status="204",role="ingest"}')).toBe(1);
  expect(valueOf(text, 'streamgauge_webhook_requests_total{status="401",role="ingest"}')).toBe(1);
  expect(valueOf(text, 'streamgauge_commit_receipts_sum{role="ingest"}')).toBe(1);
  expect(valueOf(text, 'streamgauge_commit_seconds_count{role="ingest"}')).toBe(1);
  expect(valueOf(text, 'streamgauge_storage_bytes{role="ingest"}')).toBeGreaterThan(0);
  expect(valueOf(text, 'streamgauge_storage_trouble{role="ingest"}')).toBe(0);
  await expect
    .poll(async () => {
      const later = await (await request.get(`${app.url}/metrics`)).text();
      return valueOf(later, 'streamgauge_management_requests_total{status="200",role="pages"}') ?? 0;
    })
    .toBeGreaterThan(0);
  const both = await (await request.get(`${app.url}/metrics`)).text();
  expect(valueOf(both, 'streamgauge_pages_up{role="ingest"}')).toBe(1);
  for (const role of ['ingest', 'pages']) {
    expect(valueOf(both, `process_resident_memory_bytes{role="${role}"}`)).toBeGreaterThan(0);
  }
});

test('what a proxy passes on may not read the metrics', async ({ app, request }) => {
  const answer = await request.get(`${app.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(answer.status()).toBe(401);
  expect(await answer.text()).toContain('METRICS_TOKEN');
});

test.describe('with METRICS_TOKEN', () => {
  test.use({ appEnv: { METRICS_TOKEN: token } });

  test('the token alone opens the metrics, through a proxy too', async ({ app, request }) => {
    expect((await request.get(`${app.url}/metrics`)).status()).toBe(401);
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.7' };
    expect((await request.get(`${app.url}/metrics`, { headers })).status()).toBe(200);
    const webhookSecret = { authorization: 'Bearer e2e-webhook-token-current' };
    expect((await request.get(`${app.url}/metrics`, { headers: webhookSecret })).status()).toBe(401);
  });
});
