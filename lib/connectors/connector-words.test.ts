import { describe, expect, test } from 'vitest';
import { minuteMs } from '../spans';
import { type Connector } from './connector';
import { webhookDefaults } from './connector-config';
import { hubspotDefaults } from './records/record-config';
import { postgresDefaults } from './table-config';
import { isLate, isQuiet, recordPageOf, subjectHref, sumHours, targetOf, waitingOf } from './connector-words';

const connector: Connector = {
  id: 1,
  kind: 'webhook',
  name: 'Billing events',
  state: 'running',
  stateSinceMs: 0,
  holdReason: null,
  stateBy: null,
  quietUntilMs: null,
  quietReason: null,
  cursorSeq: 0,
  configVersion: 1,
  config: { ...webhookDefaults, url: 'https://billing.example.com/hook' },
  createdAtMs: 0,
  createdBy: 'admin@example.test',
  deletionsConfirmedSeq: null,
};

describe('the target of a connector', () => {
  test('of a table names it, and a port that is not the usual one', () => {
    const where = { host: 'db.example.com', database: 'crm', user: 'writer' };
    const config = { ...postgresDefaults, columns: [...postgresDefaults.columns], ...where };
    expect(targetOf(config)).toBe('public.users in crm at db.example.com');
    expect(targetOf({ ...config, port: 6_543 })).toBe('public.users in crm at db.example.com:6543');
  });

  test.each([
    ['https://billing.example.com/hook?x=1', 'billing.example.com'],
    ['http://localhost:8080/', 'localhost:8080'],
    ['https://[2001:db8::1]/hook', '[2001:db8::1]'],
  ])('%s is named %s', (url, target) => {
    expect(targetOf({ ...webhookDefaults, url })).toBe(target);
  });
});

test('a connector is quiet while it runs and the time has not come, and never when a person has stopped it', () => {
  const quiet = { ...connector, quietUntilMs: 1_000 };
  expect([isQuiet(quiet, 999), isQuiet(quiet, 1_000), isQuiet(connector, 0)]).toEqual([true, false, false]);
  expect(isQuiet({ ...quiet, state: 'paused' }, 0)).toBe(false);
});

test('what needs a person does not count as waiting', () => {
  expect(waitingOf({ idle: 16, waiting: 1, running: 2, retrying: 4, review: 8, parked: 32 })).toBe(7);
});

test('what waits for more than five minutes is late', () => {
  expect([isLate(null, 1e12), isLate(0, 5 * minuteMs), isLate(0, 5 * minuteMs + 1)]).toEqual([false, false, true]);
});

test('hours are summed', () => {
  const hours = [
    { hourMs: 0, pushed: 3, failed: 1 },
    { hourMs: 1, pushed: 4, failed: 0 },
  ];
  expect(sumHours(hours)).toEqual({ pushed: 7, failed: 1 });
});

test('a lane leads to its user, to the events of another subject, or to its one event', () => {
  expect(subjectHref({ key: 'auth0|a/b', isEvent: false })).toBe('/users/auth0%7Ca%2Fb');
  expect(subjectHref({ key: 'org_1', isEvent: false })).toBe('/events?subject=org_1');
  expect(subjectHref({ key: 'evt_1', isEvent: true })).toBe('/events/evt_1');
});

describe('the page of a record', () => {
  const portal = { id: '48120337', timeZone: 'Europe/Berlin', uiDomain: 'app-eu1.hubspot.com' };

  test('is at the account’s own host; a stand-in has its own page', () => {
    const config = { ...hubspotDefaults, portal };
    expect(`${recordPageOf(config, null)}881`).toBe('https://app-eu1.hubspot.com/contacts/48120337/record/0-1/881');
    expect(`${recordPageOf(config, 'http://localhost:4400/hubspot')}881`).toBe(
      'http://localhost:4400/hubspot?contact=881',
    );
  });

  test.each([null, { ...portal, uiDomain: 'evil.example/x?' }, { ...portal, id: '../1' }])(
    'is nowhere for the account %j',
    (unknown) => {
      expect(recordPageOf({ ...hubspotDefaults, portal: unknown }, null)).toBeNull();
    },
  );
});
