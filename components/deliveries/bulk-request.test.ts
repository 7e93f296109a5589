import { describe, expect, it } from 'vitest';

import { redeliveryFilter } from '@/lib/jobs/redelivery';

import { freshKey, redeliveryFilterOf } from './bulk-request';

const nothing = { stream: [], type: [], state: [], cause: null, from: null, to: null };

describe('a bulk request', () => {
  it('takes the filters of the list, without what is not set', () => {
    expect(redeliveryFilterOf(nothing)).toEqual({});
    const set = { type: ['user.created'], state: ['failed' as const], cause: 'http-500', from: 0, to: 60_000 };
    const filter = redeliveryFilterOf({ ...nothing, ...set });
    expect(filter).toEqual(set);
    expect(redeliveryFilter.parse(filter)).toEqual(filter);
  });

  it('of a group has the cause of the group', () => {
    expect(redeliveryFilterOf({ ...nothing, stream: ['est_a'] }, 'connect')).toEqual({
      stream: ['est_a'],
      cause: 'connect',
    });
  });

  it('has a UUID of its own', () => {
    const keys = [freshKey(), freshKey()];
    for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });
});
