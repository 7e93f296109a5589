import { expect, test } from 'vitest';
import { cookieAttributes, cookieNames, crowdedOut } from './session-cookies';

test('over http the names carry the port, so that two applications on localhost do not meet', () => {
  expect(cookieNames('http://localhost:3000')).toEqual({
    session: 'sg3000_session',
    transactionPrefix: 'sg3000_txn_',
    trouble: 'sg3000_trouble',
  });
  expect(cookieNames('http://gauge.lan').session).toBe('sg80_session');
  expect(cookieAttributes('http://localhost:3000').secure).toBe(false);
});

test('over https the names are bound to the host', () => {
  expect(cookieNames('https://gauge.example.com').session).toBe('__Host-sg_session');
  expect(cookieNames('https://gauge.example.com:8443').session).toBe('__Host-sg8443_session');
  expect(cookieAttributes('https://gauge.example.com')).toMatchObject({ secure: true, path: '/' });
});

test('the oldest sign-ins under way give way, until what stays fits with the rest', () => {
  const pending = [3, 1, 2].map((n) => ({ name: `sg3000_txn_${n}`, value: `${n}:${'x'.repeat(600)}` }));
  expect(crowdedOut(pending, 0)).toEqual([]);
  expect(crowdedOut(pending, 700).map(({ name }) => name)).toEqual(['sg3000_txn_1']);
  expect(crowdedOut(pending, 2_048)).toHaveLength(3);
});
