import { describe, expect, test } from 'vitest';
import { checkMapping, type PropertyFacts } from './check-mapping';
import { hubspotDefaults, type MappingRow, policyDefaults, type Transform } from './record-config';

const property = (name: string, over: Partial<PropertyFacts> = {}): PropertyFacts => ({
  ...{ name, label: name, type: 'string', options: [], isReadOnly: false, isUnique: false },
  ...over,
});

const options = (...values: string[]) => values.map((value) => ({ label: value, value }));

const portal = [
  ...['email', 'firstname', 'lastname', 'phone', 'auth0_status'].map((name) => property(name)),
  property('auth0_user_id', { isUnique: true }),
  property('lifecyclestage', { type: 'enumeration', options: options('lead', 'customer') }),
  property('hs_email_domain', { isReadOnly: true }),
  property('seats', { type: 'number' }),
  property('birthday', { type: 'date' }),
  property('closedate', { type: 'datetime' }),
  property('is_vip', { type: 'bool' }),
  property('plan', { type: 'enumeration', options: options('free', 'paid') }),
  property('owner', { type: 'enumeration' }),
];

const row = (source: string, target: string, transforms: Transform[] = []): MappingRow => ({
  ...{ source, target, transforms, when: 'always', cleared: 'leave' },
});

const check = (mapping: MappingRow[], properties = portal, policies = policyDefaults) =>
  checkMapping({ mapping, policies }, properties);

test('the defaults fit a portal that has our two properties', () => {
  expect(checkMapping(hubspotDefaults, portal)).toEqual({
    findings: [{ tone: 'ok', target: null, text: 'All 6 properties exist and can be written.' }],
    missing: [],
  });
});

test('a new portal lacks two properties, which we offer to make', () => {
  const fresh = portal.filter(({ name }) => !name.startsWith('auth0_'));
  const { findings, missing } = checkMapping(hubspotDefaults, fresh);
  expect(findings).toEqual([
    { tone: 'bad', target: 'auth0_user_id', text: 'auth0_user_id does not exist.' },
    { tone: 'bad', target: 'auth0_status', text: 'auth0_status does not exist.' },
  ]);
  expect(missing).toEqual([
    { name: 'auth0_user_id', label: 'Auth0 user ID', type: 'string', isUnique: true },
    { name: 'auth0_status', label: 'Auth0 status', type: 'string', isUnique: false },
  ]);
});

test('a name that HubSpot does not take is not offered', () => {
  const { findings, missing } = check([row('name', 'Full Name'), row('name', '__proto__'), row('name', 'auth0_plan')]);
  expect(findings.map(({ target }) => target)).toEqual(['Full Name', '__proto__', 'auth0_plan']);
  expect(missing).toEqual([{ name: 'auth0_plan', label: 'Auth0 plan', type: 'string', isUnique: false }]);
});

test('users must be found by a unique property that holds the user id, mapped or not', () => {
  const plain = portal.map((entry) => ({ ...entry, isUnique: false }));
  expect(check([], plain).findings).toMatchObject([{ tone: 'bad', target: 'auth0_user_id' }]);
  expect(check([], plain).findings[0]?.text).toContain('must have unique values');
  const none = portal.filter(({ name }) => name !== 'auth0_user_id');
  expect(check([], none).missing).toMatchObject([{ name: 'auth0_user_id', isUnique: true }]);
  const other = check([row('email', 'auth0_user_id')]);
  expect(other.findings).toMatchObject([{ tone: 'bad', target: 'auth0_user_id' }]);
});

describe('a row', () => {
  const map = (table: Record<string, string>, otherwise: string | null = null): Transform[] => [
    { kind: 'map', table, otherwise },
  ];

  test.each<[MappingRow, string]>([
    [row('email', 'hs_email_domain'), 'hs_email_domain cannot be written.'],
    [row('=gold', 'plan'), 'plan has no option "gold".'],
    [row('app_metadata.plan', 'plan', map({ pro: 'paid', x: 'gold' }, 'other')), 'plan has no option "gold", "other".'],
    [row('status', 'plan'), 'plan has no option "active", "blocked", "deleted".'],
    [row('=many', 'seats'), 'seats takes numbers: end the row with number. It refuses "many".'],
    [row('=yes', 'is_vip'), 'is_vip takes true and false. It refuses "yes".'],
    [
      row('is_blocked', 'is_vip', [{ kind: 'yes_no', yes: 'Yes', no: 'No' }]),
      'is_vip takes true and false. It refuses "Yes", "No".',
    ],
    [row('=soon', 'birthday'), 'birthday takes days: end the row with date day. It refuses "soon".'],
    [row('=soon', 'closedate'), 'closedate takes times: end the row with date iso. It refuses "soon".'],
  ])('%j is refused: %s', (mapped, text) => {
    expect(check([mapped]).findings).toContainEqual({ tone: 'bad', target: mapped.target, text });
  });

  test.each<[MappingRow, string]>([
    [row('app_metadata.plan', 'plan'), 'plan takes 2 options: other values are refused. Use map.'],
    [row('app_metadata.seats', 'seats'), 'seats takes numbers: end the row with number.'],
    [row('birthdate', 'birthday'), 'birthday takes days: end the row with date day.'],
    [row('created_at', 'closedate'), 'closedate takes times: end the row with date iso.'],
    [row('=lead', 'lifecyclestage'), 'lifecyclestage only moves forward: HubSpot refuses an earlier stage.'],
    [row('last_event_at', 'phone'), 'phone changes with every sign-in: each one makes a call.'],
  ])('%j is warned about: %s', (mapped, text) => {
    const { findings } = check([mapped]);
    expect(findings).toContainEqual({ tone: 'warn', target: mapped.target, text });
    expect(findings[0]?.tone).toBe('ok');
  });

  test.each<[MappingRow]>([
    [row('=paid', 'plan')],
    [row('=PAID', 'plan', [{ kind: 'lower' }])],
    [row('app_metadata.plan', 'plan', map({ pro: 'paid' }, 'free'))],
    [row('app_metadata.plan', 'plan', map({ pro: 'paid' }))],
    [row('app_metadata.owner', 'owner')],
    [row('app_metadata.seats', 'seats', [{ kind: 'number' }])],
    [row('is_blocked', 'is_vip')],
    [row('email_verified', 'is_vip')],
    [row('birthdate', 'birthday', [{ kind: 'date', as: 'day' }])],
    [row('created_at', 'closedate', [{ kind: 'date', as: 'ms' }])],
    [row('=2026-11-30', 'birthday')],
  ])('%j fits', (mapped) => {
    expect(check([mapped]).findings.map(({ tone }) => tone)).toEqual(['ok']);
  });
});

test('what a deactivation sets is checked like a row, and only where users are deactivated', () => {
  const policies = { ...policyDefaults, deactivation: { target: 'plan', value: 'gone' } };
  expect(check([], portal, policies).findings).toEqual([
    { tone: 'bad', target: 'plan', text: 'plan has no option "gone".' },
  ]);
  expect(check([], portal, { ...policies, whenDeleted: 'keep' }).findings).toMatchObject([{ tone: 'ok' }]);
});
