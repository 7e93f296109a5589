import { describe, expect, it } from 'vitest';

import { laneStates, parkReasons, type ReviewReason, reviewReasons } from './connector';
import { type ActCase, laneChoices, reviewActs } from './review-acts';

const link = { recordId: '42', role: 'writer', state: 'active', origin: 'email', linkedAtMs: 0 } as const;
const found = (...ids: string[]) => ids.map((recordId) => ({ recordId, by: 'email' as const, userId: null }));

const asked = (reason: ReviewReason, over: Partial<ActCase> = {}): ActCase => ({
  ...{ state: 'review', reason, link, isEvent: false, connectorKind: 'hubspot' },
  facts: { candidates: [], refused: {} },
  ...over,
});

const told = (of: ActCase) =>
  reviewActs(of).map(({ act, label, recordId }) => [act, label, ...(recordId === undefined ? [] : [recordId])]);

const never = ['never', 'Never for this user…'];

describe('the acts of a case', () => {
  it.each([
    [
      asked('several_records', { link: null, facts: { candidates: found('42', '77'), refused: {} } }),
      [
        ['link', 'Link to…'],
        ['create', 'Create'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('email_taken', { facts: { candidates: found('42', '77'), refused: { email: 'a@b.test' } } }),
      [
        ['push', 'Retry'],
        ['leave_out', 'Keep the old address'],
        ['link', 'Link to 77', '77'],
      ],
    ],
    [
      asked('email_taken', { link: null }),
      [
        ['push', 'Retry'],
        ['link', 'Link to…'],
      ],
    ],
    [
      asked('email_unverified', { link: null, facts: { candidates: found('77'), refused: {} } }),
      [
        ['link', 'Link to 77 anyway', '77'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('email_invalid', { facts: { candidates: [], refused: { email: 'a' } } }),
      [
        ['leave_out', 'Send without email'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('no_record', { link: null }),
      [
        ['create', 'Create'],
        ['link', 'Link to…'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('linked_to_other_user', { link: null, facts: { candidates: found('77'), refused: {} } }),
      [
        ['follow', 'Follow in 77', '77'],
        ['make_writer', 'Make writer', '77'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('two_records'),
      [
        ['confirm_deletion', 'Keep the primary’s…'],
        ['unlink', 'Keep both'],
      ],
    ],
    [
      asked('record_archived'),
      [
        ['create', 'Create anew'],
        ['link', 'Link to…'],
        ['unlink', 'Unlink'],
      ],
    ],
    [
      asked('record_gone'),
      [
        ['create', 'Create anew'],
        ['link', 'Link to…'],
        ['unlink', 'Unlink'],
      ],
    ],
    [
      asked('erased_before'),
      [
        ['unlink', 'Unlink'],
        ['push', 'Retry'],
      ],
    ],
    [
      asked('erased_before', { link: null }),
      [
        ['skip', 'Skip'],
        ['push', 'Retry'],
      ],
    ],
    [
      asked('value_refused', { facts: { candidates: [], refused: { phone: 'x', city: 'y' } } }),
      [
        ['leave_out', 'Send without them'],
        ['push', 'Retry'],
      ],
    ],
    [asked('property_read_only', { link: null }), [['push', 'Retry']]],
    [
      asked('validation_rule'),
      [
        ['push', 'Retry'],
        ['skip', 'Skip'],
      ],
    ],
    [
      asked('deletion_unconfirmed'),
      [
        ['confirm_deletion', 'Confirm the deletion…'],
        ['skip', 'Keep the record'],
      ],
    ],
    [
      asked('keeps_failing'),
      [
        ['push', 'Retry'],
        ['skip', 'Skip'],
      ],
    ],
  ] as const)('%j', (of, acts) => {
    expect(told(of)).toEqual([...acts, never]);
  });

  it('of other kinds are those that their connectors take', () => {
    expect(told(asked('keeps_failing', { connectorKind: 'webhook', link: null, facts: null }))).toEqual([
      ['push', 'Retry'],
      ['skip', 'Skip this event…'],
    ]);
    expect(told(asked('value_refused', { connectorKind: 'postgres', link: null, facts: null }))).toEqual([
      ['push', 'Retry'],
    ]);
  });

  it.each(reviewReasons)('%s has a default, and no act twice', (reason) => {
    for (const of of [asked(reason), asked(reason, { link: null, facts: null })]) {
      const acts = reviewActs(of).map(({ act }) => act);
      expect(acts.length).toBeGreaterThan(1);
      expect(new Set(acts).size).toBe(acts.length);
    }
  });
});

describe('the choices of a user in a list', () => {
  const choices = (over: Partial<ActCase>) => laneChoices({ ...asked('no_record'), ...over }).map(({ act }) => act);

  it('at rest: about the link; for good only where that is not so yet', () => {
    const rest = { state: 'idle', reason: null } as const;
    expect(choices(rest)).toEqual(['link', 'unlink', 'never']);
    expect(choices({ ...rest, link: { ...link, role: 'follower' } })).toEqual([
      'make_writer',
      'link',
      'unlink',
      'never',
    ]);
    expect(choices({ ...rest, connectorKind: 'webhook', link: null })).toEqual([]);
  });

  it('parked: pushed again, and made a record of where an address is missing', () => {
    expect(choices({ state: 'parked', reason: 'no_email', link: null })).toEqual(['push', 'create', 'link', 'never']);
    expect(choices({ state: 'parked', reason: 'never' })).toEqual(['push', 'unlink']);
  });

  it.each(laneStates)('%s: never an act that is not told twice', (state) => {
    for (const reason of [...reviewReasons, ...parkReasons]) {
      const acts = choices({ state, reason });
      expect(new Set(acts).size).toBe(acts.length);
      if (state === 'waiting' || state === 'running') expect(acts).toEqual([]);
    }
  });
});
