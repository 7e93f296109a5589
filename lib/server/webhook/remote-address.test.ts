import { expect, it } from 'vitest';
import { remoteAddress } from './remote-address';

it.each([
  ['192.0.2.7, 10.0.0.1', '192.0.2.7'],
  ['192.0.2.7:50123', '192.0.2.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
])('takes the first address that a proxy names: %s', (forwardedFor, address) => {
  expect(remoteAddress(forwardedFor, '127.0.0.1')).toBe(address);
});

it.each(['', 'unknown', 'x'.repeat(15_000), '_hidden, 192.0.2.7'])(
  'takes the peer when no address is named',
  (text) => {
    expect(remoteAddress(text, '::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(remoteAddress(text, null)).toBeNull();
  },
);
