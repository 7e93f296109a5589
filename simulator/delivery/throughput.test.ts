import { expect, it } from 'vitest';
import { startSimulator } from '../program/start.ts';
import { createApiClient } from '../testing/api-client.ts';
import { startWebhookTarget, until } from '../testing/webhook-target.ts';

const EVENTS = 3000;
const LEAST_PER_SECOND = 500;

it('delivers at least 500 events in a second of processor time, its target included', async () => {
  const target = await startWebhookTarget();
  const simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: target.url });
  try {
    const api = await createApiClient(simulator.url);
    // The clock on the wall would measure what else this machine does.
    const before = process.cpuUsage();
    await api.control('POST', 'events', { type: 'user.created', count: EVENTS });
    await until(() => target.arrivals.length === EVENTS, 60_000);
    const { user, system } = process.cpuUsage(before);
    expect(EVENTS / ((user + system) / 1e6)).toBeGreaterThan(LEAST_PER_SECOND);
  } finally {
    await simulator.stop();
    await target.stop();
  }
}, 90_000);
