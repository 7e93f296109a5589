import { describe, expect, test } from 'vitest';
import { formerEmails } from './former-emails';

const verified = { email: 'c@x.test', isVerified: true };

describe('former addresses', () => {
  test('come newest first, each as verified as it was when it was given up', () => {
    const events = [
      [{ field: 'email_verified', before: false, after: true }],
      [
        { field: 'email', before: 'b@x.test', after: 'c@x.test' },
        { field: 'email_verified', before: true, after: false },
      ],
      [{ field: 'name', before: 'Ada' }],
      [{ field: 'email_verified', after: true }],
      [{ field: 'email', before: 'a@x.test', after: 'b@x.test' }],
    ];
    expect(formerEmails(verified, events)).toEqual([
      { email: 'b@x.test', isVerified: true },
      { email: 'a@x.test', isVerified: false },
    ]);
  });

  test('are as verified as the present one where no event says otherwise', () => {
    const events = [[{ field: 'email', before: 'a@x.test', after: 'b@x.test' }]];
    expect(formerEmails(verified, events)).toEqual([{ email: 'a@x.test', isVerified: true }]);
    expect(formerEmails({ ...verified, isVerified: false }, events)).toEqual([
      { email: 'a@x.test', isVerified: false },
    ]);
  });

  test('are others than the present one, which was given up in between', () => {
    const events = [
      [{ field: 'email', before: 'b@x.test', after: 'c@x.test' }],
      [{ field: 'email', before: 'c@x.test', after: 'b@x.test' }],
    ];
    expect(formerEmails(verified, events)).toEqual([{ email: 'b@x.test', isVerified: true }]);
  });

  test('are told once, as they were last, and five at most', () => {
    const change = (before: string) => [{ field: 'email', before, after: 'x' }];
    const again = [
      [{ field: 'email_verified', before: false }],
      change('a'),
      [{ field: 'email_verified', before: true }],
      change('a'),
    ];
    expect(formerEmails(verified, again)).toEqual([{ email: 'a', isVerified: false }]);
    expect(formerEmails(verified, ['a', 'b', 'c', 'd', 'e', 'f'].map(change))).toHaveLength(5);
  });
});
