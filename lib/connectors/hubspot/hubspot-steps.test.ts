import { describe, expect, test } from 'vitest';
import { type ConnectorCheckAnswer, type HubspotCheck } from '../connector-answers';
import { hubspotScopes, isKeyReady, keyReason, keyTitle } from './hubspot-steps';

const portal = { id: '1', timeZone: 'UTC', uiDomain: 'app.hubspot.com' };

function checked(granted: Record<string, boolean | null>, over: Partial<HubspotCheck> = {}): ConnectorCheckAnswer {
  const scopes = hubspotScopes.map(({ name }, index) => ({
    ...{ name, isGranted: Object.hasOwn(granted, name) ? (granted[name] ?? null) : true },
    isNeeded: index < 3,
  }));
  return {
    ...{ isReady: true, findings: [], statement: null, columns: [] },
    hubspot: { portal, scopes, missing: [], ...over },
  };
}

describe('the check of a key', () => {
  test('lets on with what it needs; a scope that is optional, or not told, is no hindrance', () => {
    const check = checked({ 'crm.schemas.contacts.write': false, 'crm.objects.contacts.write': null });
    expect([isKeyReady(check), keyReason(check)]).toEqual([true, null]);
    expect(keyTitle(check)).toBe('The key has every scope it needs');
  });

  test.each([
    [['crm.objects.contacts.write'], 'One scope is missing', 'Next opens when the scope is there'],
    [
      ['crm.objects.contacts.write', 'crm.schemas.contacts.read'],
      '2 scopes are missing',
      'Next opens when the scopes are there',
    ],
  ])('without %s the title says what is missing, and Next why it is closed', (names, title, reason) => {
    const check = checked(Object.fromEntries(names.map((name) => [name, false])));
    expect([isKeyReady(check), keyTitle(check), keyReason(check)]).toEqual([false, title, reason]);
  });

  test('a key that is refused leads nowhere', () => {
    const check = checked({}, { portal: null });
    expect([isKeyReady(check), keyReason(check)]).toEqual([false, 'Next opens when HubSpot accepts the key']);
  });
});
