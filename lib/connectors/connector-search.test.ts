import { expect, test } from 'vitest';
import { callListQuery, laneListQuery } from './connector-query';
import { callFilterQuery, laneFilterQuery, loadConnectorSearch } from './connector-search';

const queryOf = (text: string) => Object.fromEntries(new URLSearchParams(text));

test('what a screen filters by is what the API understands', () => {
  const lanes = { state: ['retrying' as const, 'review' as const], q: 'auth0|a,b&c' };
  expect(laneListQuery.parse(queryOf(laneFilterQuery(lanes)))).toEqual(lanes);
  const calls = { result: ['failed' as const], user: 'auth0|ü' };
  expect(callListQuery.parse(queryOf(callFilterQuery(calls)))).toEqual(calls);
});

test('nothing is asked for where nothing is filtered', () => {
  expect([laneFilterQuery({ state: [], q: '' }), callFilterQuery({ result: [], user: '' })]).toEqual(['', '']);
});

test('an address with words that we do not know shows the whole list of the first tab', () => {
  expect(loadConnectorSearch({ tab: 'dreams', state: 'asleep,', result: 'odd' })).toMatchObject({
    tab: 'flow',
    state: [],
    result: [],
  });
});
