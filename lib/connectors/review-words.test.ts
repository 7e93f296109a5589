import { describe, expect, it } from 'vitest';

import { reviewReasons } from './connector';
import { closesBy, reasonTitles, reviewLine, reviewSentence, type WordedCase } from './review-words';

const link = { recordId: '42', role: 'writer', state: 'active', origin: 'email', linkedAtMs: 0 } as const;

const asked = (over: Partial<WordedCase> = {}): WordedCase => ({
  key: 'auth0|ada',
  isEvent: false,
  name: 'ada@new.test',
  reason: 'email_taken',
  error: 'The new address belongs to 77.',
  attempts: 1,
  link,
  facts: {
    candidates: [
      { recordId: '42', by: 'user_id', userId: null },
      { recordId: '77', by: 'email', userId: null },
    ],
    refused: { email: 'ada@new.test' },
  },
  connectorKind: 'hubspot',
  ...over,
});

const noFacts = { candidates: [], refused: {} };

describe('what happened is told', () => {
  it.each([
    [
      'email_taken',
      {},
      'ada@new.test has a new address in Auth0. The contact is 42, but HubSpot says that contact 77 has this address. Whatever else changed is in contact 42 already.',
    ],
    [
      'email_taken',
      { link: null, facts: noFacts },
      'ada@new.test has a new address in Auth0. HubSpot says that another contact has this address.',
    ],
    [
      'several_records',
      {
        link: null,
        facts: {
          candidates: [
            { recordId: '42', by: 'previous_email', userId: null },
            { recordId: '77', by: 'email', userId: null },
          ],
          refused: {},
        },
      },
      'ada@new.test matches contact 42 by a previous address and contact 77 by the present address. Nothing was written, because only one of them can be right.',
    ],
    [
      'email_unverified',
      { link: null, facts: { candidates: [{ recordId: '77', by: 'email', userId: null }], refused: {} } },
      'Contact 77 has the address of ada@new.test, but the address is not verified in Auth0. Anybody can sign up with it, so nothing was written.',
    ],
    [
      'value_refused',
      { error: 'phone: is not a number', facts: { candidates: [], refused: { phone: 'ext. 12' } } },
      'HubSpot refused phone of ada@new.test. It says: phone: is not a number. All other values are in contact 42.',
    ],
    [
      'value_refused',
      { connectorKind: 'postgres', link: null, facts: null, error: 'name: too long', name: null },
      'The database refused a value of auth0|ada. It says: name: too long.',
    ],
    [
      'linked_to_other_user',
      { link: null, facts: { candidates: [{ recordId: '77', by: 'email', userId: 'auth0|grace' }], refused: {} } },
      'Contact 77 is linked to auth0|grace already. The settings ask a person whether ada@new.test shares it.',
    ],
    ['record_archived', {}, 'Contact 42, which ada@new.test is linked to, was archived in HubSpot.'],
    [
      'keeps_failing',
      { connectorKind: 'webhook', attempts: 11, error: 'answered 500', link: null, facts: null },
      'An event of ada@new.test was not taken in 11 tries, and later events of the same user wait behind it. The last answer: answered 500.',
    ],
  ] as const)('%s: %j', (reason, over, text) => {
    expect(reviewSentence(asked({ reason, ...over }))).toBe(text);
  });

  it.each(reviewReasons)('%s: in sentences, with facts or without', (reason) => {
    for (const bare of [{}, { link: null, facts: null, error: null, name: null }]) {
      const of = asked({ reason, ...bare });
      expect(reviewSentence(of)).toMatch(/^\S.*\.$/);
      expect(reviewSentence(of)).not.toMatch(/undefined|null|\.\.|: \./);
      expect(reviewLine(of)).not.toBe('');
      expect(closesBy(of)).toMatch(/\.$/);
    }
  });

  it('in a line: what the other side said, or the title of the reason', () => {
    expect(reviewLine(asked())).toBe('The new address belongs to 77.');
    expect(reviewLine(asked({ error: null }))).toBe(reasonTitles.email_taken);
    expect(reviewLine(asked({ reason: 'keeps_failing', attempts: 11, error: 'answered 500' }))).toBe(
      '11 tries, answered 500',
    );
  });
});
