import { describe, expect, it } from 'vitest';
import { bodyOf, type MakeStore, type StoreHarness, openForTest, receiptOf, record } from './world';

/** What becomes of a receipt: new, repeated, conflicting, not understood. */
export function describeIngest(makeStore: MakeStore, { copiesValues }: Pick<StoreHarness, 'copiesValues'>): void {
  describe('recording receipts', () => {
    it('keeps a first arrival with its request, credential and body', async () => {
      const store = await openForTest(makeStore);
      const body = bodyOf({ id: 'evt_1', type: 'user.created', object: { email: 'ada@example.test' } });
      const receipt = receiptOf(body);
      const recorded = await store.recordReceipt({ ...receipt, credential: { kind: 'basic', index: 1 } });
      expect(recorded).toMatchObject({ result: 'new', outcome: 'applied' });
      const event = await store.getEvent('evt_1');
      expect(event).toMatchObject({
        seq: recorded.eventSeq,
        type: 'user.created',
        timeMs: receipt.event.timeMs,
        receivedAtMs: receipt.receivedAtMs,
        streamId: 'est_a',
        subjectId: 'auth0|ada',
        subjectLabel: 'ada@example.test',
        rowChanged: true,
        receiptCount: 1,
        conflictCount: 0,
        source: 'urn:auth0:example.auth0.com',
        tenant: 'example',
        body,
      });
      expect(event?.receipts).toMatchObject([
        { result: 'new', streamId: 'est_a', credential: { kind: 'basic', index: 1 }, request: receipt.request },
      ]);
      expect(event?.receipts[0]?.tookMs).toBeGreaterThanOrEqual(0);
    });

    it('knows the same bytes again: one event, one receipt more, the user untouched', async () => {
      const store = await openForTest(makeStore);
      const receipt = receiptOf(bodyOf({ id: 'evt_1', type: 'user.created' }));
      const first = await store.recordReceipt(receipt);
      const before = await store.getUser('auth0|ada');
      expect(await store.recordReceipt(receipt)).toEqual({ ...first, result: 'duplicate' });
      expect(await store.getUser('auth0|ada')).toEqual(before);
      const event = await store.getEvent('evt_1');
      expect(event?.receiptCount).toBe(2);
      expect(event?.receipts.map((entry) => entry.result)).toEqual(['duplicate', 'new']);
      expect((await store.listEvents({}, { limit: 10 })).items).toHaveLength(1);
    });

    it('answers exactly one of 200 concurrent duplicates with new', async () => {
      const store = await openForTest(makeStore);
      const receipt = receiptOf(bodyOf({ id: 'evt_1' }));
      const results = await Promise.all(Array.from({ length: 200 }, () => store.recordReceipt(receipt)));
      expect(results.filter(({ result }) => result === 'new')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'duplicate')).toHaveLength(199);
      expect((await store.getEvent('evt_1'))?.receiptCount).toBe(200);
      expect((await store.counts(0)).events).toBe(1);
    });

    it('lists at most the newest 100 receipts of an event', async () => {
      const store = await openForTest(makeStore);
      const receipt = receiptOf(bodyOf({ id: 'evt_1' }));
      await Promise.all(Array.from({ length: 130 }, () => store.recordReceipt(receipt)));
      const receipts = (await store.getEvent('evt_1'))?.receipts ?? [];
      expect(receipts).toHaveLength(100);
      expect(receipts.map((entry) => entry.seq)).toEqual(receipts.map((entry) => entry.seq).toSorted((a, b) => b - a));
      expect(receipts.every((entry) => entry.result === 'duplicate')).toBe(true);
    });

    it('calls another order of keys, another stream or an envelope around it a duplicate', async () => {
      const store = await openForTest(makeStore);
      const sample = { id: 'evt_1', object: { name: 'Ada', nickname: 'a' } };
      await record(store, sample);
      const cloudEvent: unknown = JSON.parse(
        bodyOf({ ...sample, object: { nickname: 'a', name: 'Ada' }, stream: 'est_b' }),
      );
      expect(await store.recordReceipt(receiptOf(JSON.stringify(cloudEvent)))).toMatchObject({ result: 'duplicate' });
      const wrapped = { version: '0', id: 'x', source: 'aws', 'detail-type': 'user.updated', detail: cloudEvent };
      expect(await store.recordReceipt(receiptOf(JSON.stringify(wrapped)))).toMatchObject({ result: 'duplicate' });
      const event = await store.getEvent('evt_1');
      expect(event?.streamId).toBe('est_a');
      expect(event?.receipts.map(({ streamId, envelope }) => [streamId, envelope])).toEqual([
        ['est_b', 'eventbridge'],
        ['est_b', 'cloudevent'],
        ['est_a', 'cloudevent'],
      ]);
    });

    it('flags other content under a known id and lets the first stay the event', async () => {
      const store = await openForTest(makeStore);
      const body = bodyOf({ id: 'evt_1', object: { name: 'Ada' } });
      await store.recordReceipt(receiptOf(body));
      const before = await store.getUser('auth0|ada');
      const recorded = await record(store, { id: 'evt_1', object: { name: 'Eve' } });
      expect(recorded).toMatchObject({ result: 'conflict', outcome: 'applied' });
      expect(await store.getEvent('evt_1')).toMatchObject({ body, receiptCount: 2, conflictCount: 1 });
      expect(await store.getUser('auth0|ada')).toEqual(before);
    });

    it('compares numbers by their value: another digit is other content, another spelling is not', async () => {
      const store = await openForTest(makeStore);
      const send = (n: string) =>
        store.recordReceipt(receiptOf(bodyOf({ id: 'evt_1' }).replace('"user_id"', `"n":${n},"user_id"`)));
      expect(await send('[9007199254740993,1.0,-0]')).toMatchObject({ result: 'new' });
      expect(await send('[9007199254740993.0,1,0]')).toMatchObject({ result: 'duplicate' });
      expect(await send('[9007199254740992,1,0]')).toMatchObject({ result: 'conflict' });
      expect(JSON.stringify((await store.getUser('auth0|ada'))?.profile.n)).toBe('[9007199254740993,1.0,-0]');
    });

    it('stores a type that no rule knows as recorded', async () => {
      const store = await openForTest(makeStore);
      const recorded = await record(store, { id: 'evt_1', type: 'organization.future_thing', stream: null });
      expect(recorded).toMatchObject({ result: 'new', outcome: 'recorded' });
      expect(await store.getEvent('evt_1')).toMatchObject({ rowChanged: false, streamId: null, changes: [] });
      expect(await store.eventTypeCounts()).toEqual([{ type: 'organization.future_thing', count: 1 }]);
      expect((await store.listUsers({}, { limit: 10 })).items).toEqual([]);
    });

    it('keeps a test event away from the mirror', async () => {
      const store = await openForTest(makeStore);
      expect(await record(store, { type: 'user.created', isTest: true })).toMatchObject({ outcome: 'test' });
      expect(await store.getUser('auth0|ada')).toBeNull();
    });

    it("keeps Auth0's sample user away from the mirror when a redelivered copy lacks the mark", async () => {
      const store = await openForTest(makeStore);
      const sample = { type: 'user.created', userId: 'auth0|507f1f77bcf86cd799439020' };
      expect(await record(store, sample)).toMatchObject({ outcome: 'test' });
      expect((await store.listUsers({}, { limit: 10 })).items).toEqual([]);
    });

    it('keeps an event away from the mirror whose id our own test call returned, mark or no mark', async () => {
      const store = await openForTest(makeStore);
      await store.rememberTestEvent('evt_1', Date.now());
      await store.rememberTestEvent('evt_1', Date.now());
      expect(await record(store, { id: 'evt_1', type: 'user.created' })).toMatchObject({ outcome: 'test' });
      // A late event refolds the user from the log: the test event must not come back through it.
      await record(store, { type: 'user.updated', at: 10, object: { name: 'Ada L.' } });
      await record(store, { type: 'user.updated', at: 5, object: { nickname: 'ada' } });
      expect(await store.getUser('auth0|ada')).toMatchObject({ name: 'Ada L.', nickname: 'ada', version: 2 });
    });

    it('stores what it does not understand as an error with its reason, out of the folds', async () => {
      const store = await openForTest(makeStore);
      const recorded = await record(store, { id: 'evt_1', envelope: { time: 'yesterday' } });
      expect(recorded).toMatchObject({ result: 'new', outcome: 'error' });
      const event = await store.getEvent('evt_1');
      expect(event).toMatchObject({ outcome: 'error', timeMs: null, rowChanged: false });
      expect(event?.outcomeReason).toMatch(/time/);
      expect(await store.getUser('auth0|ada')).toBeNull();
    });

    it('stores nesting of any depth without walking into it', async () => {
      const store = await openForTest(makeStore);
      const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const body = bodyOf({ id: 'evt_1' }).replace('"user_id"', `"deep":${deep},"user_id"`);
      expect(await store.recordReceipt(receiptOf(body))).toMatchObject({ result: 'new', outcome: 'error' });
      expect(await store.recordReceipt(receiptOf(` ${body}`))).toMatchObject({ result: 'duplicate' });
      expect((await store.getEvent('evt_1'))?.body).toBe(body);
    });

    it.skipIf(copiesValues)(
      'stores an event whose rule throws as an error and leaves its neighbours alone',
      async () => {
        const store = await openForTest(makeStore);
        const poisoned = receiptOf(bodyOf({ id: 'evt_2', at: 2, object: { name: 'x' } }));
        Object.defineProperty(poisoned.event.object, 'name', {
          enumerable: true,
          get: () => {
            throw new Error('poison');
          },
        });
        const results = await Promise.all([
          record(store, { id: 'evt_1', at: 1, object: { name: 'before' } }),
          store.recordReceipt(poisoned),
          record(store, { id: 'evt_3', at: 3, object: { nickname: 'after' } }),
        ]);
        expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'error', 'applied']);
        expect((await store.getEvent('evt_2'))?.outcomeReason).toMatch(/poison/);
        expect(await store.getUser('auth0|ada')).toMatchObject({ name: 'before', nickname: 'after', version: 2 });
      },
    );

    it('stores names whose search words become the same text when cut, and their neighbours in the batch', async () => {
      const store = await openForTest(makeStore);
      const long = 'a'.repeat(255);
      const results = await Promise.all([
        record(store, { id: 'evt_1', object: { name: `${long}😀`, nickname: `${long}🌀` } }),
        record(store, { id: 'evt_2', userId: 'auth0|grace', object: { name: 'Grace' } }),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
      expect(await store.getUser('auth0|ada')).toMatchObject({ name: `${long}😀`, nickname: `${long}🌀` });
      expect(await store.getUser('auth0|grace')).toMatchObject({ name: 'Grace' });
    });

    it('rejects only the receipt that cannot be written', async () => {
      const store = await openForTest(makeStore);
      const broken = receiptOf(bodyOf({ id: 'evt_2', at: 2, object: { name: 'lost' } }));
      Object.defineProperty(broken.request.headers, 'host', {
        enumerable: true,
        get: () => {
          throw new Error('unreadable');
        },
      });
      const results = await Promise.allSettled([
        record(store, { id: 'evt_1', at: 1, object: { name: 'Ada' } }),
        store.recordReceipt(broken),
        record(store, { id: 'evt_3', at: 3, object: { nickname: 'ada' } }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store.getEvent('evt_2')).toBeNull();
      expect(await store.getUser('auth0|ada')).toMatchObject({ name: 'Ada', nickname: 'ada', version: 2 });
      expect((await store.listEvents({}, { limit: 10 })).total.value).toBe(2);
    });

    it('numbers events in order of arrival', async () => {
      const store = await openForTest(makeStore);
      const recorded = await Promise.all(
        Array.from({ length: 50 }, (_, n) => record(store, { id: `evt_${n}`, at: -n })),
      );
      const seqs = recorded.map(({ eventSeq }) => eventSeq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(new Set(seqs).size).toBe(50);
    });
  });
}
