import { expect, test } from 'vitest';
import { checkScopes, neededScopes } from './scopes';

test('tells granted, missing and surplus scopes apart', () => {
  const check = checkScopes(['read:event_streams', 'read:event_deliveries', 'delete:users']);
  expect(check.granted.map(({ scope }) => scope)).toEqual(['read:event_streams', 'read:event_deliveries']);
  expect(check.missing.map(({ scope }) => scope)).toEqual(['update:event_streams', 'update:event_deliveries']);
  expect(check.surplus).toEqual(['delete:users']);
});

test('a tenant that does not list scopes proves nothing missing', () => {
  expect(checkScopes(null)).toEqual({ known: false, granted: [], missing: [], surplus: [] });
});

test('all scopes granted leaves nothing missing', () => {
  expect(checkScopes(neededScopes.map(({ scope }) => scope)).missing).toEqual([]);
});
