import { describe, expect, it } from 'vitest';
import { startSimulator } from '../program/start.ts';
import { startWebhookTarget, until } from '../testing/webhook-target.ts';

interface Past {
  deliveries: { receivedAt: string; event: { id: string; time: string; a0purpose?: string } }[];
  next: number | null;
}

describe('the past', () => {
  it('is a day of arrivals in order, with some late, some twice and one test event, and is not delivered again', async () => {
    const target = await startWebhookTarget();
    const appUrls = [new URL('/', target.url).href];
    const options = { port: 0, seed: 'demo', past: 'known', appUrls, webhookUrl: target.url, speed: 200 } as const;
    const simulator = await startSimulator({ ...options, settings: { trafficPerMinute: 600 } });
    try {
      const past = (await (await fetch(`${simulator.url}/__sim/past`)).json()) as Past;
      const times = past.deliveries.map(({ receivedAt }) => Date.parse(receivedAt));
      expect(past.next).toBeNull();
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((ms) => ms < Date.now())).toBe(true);
      const hours = new Set(times.map((ms) => Math.floor(ms / 3_600_000)));
      expect(hours.size).toBeGreaterThanOrEqual(23);
      const ids = past.deliveries.map(({ event }) => event.id);
      expect(ids.length - new Set(ids).size).toBeGreaterThan(0);
      const lags = past.deliveries.map(({ receivedAt, event }) => Date.parse(receivedAt) - Date.parse(event.time));
      expect(Math.min(...lags)).toBeGreaterThan(0);
      expect(lags.filter((ms) => ms > 60_000).length).toBeGreaterThan(0);
      expect(past.deliveries.filter(({ event }) => event.a0purpose === 'test')).toHaveLength(1);
      await until(() => target.arrivals.some((arrival) => arrival.id !== ''));
      expect(target.arrivals.filter((arrival) => ids.includes(arrival.id))).toEqual([]);
    } finally {
      await simulator.stop();
      await target.stop();
    }
  });
});
