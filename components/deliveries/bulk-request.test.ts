import { describe, expect, it } from 'vitest';

import { redeliveryFilter, redeliveryInput } from '@/lib/jobs/redelivery';

import { type BulkRequest, freshKey, redeliveryFilterOf, without } from './bulk-request';

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

  it('leaves out what would be refused again as another request, and is itself again with it', () => {
    const request: BulkRequest = { input: { filter: {} }, by: 'matching', key: 'one', opener: null };
    const refused = { streamId: 'est_a', streamName: 'Users', cause: 'http-401', explains: 'http-401' };
    const narrower = without(request, [{ ...refused, count: 3, why: 'wrong_secret', newestAtMs: 0 }]);
    expect(narrower.input).toEqual({ filter: {}, leaveOut: [{ streamId: 'est_a', cause: 'http-401' }] });
    expect(redeliveryInput.parse(narrower.input)).toEqual(narrower.input);
    expect(narrower.key).not.toBe(request.key);
    expect(without(request, [])).toBe(request);
  });

  it('has a UUID of its own', () => {
    const keys = [freshKey(), freshKey()];
    for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });
});
