import { expect, test } from 'vitest';
import { webhookDefaults } from './connector-config';
import { isMapped, type LoggedEvent, planWakes } from './plan-wakes';
import { hubspotDefaults, policyDefaults } from './records/record-config';

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

test.each([
  [null, true],
  [['given_name'], true],
  [['blocked'], true],
  [['email_verified'], true],
  [['identities'], true],
  [['app_metadata.crm_contact_id'], true],
  [['app_metadata'], true],
  [['app_metadata.other'], false],
  [['user_metadata.plan'], false],
  [['last_login', 'logins_count', 'last_ip', 'updated_at'], false],
  [['last_login', 'family_name'], true],
  [[], false],
])('a change of %j may change a contact with the default mapping: %s', (fields, mayChange) => {
  expect(isMapped(hubspotDefaults, fields)).toBe(mayChange);
});

test('a record changes with what its filter and its templates read, and never with a constant', () => {
  const policies = {
    ...policyDefaults,
    recordIdPath: null,
    filter: [{ source: 'user_metadata.plan', is: 'exists' as const, values: [] }],
  };
  const config = { policies, mapping: [{ source: '=nickname' }, { source: '{user_metadata.city} {name}' }] };
  expect(isMapped(config, ['user_metadata.plan'])).toBe(true);
  expect(isMapped(config, ['user_metadata.city'])).toBe(true);
  expect(isMapped(config, ['name'])).toBe(true);
  expect(isMapped(config, ['nickname', 'app_metadata.crm_contact_id'])).toBe(false);
});

test('who maps the time of the last event hears of sign-ins', () => {
  const config = { policies: policyDefaults, mapping: [{ source: 'last_event_at' }] };
  expect(isMapped(config, ['last_login'])).toBe(true);
});
