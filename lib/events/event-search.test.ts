import { describe, expect, it } from 'vitest';
import {
  countSetFilters,
  eventFilterOf,
  eventFiltersQuery,
  eventHref,
  eventPageOf,
  eventSearchQuery,
  noEventFilters,
  readEventSearch,
} from './event-search';

const now = Date.parse('2026-08-21T12:00:00.000Z');

describe('reading a search from an address', () => {
  it('reads nothing from an empty address', () => {
    expect(readEventSearch({})).toEqual({ ...noEventFilters, before: null, after: null });
  });

  it('reads lists, ranges, instants in both spellings and cursors', () => {
    const search = readEventSearch({
      q: 'evt_1',
      type: 'user.created,user.updated',
      outcome: 'late,error',
      stream: 'est_A',
      subject: 'auth0|1',
      last: '24h',
      from: '2026-08-21T10:00:00Z',
      to: '1787313600000',
      test: 'hide',
      before: '41',
    });
    expect(search).toEqual({
      q: 'evt_1',
      type: ['user.created', 'user.updated'],
      outcome: ['late', 'error'],
      stream: ['est_A'],
      subject: 'auth0|1',
      last: '24h',
      from: Date.parse('2026-08-21T10:00:00Z'),
      to: 1_787_313_600_000,
      test: 'hide',
      before: 41,
      after: null,
    });
  });

  it('ignores what it does not understand', () => {
    const search = readEventSearch({
      outcome: 'late,lost',
      last: '3h',
      from: 'yesterday',
      test: 'maybe',
      before: '-1',
    });
    expect(search).toEqual({ ...noEventFilters, before: null, after: null });
  });

  it('survives the way through an address, commas and bars included', () => {
    const search = { ...readEventSearch({}), type: ['odd,type', 'a&b'], subject: 'auth0|ada', from: now, after: 7 };
    const query = eventSearchQuery(search);
    expect(readEventSearch(new URLSearchParams(query))).toEqual(search);
  });
});

describe('writing a search', () => {
  it('writes nothing when nothing is set', () => {
    expect(eventSearchQuery(readEventSearch({}))).toBe('');
    expect(eventFiltersQuery(noEventFilters)).toBe('');
  });

  it('leaves the cursor out of links to one event', () => {
    expect(eventFiltersQuery(readEventSearch({ type: 'user.created', before: '41' }))).toBe('?type=user.created');
  });

  it('encodes an id that holds anything', () => {
    expect(eventHref('a/b?c', '?test=hide')).toBe('/events/a%2Fb%3Fc?test=hide');
  });
});

describe('asking the store', () => {
  it('resolves a relative range against the present moment, whatever fixed bounds are there', () => {
    const filters = { ...noEventFilters, last: '1h' as const, from: 1, to: 2 };
    expect(eventFilterOf(filters, now)).toEqual({ fromMs: now - 3_600_000 });
  });

  it('passes only what is set', () => {
    expect(eventFilterOf(noEventFilters, now)).toEqual({});
    expect(eventFilterOf({ ...noEventFilters, type: [], to: 5, test: 'only' }, now)).toEqual({ toMs: 5, test: 'only' });
  });

  it('holds the page size between 1 and 200', () => {
    expect(eventPageOf({ before: null, after: null })).toEqual({ limit: 50 });
    expect(eventPageOf({ before: 9, after: 3 }, 5000)).toEqual({ limit: 200, before: 9 });
    expect(eventPageOf({ before: null, after: 3 }, 0)).toEqual({ limit: 1, after: 3 });
  });

  it('counts a time range once', () => {
    expect(countSetFilters({ ...noEventFilters, from: 1, to: 2, type: ['a', 'b'], stream: [] })).toBe(2);
  });
});
