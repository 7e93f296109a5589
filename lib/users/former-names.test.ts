import { expect, it } from 'vitest';
import { formerNames } from './former-names';

it('lists what was replaced or removed, newest first', () => {
  expect(formerNames(['first@a.test'], { email: 'second@a.test', name: 'Ada' }, { email: 'third@a.test' })).toEqual([
    'second@a.test',
    'Ada',
    'first@a.test',
  ]);
});

it('forgets what is current again, and holds each once', () => {
  expect(formerNames(['a@a.test', 'b@a.test'], { email: 'b@a.test' }, { email: 'a@a.test' })).toEqual(['b@a.test']);
});

it('stays small for hostile input', () => {
  const known = Array.from({ length: 16 }, (_, n) => `${n}`);
  const former = formerNames(known, { name: 'x'.repeat(10_000), email: 7 }, { email: ['x'] });
  expect(former).toHaveLength(16);
  expect(former[0]).toHaveLength(320);
});
