import { describe, expect, it } from 'vitest';
import { type NewRejection } from '@/lib/events/event-store';
import { type MakeStore, openForTest } from './world';

const start = Date.now() - 10_000;

const rejection = (n: number, over: Partial<NewRejection> = {}): NewRejection => ({
  receivedAtMs: start + n,
  status: 401,
  reason: 'No credential',
  remoteAddress: '203.0.113.9',
  userAgent: 'curl',
  bytes: n,
  body: null,
  ...over,
});

/** The audit trail and the list of rejections. */
export function describeRecords(makeStore: MakeStore): void {
  describe('the audit trail', () => {
    it('keeps what was done, newest first, and pages', async () => {
      const store = await openForTest(makeStore);
      for (let n = 0; n < 25; n += 1) {
        const entry = { atMs: n, actor: 'ada@example.test', action: 'sign_in', target: null, detail: { n } } as const;
        await store.recordAudit(entry);
      }
      const first = await store.listAudit({ limit: 10 });
      expect(first.items.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 10 }, (_, n) => 24 - n));
      expect(first.items[0]).toMatchObject({ actor: 'ada@example.test', action: 'sign_in', detail: { n: 24 } });
      expect(first.newer).toBeNull();
      const second = await store.listAudit({ limit: 10, before: first.older ?? 0 });
      const third = await store.listAudit({ limit: 10, before: second.older ?? 0 });
      expect(third.items.map(({ atMs }) => atMs)).toEqual([4, 3, 2, 1, 0]);
      expect(third.older).toBeNull();
      expect(await store.listAudit({ limit: 10, after: third.newer ?? 0 })).toEqual(second);
    });
  });

  describe('rejections', () => {
    it('are kept without the body showing, newest first', async () => {
      const store = await openForTest(makeStore);
      await store.recordRejection(rejection(1));
      await store.recordRejection(rejection(2, { status: 400, reason: 'Not JSON', body: new Uint8Array(100_000) }));
      const { items, total } = await store.listRejections(0, 10);
      expect(total).toBe(2);
      const common = { remoteAddress: '203.0.113.9', userAgent: 'curl' };
      expect(items).toEqual([
        { ...common, seq: items[0]?.seq, bytes: 2, receivedAtMs: start + 2, status: 400, reason: 'Not JSON' },
        { ...common, seq: items[1]?.seq, bytes: 1, receivedAtMs: start + 1, status: 401, reason: 'No credential' },
      ]);
    });

    it('are capped at the newest 1,000 while the total goes on counting', async () => {
      const store = await openForTest(makeStore);
      await Promise.all(Array.from({ length: 900 }, (_, n) => store.recordRejection(rejection(n))));
      await Promise.all(Array.from({ length: 900 }, (_, n) => store.recordRejection(rejection(900 + n))));
      const { items, total } = await store.listRejections(0, 5_000);
      expect(items).toHaveLength(1_000);
      expect(items[0]?.bytes).toBe(1_799);
      expect(items.at(-1)?.bytes).toBe(800);
      expect(total).toBe(1_800);
      expect((await store.counts(0)).rejectedSince).toBe(1_800);
      expect((await store.listRejections(0, 3)).items).toHaveLength(3);
    });

    it('are counted since a moment', async () => {
      const store = await openForTest(makeStore);
      const base = Date.now();
      await store.recordRejection(rejection(0, { receivedAtMs: base - 7_200_000 }));
      await store.recordRejection(rejection(0, { receivedAtMs: base - 1_000 }));
      await store.recordRejection(rejection(0, { receivedAtMs: base }));
      expect(await store.listRejections(base - 1_000, 10)).toMatchObject({ total: 2 });
      expect(await store.listRejections(base - 500, 10)).toMatchObject({ total: 1 });
      expect((await store.counts(base - 8_000_000)).rejectedSince).toBe(3);
    });
  });
}
