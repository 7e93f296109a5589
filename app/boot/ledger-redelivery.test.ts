import { describe, expect, test } from 'vitest';
import { record } from '@/db/contract/world';
import { previewRedelivery } from '@/lib/server/jobs/redelivery-preview';
import { actor, ended, expectOnce, failures, second, streamId, type World, world } from './testing/filtered-redelivery';
import { stubSettings } from './testing/stub-settings';

stubSettings();

const count = 1_200;

/** The feed told all of them but the last, the first arrived all the same, and a note ignores the next two. */
async function told(): Promise<World> {
  const of = await world(failures(count));
  const events = failures(count - 1).map(({ eventId, eventType }, n) => ({
    id: eventId,
    type: eventType,
    timeMs: second(n),
    subjectId: null,
    subjectLabel: null,
    body: '{}',
  }));
  const nowMs = Date.now();
  const read = { cursor: 'c', readThroughMs: nowMs, coveredFromMs: second(0), hole: null, atMs: nowMs };
  await of.store.saveFeedStep({ revision: 0, events, receipts: [], ...read });
  await record(of.store, { id: 'evt_0', type: 'user.created', at: 0, stream: streamId });
  const note = { note: 'known', by: actor, atMs: nowMs };
  const ignored = { combination: 'failed_not_received' as const, fromMs: second(1), toMs: second(2) };
  await of.store.ignoreLedger({ streamId, ...ignored, ...note });
  return of;
}

const ledger = { stream: streamId, from: second(0), to: second(count) };

describe('redelivering what the ledger calls failed and not received', () => {
  test('takes all of it in one job, however many, and as the preview says', async () => {
    const of = await told();
    const total = count - 4;
    const preview = await previewRedelivery(of, { ledger });
    expect(preview).toMatchObject({ total, eligible: total, canaries: 1 });
    await of.start({ ledger, upTo: preview.upTo });
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'done', counts: { total, recovered: total, alsoRedelivered: 0 } });
    expectOnce(of, total);
    for (const left of [0, 1, 2, count - 1]) expect(of.tenant.failed.has(`evt_${left}`)).toBe(true);
  });

  test('takes only the window, and nothing that failed after the preview', async () => {
    const of = await told();
    const window = { ...ledger, from: second(100), to: second(200) };
    const { upTo, total } = await previewRedelivery(of, { ledger: window });
    expect(total).toBe(100);
    const { items } = await of.store.listDeliveries({}, { limit: 1 });
    expect(upTo).toBe(items[0]?.seq);
    await of.start({ ledger: window, upTo: upTo - (count - 150) });
    of.run();
    expect(await ended(of)).toMatchObject({ counts: { total: 50, recovered: 50 } });
  });

  test('ends at once for an event stream that the tenant does not have, and its preview is refused', async () => {
    const of = await told();
    const gone = { ...ledger, stream: 'est_gone' };
    await expect(previewRedelivery(of, { ledger: gone })).rejects.toMatchObject({ kind: 'not_found' });
    await of.start({ ledger: gone });
    of.run();
    expect(await ended(of)).toMatchObject({ state: 'failed', reason: 'The tenant has no such event stream.' });
  });
});
