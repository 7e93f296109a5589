import { describe, expect, it } from 'vitest';
import { type EventSummary } from './event-record';
import { changedText, splitNoise } from './changed-text';

const event = (over: Partial<EventSummary>) => ({
  type: 'user.updated',
  outcome: 'applied' as const,
  outcomeReason: null,
  rowChanged: false,
  changes: [],
  ...over,
});

describe('what an event changed, in one cell', () => {
  it('names the changed fields and leaves the noise out', () => {
    const changes = [{ field: 'email' }, { field: 'updated_at' }, { field: 'user_metadata.plan' }];
    expect(changedText(event({ changes }))).toEqual({ text: 'email, user_metadata.plan', quiet: false });
  });

  it('calls an update with nothing but sign-in fields a login', () => {
    const changes = [{ field: 'last_ip' }, { field: 'last_login' }, { field: 'updated_at' }];
    expect(changedText(event({ changes }))).toEqual({ text: 'login only', quiet: true });
  });

  it('names even a quiet field when nothing else changed, and says nothing only of nothing', () => {
    expect(changedText(event({ changes: [{ field: 'updated_at' }] }))).toEqual({ text: 'updated_at', quiet: true });
    expect(changedText(event({})).text).toBe('nothing');
  });

  it('calls the update that made the row appear first seen', () => {
    expect(changedText(event({ rowChanged: true }))).toEqual({ text: 'first seen', quiet: false });
    expect(changedText(event({ rowChanged: true, changes: [{ field: 'name' }] })).text).toBe('name');
  });

  it('uses the verb for events that are no updates, unknown types included', () => {
    expect(changedText(event({ type: 'user.created', changes: [{ field: 'email' }] })).text).toBe('created');
    expect(changedText(event({ type: 'organization.member.added' }))).toEqual({ text: 'member added', quiet: true });
    expect(changedText(event({ type: 'organization.future_thing' })).text).toBe('future_thing');
  });

  it('gives the reason of an error', () => {
    expect(changedText(event({ outcome: 'error', outcomeReason: 'no user_id' })).text).toBe('no user_id');
  });

  it('parts changes into shown and hidden without losing any', () => {
    const changes = [{ field: 'name' }, { field: 'logins_count' }];
    expect(splitNoise(changes)).toEqual({ shown: [{ field: 'name' }], hidden: [{ field: 'logins_count' }] });
  });
});
