import { describe, expect, it } from 'vitest';
import { STREAM_ID } from '../ground/ids.ts';
import { objectOr } from '../ground/json.ts';
import { startSimulator } from '../program/start.ts';
import { startWebhookTarget, until } from '../testing/webhook-target.ts';
import { STREAM_IDS } from './stream-seeds.ts';

describe('seeds', () => {
  it('use well-formed stream ids', () => {
    expect(Object.values(STREAM_IDS).every((id) => STREAM_ID.test(id))).toBe(true);
  });

  it('demo: tells the app its history once it can be reached, then keeps traffic going', async () => {
    const target = await startWebhookTarget();
    const simulator = await startSimulator({
      port: 0,
      seed: 'demo',
      appUrls: [new URL('/', target.url).href],
      webhookUrl: target.url,
      speed: 200,
      settings: { trafficPerMinute: 60 },
    });
    try {
      const looks = () => target.arrivals.filter((arrival) => arrival.id === '').length;
      await until(() => target.arrivals.length > 160);
      expect(looks()).toBe(1);
      const events = target.arrivals.filter((arrival) => arrival.id !== '').map((arrival) => arrival.event);
      const history = events.slice(0, 130).map((event) => String(event.time));
      expect(history).toEqual(history.toSorted());
      const state = objectOr(await (await fetch(`${simulator.url}/__sim/state`)).json());
      expect(state).toMatchObject({
        traffic: 'running',
        streams: [{ name: 'Users to Streamgauge', failed: 8 }, {}, {}],
      });
      expect(Number(state.users)).toBeGreaterThan(30);
    } finally {
      await simulator.stop();
      await target.stop();
    }
  });
});
