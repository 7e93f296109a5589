import { expect, test } from 'vitest';
import { plan, settlementOf, start } from '@/db/contract/connector-samples';
import { temporaryFiles } from '@/db/testing/temporary';
import { decideReviews } from '@/lib/server/connectors/lane-deeds';
import { adaUser, openLanes, recordUser } from './testing/contact-world';

const newFile = temporaryFiles();
const many = 600;

test('any number of cases is decided in slices of 500, each case once', async () => {
  const { store } = await openLanes(newFile());
  const { id } = await start(store);
  await Promise.all(
    Array.from({ length: many }, (_, n) =>
      recordUser(store, `evt_${n}`, adaUser, { userId: `auth0|u${n}`, type: 'user.created' }),
    ),
  );
  await plan(store, id);
  for (let left = many; left > 0; left -= 300) {
    const lanes = await store.claimLanes(id, 300, { holder: 'one', ms: 60_000 });
    const end = { kind: 'review', reason: 'keeps_failing', error: 'x' } as const;
    await store.settlePushes(
      lanes.map((lane) => settlementOf(lane, end)),
      [],
    );
  }
  const asked = { store, actor: 'operator', connector: id, reason: 'keeps_failing', act: 'push' } as const;
  expect(await decideReviews(asked)).toEqual({ decided: 500, hasMore: true });
  expect(await decideReviews({ ...asked, since: '24h' })).toEqual({ decided: 100, hasMore: false });
  expect(await store.reviewCounts()).toEqual([]);
  expect(await store.laneCounts(id)).toMatchObject({ waiting: many, review: 0 });
});
