import { expect, test } from 'vitest';
import { EventBodies } from './event-bodies';
import { type UserIds } from './user-ids';

interface Body {
  id: string;
  data: { object: { user_id: string; email: string; identities: { user_id: string }[] } };
}

const take = (userIds: UserIds, count: number) => {
  const bodies = new EventBodies({ userIds });
  // The shape of our own bodies.
  return Array.from({ length: count }, () => JSON.parse(bodies.nextText()) as Body);
};

const distinct = (values: string[]) => new Set(values).size;

test.each(['auth0', 'spread'] as const)('no two bodies share an id or an address, with user ids %s', (userIds) => {
  const bodies = [...take(userIds, 3_000), ...take(userIds, 3_000)];
  expect(distinct(bodies.map(({ id }) => id))).toBe(bodies.length);
  expect(distinct(bodies.map(({ data }) => data.object.user_id))).toBe(bodies.length);
  expect(distinct(bodies.map(({ data }) => data.object.email))).toBe(bodies.length);
  for (const { id, data } of bodies) {
    expect(id).toMatch(/^evt_[0-9A-Za-z]{22}$/);
    expect(data.object.user_id).toMatch(/^auth0\|[0-9a-f]{24}$/);
    expect(`auth0|${data.object.identities[0]?.user_id ?? ''}`).toBe(data.object.user_id);
  }
});

test('the user ids of Auth0 advance a second every thousand users, and come from a handful of processes', () => {
  const ids = take('auth0', 3_000).map(({ data }) => data.object.user_id.slice('auth0|'.length));
  const seconds = ids.map((id) => Number.parseInt(id.slice(0, 8), 16));
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  expect(new Set(seconds).size).toBe(3);
  expect(distinct(ids.map((id) => id.slice(8, 18)))).toBe(5);
});
