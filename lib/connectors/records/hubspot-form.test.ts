import { describe, expect, test } from 'vitest';
import { conditionFieldsOf, conditionProblem, conditionText, filterOf, newCondition } from './filter-form';
import { hubspotFieldsOf, hubspotInputOf, policyFieldNamed } from './hubspot-form';
import { policyFieldsOf, policySentences, sentenceText, withChoice } from './policy-sentences';
import { type Condition, hubspotConfig, hubspotDefaults, policyDefaults, recordPolicies } from './record-config';

const filter: Condition[] = [
  { source: 'email', is: 'exists', values: [] },
  { source: 'user_metadata.plan', is: 'one_of', values: ['pro', 'team'] },
  { source: 'name', is: 'contains', values: ['a, b'] },
];

describe('the forms of a HubSpot connector', () => {
  test('show what is saved, and give it back unchanged', () => {
    const config = { ...hubspotDefaults, policies: { ...policyDefaults, filter } };
    const input = hubspotInputOf(hubspotFieldsOf({ name: 'HubSpot' }, config));
    expect(input).toEqual({ name: 'HubSpot', config });
    expect(hubspotConfig.parse(input?.config)).toEqual(config);
  });

  test('nothing is saved while a row or a condition is not complete', () => {
    const fields = hubspotFieldsOf({ name: 'HubSpot' }, hubspotDefaults);
    expect(hubspotInputOf({ ...fields, rows: fields.rows.map((row) => ({ ...row, source: '' })) })).toBeNull();
    const condition = { ...newCondition([]), is: 'equal' as const };
    expect(hubspotInputOf({ ...fields, conditions: [condition] })).toBeNull();
  });

  test('every policy has one sentence, whose choices the API takes', () => {
    const fields = policyFieldsOf(policyDefaults);
    const chosen = Object.keys(policyDefaults).filter(
      (name) => !['filter', 'deactivation', 'recordIdPath'].includes(name),
    );
    expect(policySentences.map(({ policy }) => policy).toSorted()).toEqual(chosen.toSorted());
    for (const { policy, choices } of policySentences) {
      for (const { value } of choices) {
        const input = hubspotInputOf({
          ...hubspotFieldsOf({ name: 'HubSpot' }, hubspotDefaults),
          policies: withChoice(fields, policy, value),
        });
        expect(recordPolicies.safeParse(input?.config.policies).success).toBe(true);
        expect(String(input?.config.policies[policy])).toBe(value);
      }
    }
    expect(withChoice(fields, 'whenDeleted', 'erase')).toEqual(fields);
  });

  test('a deletion is told with property and value', () => {
    const sentence = policySentences.find(({ policy }) => policy === 'whenDeleted');
    if (sentence === undefined) throw new Error('There is no sentence about deletions');
    const fields = policyFieldsOf(policyDefaults);
    expect(sentenceText(sentence, fields)).toBe('When a user is deleted, set auth0_status to deleted.');
    expect(sentenceText(sentence, { ...fields, whenDeleted: 'archive' })).toBe(
      'When a user is deleted, archive the contact.',
    );
  });

  test('what the API refuses is told at its field', () => {
    expect(policyFieldNamed('config.policies.recordIdPath')).toBe('recordIdPath');
    expect(policyFieldNamed('config.policies.deactivation.target')).toBe('deactivationTarget');
    expect(policyFieldNamed('config.mapping.0.source')).toBeNull();
  });
});

describe('who takes part', () => {
  test('a text with commas is one text, unless one of several is meant', () => {
    expect(filterOf(conditionFieldsOf(filter))).toEqual(filter);
    expect(filter.map(conditionText)).toEqual([
      'email exists',
      'user_metadata.plan is one of pro, team',
      'name contains a, b',
    ]);
  });

  test('a condition needs a field, and something to compare with where it compares', () => {
    const fields = newCondition([]);
    expect(conditionProblem(fields)).toBeNull();
    expect(conditionProblem({ ...fields, source: ' ' })).toBe('Name a field of the profile.');
    expect(conditionProblem({ ...fields, is: 'one_of', text: ' , ' })).toBe('Say what it is compared with.');
    expect(filterOf([{ ...fields, is: 'equal' }])).toBeNull();
  });
});
