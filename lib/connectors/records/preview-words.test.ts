import { describe, expect, test } from 'vitest';
import { leftText, matchText, outcomeText, previewSum, requestOf, sentFields } from './preview-words';
import { type PreviewRow } from './record-preview';

const row = (over: Partial<PreviewRow>): PreviewRow => ({
  ...{ userId: 'auth0|ada', name: 'ada@example.test', act: 'nothing', recordId: null, origin: null },
  ...{ writes: [], left: [], text: null, candidates: [] },
  ...over,
});

const update = row({
  ...{ act: 'update', recordId: '881', origin: 'user_id' },
  writes: [
    { act: 'update', values: { email: 'ada@example.test', firstname: 'Ada' } },
    { act: 'update', values: { firstname: 'Ada' } },
  ],
});

const create = row({ act: 'create', writes: [{ act: 'create', values: { email: 'ada@example.test' } }] });

describe('a preview in words', () => {
  test('names request, record, and how it was found', () => {
    expect(outcomeText(update)).toBe('PATCH 881');
    expect(matchText(update)).toBe('Matched to contact 881 by auth0_user_id');
    expect(sentFields(update)).toBe(2);
    expect(update.writes.map((write) => requestOf(write, '881').path)).toEqual(
      Array.from({ length: 2 }, () => '/crm/objects/2026-09/contacts/881'),
    );
    expect(outcomeText(create)).toBe('POST');
    expect(matchText(create)).toBe('No contact matches: a new one');
  });

  test('tells who sends nothing, and why a field does not go', () => {
    expect(outcomeText(row({}))).toBe('nothing');
    expect(outcomeText(row({ act: 'review' }))).toBe('a person decides');
    expect(previewSum([update, create, row({}), row({ act: 'park' })])).toBe('2 would send, 2 would not');
    expect(leftText('not_empty')).toBe('not sent: HubSpot has a value');
    expect(leftText('of tomorrow')).toBe('not sent: of tomorrow');
  });
});
