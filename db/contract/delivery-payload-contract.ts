import { describe, expect, it } from 'vitest';
import { listedDelivery, poll, withDeliveries } from './delivery-samples';
import { type MakeStore } from './world';

/** Auth0's copies of the events that it failed to deliver. */
export function describeDeliveryPayloads(makeStore: MakeStore): void {
  describe('the copy of a failed delivery', () => {
    it('is kept as it was first listed, whatever becomes of the delivery', async () => {
      const store = await withDeliveries(makeStore, [
        listedDelivery('evt_1'),
        listedDelivery('evt_late', { payload: null }),
        listedDelivery('evt_long', { payload: { text: null, length: 90_000 } }),
      ]);
      const text = '{"user_id":12345678901234567890}';
      const payload = { text, length: text.length };
      await store.syncDeliveries(poll([listedDelivery('evt_1', { payload }), listedDelivery('evt_late', { payload })]));
      expect(await store.deliveryPayload('est_a', 'evt_1')).toBe('{"id":"evt_1"}');
      expect(await store.deliveryPayload('est_a', 'evt_late')).toBe(text);
      expect(await store.deliveryPayload('est_a', 'evt_long')).toBeNull();
      expect(await store.deliveryPayload('est_b', 'evt_1')).toBeNull();
      expect(await store.getDelivery('est_a', 'evt_long')).toMatchObject({ state: 'gone', payloadLength: 90_000 });
      await store.syncDeliveries(poll([]));
      expect(await store.deliveryPayload('est_a', 'evt_late')).toBe(text);
    });
  });
}
