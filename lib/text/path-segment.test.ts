import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOfSegment, pathSegment } from './path-segment';

const resolved = (id: string) => new URL(`/users/${pathSegment(id)}/timeline`, 'http://localhost').pathname;

test.each(['.', '..', '...', '', '~', '~.', '~~..', 'auth0|1', 'a/b', '%2e', '%', 'ä ?#'])(
  'the id %j has an address, and its own',
  (id) => {
    const parts = resolved(id).split('/');
    expect(parts).toHaveLength(4);
    expect(idOfSegment(parts[2] ?? '')).toBe(id);
  },
);

test('every id survives its way through an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      const parts = resolved(id).split('/');
      expect(parts).toHaveLength(4);
      expect(idOfSegment(parts[2] ?? '')).toBe(id);
    }),
  );
});

test('usual ids keep the address they always had', () => {
  expect(pathSegment('auth0|64b1')).toBe('auth0%7C64b1');
  expect(pathSegment('evt_1.2')).toBe('evt_1.2');
});
