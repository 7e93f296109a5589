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
      '?view=list&stream=est_a,est_b&type=user.created&state=failed,gone&open=est_a/evt_1&from=2026-08-21',
    );
    expect(search).toMatchObject({
      view: 'list',
      stream: ['est_a', 'est_b'],
      type: ['user.created'],
      state: ['failed', 'gone'],
      cause: null,
      open: 'est_a/evt_1',
      from: Date.UTC(2026, 7, 21),
      to: null,
    });
    expect(deliveryFilterQuery(filtersOf(search))).toBe(
      '?stream=est_a,est_b&type=user.created&state=failed,gone&from=2026-08-21T00:00:00.000Z',
    );
  });

  it('takes what it does not know for absent', () => {
    const search = loadDeliverySearch('?view=grid&state=lost');
    expect(search.view).toBe('cause');
    expect(isFiltered(filtersOf(search))).toBe(false);
  });

  it('leaves what is not set out of the filter for the store', () => {
    const nothing = { stream: [], type: [], state: [], cause: null, from: null, to: null };
    expect(deliveryFilterOf(nothing)).toEqual({});
    const set = { ...nothing, stream: ['est_a'], state: ['failed' as const], cause: 'http-500', from: 1, to: 2 };
    expect(deliveryFilterOf(set)).toEqual({
      streamIds: ['est_a'],
      states: ['failed'],
      causeKey: 'http-500',
      fromMs: 1,
      toMs: 2,
    });
  });
});

describe('the query of the API', () => {
  it('reads lists and the cursor', () => {
    expect(deliveryQuery.parse({ stream: 'est_a,est_b', before: '41', from: '7' })).toEqual({
      stream: ['est_a', 'est_b'],
      type: [],
      state: [],
      cause: null,
      from: 7,
      to: null,
      before: 41,
    });
  });

  it('refuses a state that does not exist and a cursor that is no number', () => {
    expect(deliveryQuery.safeParse({ state: 'failed,lost' }).success).toBe(false);
    expect(deliveryQuery.safeParse({ before: 'x' }).success).toBe(false);
    expect(deliveryQuery.safeParse({ to: 'yesterday' }).success).toBe(false);
  });
});
