import { expect, it } from 'vitest';
import { receiptOf, openForTest } from '../contract/world';
import { openStore } from '../store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();

const numbers = ['9007199254740993', '-9007199254740993', '9223372036854775808', '-1', '1e400', '-0', '0.1', '1e-400'];

it.each(numbers)('an event whose counts are all %s is stored, read and listed', async (text) => {
  const store = await openForTest(() => openStore(`file:${newFile()}`));
  const object = `{"user_id":"auth0|ada","logins_count":${text},"created_at":"2026-08-14T10:00:00Z","n":${text}}`;
  const body = `{"id":"evt_1","type":"user.created","time":"2026-08-14T10:00:00Z","data":{"object":${object}}}`;
  expect(await store.recordReceipt(receiptOf(body))).toMatchObject({ result: 'new', outcome: 'applied' });
  const user = await store.getUser('auth0|ada');
  expect(JSON.stringify(user?.profile)).toContain(`"n":${text}`);
  expect((await store.listEvents({}, { limit: 5 })).items).toHaveLength(1);
});

it.each(['+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:60Z'])(
  'an event of %s is stored and listed',
  async (time) => {
    const store = await openForTest(() => openStore(`file:${newFile()}`));
    const object = `{"user_id":"auth0|ada","updated_at":"${time}","last_login":"${time}"}`;
    const body = `{"id":"evt_1","type":"user.updated","time":"${time}","data":{"object":${object}}}`;
    expect(await store.recordReceipt(receiptOf(body))).toMatchObject({ result: 'new' });
    expect((await store.listEvents({}, { limit: 5 })).items).toHaveLength(1);
    expect((await store.userTimeline('auth0|ada', { limit: 5 })).items).toHaveLength(1);
  },
);

it.each([9_007_199_254_740_993, -1, 1e300, Number.POSITIVE_INFINITY, 0.5])(
  'a delivery whose attempts say %d is stored and listed',
  async (number) => {
    const store = await openForTest(() => openStore(`file:${newFile()}`));
    const attempts = [{ status: 'failed', atMs: number, errorMessage: '500 - x', durationMs: number }];
    const facts = {
      eventType: 'user.created',
      subjectId: null,
      subjectLabel: null,
      eventTimeMs: number,
      payload: null,
    };
    const listed = [{ streamId: 'est_a', eventId: 'evt_1', status: 'failed', attempts, ...facts }];
    await store.syncDeliveries({
      streamId: 'est_a',
      pointsHere: true,
      startedAtMs: 2,
      checkedAtMs: 2,
      capped: false,
      listed,
    });
    expect((await store.listDeliveries({}, { limit: 5 })).items).toHaveLength(1);
    expect((await store.countFailedDeliveries()).total).toBe(1);
  },
);
