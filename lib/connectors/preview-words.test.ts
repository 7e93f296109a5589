import { describe, expect, test } from 'vitest';
import { leftText, matchText, outcomeText, previewSum, requestOf, sentFields } from './preview-words';
import { type RestConfig, restDefaults } from './rest/rest-config';
import { hubspotDefaults } from './records/record-config';
import { type PreviewRow } from './records/record-preview';

const row = (over: Partial<PreviewRow>): PreviewRow => ({
  ...{ userId: 'auth0|ada', name: 'ada@example.test', act: 'nothing', recordId: null, origin: null, eventAtMs: null },
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
    expect(outcomeText(update, hubspotDefaults)).toBe('PATCH 881');
    expect(matchText(update, hubspotDefaults)).toBe('Matched to contact 881 by auth0_user_id');
    expect(sentFields(update)).toBe(2);
    expect(update.writes.map((write) => requestOf(hubspotDefaults, write, '881').path)).toEqual(
      Array.from({ length: 2 }, () => '/crm/objects/2026-09/contacts/881'),
    );
    expect(outcomeText(create, hubspotDefaults)).toBe('POST');
    expect(matchText(create, hubspotDefaults)).toBe('No contact matches: a new one');
  });

  test('tells who sends nothing, and why a field does not go', () => {
    expect(outcomeText(row({}), hubspotDefaults)).toBe('nothing');
    expect(outcomeText(row({ act: 'review' }), hubspotDefaults)).toBe('a person decides');
    expect(previewSum([update, create, row({}), row({ act: 'park' })])).toBe('2 would send, 2 would not');
    expect(leftText('not_empty', hubspotDefaults)).toBe('not sent: HubSpot has a value');
    expect(leftText('of tomorrow', hubspotDefaults)).toBe('not sent: of tomorrow');
  });

  test('speaks of a REST API as it is set: its own paths, its names, JSON values, and no word of HubSpot', () => {
    const rest: RestConfig = {
      ...restDefaults,
      baseUrl: 'https://crm.test/api',
      update: { method: 'PUT', path: '/people/{id}', body: '/data' },
      userIdTarget: 'external_id',
    };
    const [write] = update.writes;
    if (write === undefined) throw new Error('there is a write');
    expect(requestOf(rest, write, '8 1')).toEqual({
      method: 'PUT',
      path: '/people/8%201',
      body: { data: { email: 'ada@example.test', firstname: 'Ada' } },
    });
    expect(outcomeText(update, rest)).toBe('PUT 881');
    expect(outcomeText(create, rest)).toBe('POST');
    expect(matchText(update, rest)).toBe('Matched to record 881 by external_id');
    expect(matchText(create, rest)).toBe('No record matches: a new one');
    expect(leftText('not_empty', rest)).toBe('not sent: the CRM has a value');
  });
});
