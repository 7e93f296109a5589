import { expect, it } from 'vitest';
import { compareKeys, orderKey } from './order-key';
import { userEvent } from './user-event.fixture';

const order = (...events: ReturnType<typeof userEvent>[]) =>
  events
    .map(orderKey)
    .sort(compareKeys)
    .map(({ id }) => id);

it('orders by instant, whatever the precision and offset of the text', () => {
  expect(
    order(
      userEvent({ id: 'd', time: '2026-11-20T09:15:56.100Z' }),
      userEvent({ id: 'b', time: '2026-11-20T10:15:56.001+01:00' }),
      userEvent({ id: 'c', time: '2026-11-20T09:15:56.0999Z' }),
      userEvent({ id: 'a', time: '2026-11-20T09:15:56Z' }),
      userEvent({ id: 'e', time: '2026-11-20T07:15:57-02:00' }),
    ),
  ).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('breaks ties by created < updated < deleted, then updated_at, then id', () => {
  const at = (updated_at: string) => ({ updated_at });
  expect(
    order(
      userEvent({ id: '1-deleted', type: 'deleted', time: 0 }),
      userEvent({ id: '3-later', time: 0, object: at('2026-11-20T12:00:00.5Z') }),
      userEvent({ id: '9-sooner', time: 0, object: at('2026-11-20T12:00:00.05Z') }),
      userEvent({ id: '9-unreadable', time: 0, object: at('soon') }),
      userEvent({ id: '7-absent', time: 0 }),
      userEvent({ id: 'a-created', type: 'created', time: 0, object: at('2027-01-01T00:00:00Z') }),
    ),
  ).toEqual(['a-created', '7-absent', '9-unreadable', '9-sooner', '3-later', '1-deleted']);
});

it('calls the same only the key of the same event', () => {
  const key = orderKey(userEvent({ id: 'a', time: 0 }));
  expect(compareKeys(key, { ...key })).toBe(0);
  expect(compareKeys(key, { ...key, id: 'B' })).toBeGreaterThan(0);
});

it('gives an event without a readable time a key before all others', () => {
  expect(orderKey(userEvent({ id: 'a', time: 'yesterday' })).timeMs).toBeLessThan(
    orderKey(userEvent({ id: 'b', time: '0000-01-01T00:00:00Z' })).timeMs,
  );
});
