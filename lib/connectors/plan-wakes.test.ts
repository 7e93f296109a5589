import { expect, test } from 'vitest';
import { webhookDefaults } from './connector-config';
import { type LoggedEvent, planWakes } from './plan-wakes';

const config = { ...webhookDefaults, url: 'https://crm.example.test/hook' };

const event = (seq: number, over: Partial<LoggedEvent> = {}): LoggedEvent => ({
  seq,
  id: `evt_${seq}`,
  type: 'user.updated',
  subjectId: 'auth0|ada',
  outcome: 'applied',
  rowChanged: true,
  fields: null,
  ...over,
});

test('one lane for all events of a subject, from the first to the last of them', () => {
  const wakes = planWakes(config, [event(1), event(2, { subjectId: 'auth0|eve' }), event(4)]);
  expect(wakes).toEqual([
    { key: 'auth0|ada', isEvent: false, firstSeq: 1, lastSeq: 4 },
    { key: 'auth0|eve', isEvent: false, firstSeq: 2, lastSeq: 2 },
  ]);
});

test('an event without a subject has a lane of its own, also beside a subject that is called like it', () => {
  const wakes = planWakes(config, [event(1, { subjectId: null }), event(2, { subjectId: 'evt_1' })]);
  expect(wakes.map(({ key, isEvent }) => [key, isEvent])).toEqual([
    ['evt_1', true],
    ['evt_1', false],
  ]);
});

test('test events wake nobody, nor do types that were not chosen; late, unknown and failed ones do', () => {
  const some = { ...config, types: ['user.created'] };
  expect(planWakes(some, [event(1), event(2, { type: 'user.created', outcome: 'test' })])).toEqual([]);
  const all = [
    event(1, { outcome: 'late' }),
    event(2, { outcome: 'error' }),
    event(3, { type: 'x.new', outcome: 'recorded' }),
  ];
  expect(planWakes(config, all)).toMatchObject([{ firstSeq: 1, lastSeq: 3 }]);
});
