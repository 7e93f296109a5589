import { expect, it } from 'vitest';
import { type EventDetail } from '../events/event-record';
import { firstValues } from './first-values';

const detail = (type: string, over: Partial<EventDetail> = {}): EventDetail => ({
  seq: 1,
  id: 'evt_1',
  type,
  timeMs: 1,
  receivedAtMs: 1,
  streamId: null,
  subjectId: 'auth0|1',
  subjectLabel: 'Ada',
  outcome: 'applied',
  rowChanged: true,
  outcomeReason: null,
  receiptCount: 1,
  conflictCount: 0,
  changes: [],
  source: null,
  tenant: null,
  receipts: [],
  body: JSON.stringify({
    id: 'evt_1',
    type,
    time: '2026-08-14T10:00:00Z',
    data: { object: { user_id: 'auth0|1', email: 'ada@a.test', app_metadata: { plan: 'pro' }, name: null } },
  }),
  ...over,
});

it.each(['user.created', 'user.updated'])(
  'of the %s that a user appeared with are the fields of the profile',
  (type) => {
    expect(firstValues(detail(type))).toEqual([
      { field: 'app_metadata.plan', after: 'pro' },
      { field: 'email', after: 'ada@a.test' },
      { field: 'user_id', after: 'auth0|1' },
    ]);
  },
);

it('are none of an event that changed something, nothing, or no user', () => {
  expect(firstValues(detail('user.updated', { changes: [{ field: 'email', after: 'x' }] }))).toEqual([]);
  expect(firstValues(detail('user.created', { rowChanged: false }))).toEqual([]);
  expect(firstValues(detail('user.deleted'))).toEqual([]);
  expect(firstValues(detail('organization.created'))).toEqual([]);
  expect(firstValues(detail('user.created', { body: 'no JSON' }))).toEqual([]);
});
