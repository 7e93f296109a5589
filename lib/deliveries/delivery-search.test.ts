import { describe, expect, it } from 'vitest';
import {
  deliveryFilterOf,
  deliveryFilterQuery,
  deliveryQuery,
  filtersOf,
  isFiltered,
  loadDeliverySearch,
} from './delivery-search';

describe('the address of the failed deliveries', () => {
  it('reads filters, view and open row back as they were written', () => {
    const search = loadDeliverySearch(
      '?view=list&stream=est_a,est_b&type=user.created&state=failed,gone&open=est_a/evt_1',
    );
    expect(search).toMatchObject({
      view: 'list',
      stream: ['est_a', 'est_b'],
      type: ['user.created'],
      state: ['failed', 'gone'],
      cause: null,
      open: 'est_a/evt_1',
    });
    expect(deliveryFilterQuery(filtersOf(search))).toBe('?stream=est_a,est_b&type=user.created&state=failed,gone');
  });

  it('takes what it does not know for absent', () => {
    const search = loadDeliverySearch('?view=grid&state=lost');
    expect(search.view).toBe('cause');
    expect(isFiltered(filtersOf(search))).toBe(false);
  });

  it('leaves what is not set out of the filter for the store', () => {
    expect(deliveryFilterOf({ stream: [], type: [], state: [], cause: null })).toEqual({});
    expect(deliveryFilterOf({ stream: ['est_a'], type: [], state: ['failed'], cause: 'http-500' })).toEqual({
      streamIds: ['est_a'],
      states: ['failed'],
      causeKey: 'http-500',
    });
  });
});

describe('the query of the API', () => {
  it('reads lists and the cursor', () => {
    expect(deliveryQuery.parse({ stream: 'est_a,est_b', before: '41' })).toEqual({
      stream: ['est_a', 'est_b'],
      type: [],
      state: [],
      cause: null,
      before: 41,
    });
  });

  it('refuses a state that does not exist and a cursor that is no number', () => {
    expect(deliveryQuery.safeParse({ state: 'failed,lost' }).success).toBe(false);
    expect(deliveryQuery.safeParse({ before: 'x' }).success).toBe(false);
  });
});
