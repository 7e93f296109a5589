import { describe, expect, it } from 'vitest';
import { parseStream } from './stream';
import { changesBetween, disabledWindows, sightOf } from './stream-history';

const streamOf = (over: Record<string, unknown> = {}) => {
  const stream = parseStream({
    id: 'est_a',
    name: 'Users',
    status: 'enabled',
    subscriptions: ['user.updated', 'user.created'],
    destination: {
      type: 'webhook',
      configuration: { webhook_endpoint: 'https://a.test/webhook', webhook_authorization: { method: 'bearer' } },
    },
    ...over,
  });
  if (stream === null) throw new Error('The sample is no event stream');
  return sightOf(stream);
};

const look = { atMs: 20, sinceMs: 10, by: null };

describe('what has changed of an event stream', () => {
  it('is nothing where only the order of its subscriptions differs', () => {
    const other = streamOf({ subscriptions: ['user.created', 'user.updated'] });
    expect(changesBetween(streamOf(), other, look)).toEqual([]);
  });

  it('is told by status and by setting', () => {
    const now = streamOf({ status: 'disabled', name: 'People', subscriptions: ['user.created'] });
    expect(changesBetween(streamOf(), now, { ...look, by: 'ada' })).toEqual([
      {
        streamId: 'est_a',
        kind: 'status',
        atMs: 20,
        sinceMs: 10,
        by: 'ada',
        status: 'disabled',
        before: 'enabled',
        settings: [],
        subscriptions: ['user.created'],
      },
      {
        streamId: 'est_a',
        kind: 'settings',
        atMs: 20,
        sinceMs: 10,
        by: 'ada',
        status: 'disabled',
        before: 'enabled',
        settings: ['name', 'subscriptions'],
        subscriptions: ['user.created'],
      },
    ]);
  });

  it('is its first sight, of which nobody knows since when, and its end', () => {
    expect(changesBetween(null, streamOf(), look)).toMatchObject([{ kind: 'first_seen', sinceMs: null, before: null }]);
    expect(changesBetween(streamOf(), null, look)).toMatchObject([{ kind: 'gone', status: 'gone', before: 'enabled' }]);
    expect(changesBetween(null, null, look)).toEqual([]);
  });
});

describe('the disabled windows of a range', () => {
  const changes = [
    { atMs: 10, status: 'enabled' },
    { atMs: 20, status: 'disabled' },
    { atMs: 25, status: 'disabled' },
    { atMs: 30, status: 'enabled' },
    { atMs: 40, status: 'disabled' },
  ];

  it('end with the next status, or with the range', () => {
    expect(disabledWindows(changes, { fromMs: 0, toMs: 50 })).toEqual([
      { fromMs: 20, toMs: 25 },
      { fromMs: 25, toMs: 30 },
      { fromMs: 40, toMs: 50 },
    ]);
    expect(disabledWindows(changes, { fromMs: 28, toMs: 45 })).toEqual([
      { fromMs: 28, toMs: 30 },
      { fromMs: 40, toMs: 45 },
    ]);
    expect(disabledWindows(changes, { fromMs: 31, toMs: 39 })).toEqual([]);
  });
});
