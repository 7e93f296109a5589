import { expect, it } from 'vitest';
import { startSimulator } from '../start.ts';
import { createApiClient } from '../testing/api-client.ts';
import { startWebhookTarget, until } from '../testing/webhook-target.ts';

const EVENTS = 3000;
const LEAST_PER_SECOND = 500;

it('delivers at least 500 events a second to a target that answers at once', async () => {
  const target = await startWebhookTarget();
  const simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: target.url });
  try {
    const api = await createApiClient(simulator.url);
    const before = performance.now();
    await api.control('POST', 'events', { type: 'user.created', count: EVENTS });
    await until(() => target.arrivals.length === EVENTS, 15_000);
    expect((EVENTS / (performance.now() - before)) * 1000).toBeGreaterThan(LEAST_PER_SECOND);
  } finally {
    await simulator.stop();
    await target.stop();
  }
});
