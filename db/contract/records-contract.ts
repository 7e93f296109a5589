import { describe, expect, it } from 'vitest';
import { type NewRejection } from '@/lib/rejections/rejection';
import { type MakeStore, openForTest } from './world';

const start = Date.now() - 10_000;

const rejection = (n: number, over: Partial<NewRejection> = {}): NewRejection => ({
  receivedAtMs: start + n,
  status: 401,
  code: 'no_credential',
  reason: 'No credential',
  path: null,
  remoteAddress: '203.0.113.9',
  userAgent: 'curl',
  bytes: n,
  body: null,
  ...over,
});

/** The audit trail, the sessions that have ended and the list of rejections. */
export function describeRecords(makeStore: MakeStore): void {
  describe('ended sessions', () => {
    it('are known at once, each by its own id, however often it is ended', async () => {
      const store = await openForTest(makeStore);
      expect(await store.hasSessionEnded('one')).toBe(false);
      await store.endSession('one', start, start + 1_000);
      await store.endSession('one', start + 1, start + 2_000);
      expect(await store.hasSessionEnded('one')).toBe(true);
      expect(await store.hasSessionEnded('two')).toBe(false);
    });

    it('are forgotten once their cookies have expired, and not before', async () => {
      const store = await openForTest(makeStore);
      await store.endSession('short', start, start + 1_000);
      await store.endSession('long', start, start + 5_000);
      await store.endSession('later', start + 2_000, start + 9_000);
      expect(await store.hasSessionEnded('short')).toBe(false);
      expect(await store.hasSessionEnded('long')).toBe(true);
    });
  });

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
      await store.recordRejection(
        rejection(2, { status: 400, code: 'malformed', reason: 'Not JSON', body: new Uint8Array(100_000) }),
      );
      const { items, total } = await store.listRejections(0, 10);
      expect(total).toBe(2);
      const common = { remoteAddress: '203.0.113.9', userAgent: 'curl', path: null };
      const second = { bytes: 2, receivedAtMs: start + 2, status: 400, code: 'malformed', reason: 'Not JSON' };
      const first = { bytes: 1, receivedAtMs: start + 1, status: 401, code: 'no_credential', reason: 'No credential' };
      expect(items).toEqual([
        { ...common, ...second, seq: items[0]?.seq },
        { ...common, ...first, seq: items[1]?.seq },
      ]);
    });

    it('of a range of time are found, its ends included', async () => {
      const store = await openForTest(makeStore);
      for (let n = 1; n <= 5; n += 1) await store.recordRejection(rejection(n));
      const found = await store.rejectionsDuring({ fromMs: start + 2, untilMs: start + 4 }, 10);
      expect(found.map(({ bytes }) => bytes)).toEqual([4, 3, 2]);
      expect(await store.rejectionsDuring({ fromMs: start + 2, untilMs: start + 4 }, 2)).toHaveLength(2);
    });

    it('are capped at the newest 1,000 of a code while the total goes on counting', async () => {
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

    it('keep what a proven sender was refused for through a flood of strangers', async () => {
      const store = await openForTest(makeStore);
      const proven = rejection(0, { status: 404, code: 'wrong_path', path: '/webhooks', reason: 'Wrong path' });
      await store.recordRejection(proven);
      await Promise.all(Array.from({ length: 2_500 }, (_, n) => store.recordRejection(rejection(n + 1))));
      const { items, total } = await store.listRejections(0, 5_000);
      expect(total).toBe(2_501);
      expect(items).toHaveLength(1_001);
      expect(items.at(-1)).toMatchObject({ code: 'wrong_path', path: '/webhooks' });
    });

    it('keep what a proven sender was refused for through a flood that arrives with it', async () => {
      const store = await openForTest(makeStore);
      const proven = rejection(0, { status: 400, code: 'malformed', reason: 'Not JSON' });
      const flood = Array.from({ length: 2_500 }, (_, n) => rejection(n + 1));
      await Promise.all([proven, ...flood].map((one) => store.recordRejection(one)));
      const { items } = await store.listRejections(0, 5_000);
      expect(items.filter(({ code }) => code === 'malformed')).toHaveLength(1);
    });

    it('keep every kind through a flood of any other', async () => {
      const store = await openForTest(makeStore);
      const malformed = rejection(0, { status: 400, code: 'malformed', reason: 'Not JSON', body: new Uint8Array(9) });
      await store.recordRejection(malformed);
      const astray = (n: number) => rejection(n + 1, { status: 404, code: 'wrong_path', path: '/webhooks' });
      await Promise.all(Array.from({ length: 2_500 }, (_, n) => store.recordRejection(astray(n))));
      const { items, total } = await store.listRejections(0, 200);
      expect(total).toBe(2_501);
      expect(items).toHaveLength(200);
      expect(items.at(-1)).toMatchObject({ code: 'malformed' });
      expect((await store.listRejections(0, 10, ['malformed', 'near_path'])).items).toHaveLength(1);
    });

    it('of a clock that was ahead count for no moment before it', async () => {
      const store = await openForTest(makeStore);
      await store.recordRejection(rejection(0, { receivedAtMs: Date.now() + 5 * 365 * 86_400_000 }));
      await store.recordRejection(rejection(1));
      expect(await store.listRejections(start - 1, 10)).toMatchObject({ total: 1, items: [{ bytes: 1 }] });
      expect((await store.counts(start - 1)).rejectedSince).toBe(1);
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
