import { describe, expect, test, vi } from 'vitest';
import { record } from '@/db/contract/world';
import { actOnJob } from '@/lib/server/jobs/job-deeds';
import { type Store } from '@/lib/store';
import {
  actor,
  clock,
  ended,
  expectOnce,
  failures,
  patience,
  streamId,
  type World,
  world,
} from './testing/filtered-redelivery';

describe('an answer that is not clear', () => {
  const waitsForAnswer = (of: World) =>
    vi.waitFor(async () => {
      expect(of.tenant.filters).toHaveLength(1);
      const items = await of.store.listJobItems(1, { results: ['asking'], limit: 100 });
      expect(items).toHaveLength(39);
    }, patience);

  test.each([
    ['409, with all of them taken', { status: 409, body: {} }, true],
    ['409, with none of them taken', { status: 409, body: {} }, false],
    ['504, with all of them taken', { status: 504, body: {} }, true],
    ['500, with none of them taken', { status: 500, body: {} }, false],
  ])('%s, is looked up, and nothing is requested twice', async (_what, answer, isTaken) => {
    const time = clock();
    const of = await world(failures(40));
    of.tenant.fate = (eventId) => (eventId === 'evt_0' ? 'arrives' : 'silence');
    of.tenant.refuse = () => {
      if (isTaken) for (const id of [...of.tenant.failed.keys()]) of.tenant.mark(id);
      return answer;
    };
    await of.start();
    of.run();
    await waitsForAnswer(of);
    of.tenant.fate = () => 'arrives';
    of.tenant.refuse = null;
    time.aheadMs = 31_000;
    if (isTaken) {
      await vi.waitFor(async () => expect((await of.job())?.counts).toMatchObject({ asked: 39 }), patience);
      await vi.waitFor(
        async () => expect(await of.store.listJobItems(1, { results: ['asked'], limit: 100 })).toHaveLength(39),
        patience,
      );
      for (const id of of.tenant.failed.keys()) await record(of.store, { id, stream: streamId });
    }
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 40, recovered: 40 } });
    expectOnce(of, 40);
  });

  test('429 undoes the claims, and it is requested later', async () => {
    const of = await world(failures(40));
    let isLimited = true;
    of.tenant.refuse = () => {
      if (!isLimited) return undefined;
      isLimited = false;
      return { status: 429, body: {}, headers: { 'retry-after': '1' } };
    };
    await of.start();
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 40, recovered: 40 } });
    expect(of.tenant.filters).toHaveLength(2);
    expectOnce(of, 40);
  });

  test('a missing scope pauses the job with nothing claimed, and a filter that is refused goes one by one', async () => {
    const of = await world(failures(40));
    const message = 'Insufficient scope, expected any of: update:event_deliveries';
    of.tenant.refuse = () => ({ status: 403, body: { message } });
    const { id } = await of.start();
    of.run();
    await vi.waitFor(async () => expect((await of.job())?.state).toBe('paused'), patience);
    expect(await of.job()).toMatchObject({ counts: { waiting: 39, recovered: 1 } });
    expect((await of.store.countFailedDeliveries()).total).toBe(39);
    of.tenant.refuse = () => ({ status: 400, body: {} });
    await actOnJob({ store: of.store, actor, id, act: 'resume' });
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { recovered: 40 } });
    expect(of.tenant.singles).toHaveLength(40);
    expectOnce(of, 40);
  });

  test.each([
    ['before the request', { isTaken: false }],
    ['after the request, before it was saved', { isTaken: true }],
  ])('a process that dies %s leaves nothing out and requests nothing twice', async (_when, { isTaken }) => {
    const time = clock();
    const of = await world(failures(40));
    of.tenant.fate = (eventId) => (eventId === 'evt_0' || !isTaken ? 'arrives' : 'silence');
    class Dead extends Error {}
    let isDead = false;
    const dying: Store = {
      ...of.store,
      claimRedeliveries: async (...deed) => {
        const isClaimed = await of.store.claimRedeliveries(...deed);
        if (isClaimed) isDead = true;
        if (isClaimed && !isTaken) throw new Dead();
        return isClaimed;
      },
      saveStep: (claim, step) => (isDead ? Promise.reject(new Dead()) : of.store.saveStep(claim, step)),
      releaseRedeliveries: (...deed) => (isDead ? Promise.reject(new Dead()) : of.store.releaseRedeliveries(...deed)),
      claimJob: (...deed) => (isDead ? Promise.reject(new Dead()) : of.store.claimJob(...deed)),
    };
    await of.start();
    const runner = of.run(dying);
    await vi.waitFor(() => expect(isDead).toBe(true), patience);
    if (isTaken) await vi.waitFor(() => expect(of.tenant.filters).toHaveLength(1), patience);
    await runner.stop();
    expect(of.tenant.filters).toHaveLength(isTaken ? 1 : 0);
    time.aheadMs = 31_000;
    of.run();
    if (isTaken) {
      await vi.waitFor(
        async () => expect(await of.store.listJobItems(1, { results: ['asked'], limit: 100 })).toHaveLength(39),
        patience,
      );
      for (const id of of.tenant.failed.keys()) await record(of.store, { id, stream: streamId });
    }
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total: 40, recovered: 40 } });
    expectOnce(of, 40);
  });
});
