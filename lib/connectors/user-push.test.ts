import { expect, test } from 'vitest';
import { pushesOfEvents, type UserPush } from './user-push';

const push = (atMs: number, over: Partial<UserPush> = {}): UserPush => ({
  ...{ connectorId: 1, connectorName: 'CRM', laneKey: 'auth0|ada', eventId: null, act: 'update', targets: ['email'] },
  ...{ atMs, tookMs: 5, result: 'done', ...over },
});

const events = [
  { id: 'evt_late', receivedAtMs: 300 },
  { id: 'evt_b', receivedAtMs: 200 },
  { id: 'evt_a', receivedAtMs: 100 },
];

test('a push stands at the newest event that had arrived by then, or at the event that it carried on', () => {
  const found = pushesOfEvents(events, [push(250), push(100), push(400, { connectorId: 2, eventId: 'evt_a' })]);
  expect([...found].map(([id, of]) => [id, of.map(({ atMs }) => atMs)])).toEqual([
    ['evt_a', [400, 100]],
    ['evt_b', [250]],
  ]);
});

test('of several tries of one connector the last one is told, and what is older than the events is left out', () => {
  const found = pushesOfEvents(events, [push(210, { result: 'refused' }), push(220), push(50)]);
  expect([...found.values()].map((of) => of.map(({ atMs }) => atMs))).toEqual([[220]]);
  expect(pushesOfEvents(events, [push(400, { eventId: 'evt_gone' })]).size).toBe(0);
});
