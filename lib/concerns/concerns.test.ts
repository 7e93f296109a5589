import { describe, expect, it } from 'vitest';
import { concernRows, headlineOf } from './concerns';
import { type ConcernFacts } from './concern-facts';
import { cause500, errors, factsWith, failed, nowMs, rejections, stream, view } from './testing/facts';

describe('the headline', () => {
  it('says that all is well, with the age of the last event', () => {
    expect(headlineOf(factsWith(), view).sentence).toBe('All 3 event streams healthy. Last event 12 s ago.');
  });

  it('does not call an event stream disabled on purpose unhealthy', () => {
    const facts = factsWith({}, [stream('a', { pointsHere: true }), stream('b'), stream('c', { status: 'disabled' })]);
    expect(headlineOf(facts, view)).toMatchObject({
      tone: 'ok',
      sentence: '2 event streams healthy, 1 disabled. Last event 12 s ago.',
    });
  });

  it('counts failed deliveries with the age of the oldest and names the largest causes', () => {
    const health = headlineOf(
      factsWith({ failed }, [stream('a', { pointsHere: true, failedNow: 7 }), stream('b')]),
      view,
    );
    expect(health.sentence).toBe('7 deliveries failed at Auth0, the oldest 3 h ago.');
    expect(health.rest).toBe(
      '5 × 500 from gauge.example.com · 2 × 401 from gauge.example.com. 1 event stream healthy. Last event 12 s ago.',
    );
    expect(health.act).toEqual({ label: 'Show 7 failures', href: '/deliveries' });
  });

  it('puts an event stream that Auth0 has disabled first, with the age of its newest failure', () => {
    const facts = factsWith({ failed: { ...failed, total: 540 } }, [
      stream('a', {
        status: 'disabled',
        pointsHere: true,
        failedNow: 540,
        sinceLastArrival: 500,
        lastFailedAtMs: nowMs - 15 * 60_000,
      }),
      stream('b', { failedNow: 4_900 }),
    ]);
    expect(headlineOf(facts, view)).toMatchObject({
      tone: 'bad',
      sentence: 'Auth0 has disabled “Stream a” after 500 failures in a row, the newest 15 min ago.',
      act: { href: '/streams/a' },
    });
    expect(concernRows(facts, view).map((row) => row.title)).toEqual([
      'Auth0 has disabled “Stream a”',
      '“Stream b” is near Auth0’s limit',
      '500 from gauge.example.com',
      '401 from gauge.example.com',
    ]);
  });

  it('does not say who disabled an event stream whose failures are below the limits', () => {
    const facts = factsWith({ failed }, [stream('a', { status: 'disabled', pointsHere: true, failedNow: 7 })]);
    expect(headlineOf(facts, view).sentence).toBe('“Stream a” is disabled with 7 failed deliveries.');
  });

  it('counts every failure in its causes', () => {
    const causes = [9, 8, 7, 6, 5].map((count) => ({ ...cause500, title: `50${count}`, count }));
    expect(headlineOf(factsWith({ failed: { ...failed, total: 35, causes } }), view).rest).toContain(
      '9 × 509 · 8 × 508 · 7 × 507 · 11 × 2 other causes.',
    );
  });

  it('puts the coming disabling first once half of the limit is used', () => {
    const facts = factsWith({ failed: { ...failed, total: 3_820 } }, [
      stream('a', { pointsHere: true, failedNow: 3_820 }),
      stream('b'),
      stream('c'),
    ]);
    expect(headlineOf(facts, view).sentence).toBe('“Stream a” will be disabled by Auth0 after 1,180 more failures.');
    expect(headlineOf(facts, view).rest).toContain('The other 2 enabled event streams are healthy.');
    expect(headlineOf(facts, view).act?.href).toBe('/deliveries?stream=a');
  });

  it('keeps quiet about one failed request to Auth0 and tells what lasts', () => {
    const away = (ms: number) =>
      factsWith({ streams: { ...factsWith().streams, asOfMs: nowMs - ms, failure: 'Auth0 has not answered yet.' } });
    expect(headlineOf(away(12_000), view).topic).toBe('healthy');
    expect(headlineOf(away(31_000), view).topic).toBe('management');
  });

  it.each([
    [
      'once a poll failed',
      { checkedAtMs: nowMs - 60_000, failure: 'Auth0 answered 500.' },
      'No delivery had failed at 11:59,',
    ],
    ['before the first poll', { checkedAtMs: null, failure: null }, 'Failed deliveries have not been read yet,'],
  ])('does not say that no delivery has failed %s', (_, unsure, words) => {
    const health = headlineOf(factsWith({ failed: { ...factsWith().failed, polls: unsure } }), view);
    expect(health.rest).toContain(words);
    expect(health.rest).not.toContain('No delivery has failed');
  });

  it('warns when the failed deliveries cannot be read for long, with the day when it is not today', () => {
    const unsure = { checkedAtMs: nowMs - 26 * 3_600_000, failure: 'Auth0 answered 500.' };
    const facts = factsWith({ failed: { ...factsWith().failed, polls: unsure } });
    expect(headlineOf(facts, view)).toMatchObject({
      tone: 'warn',
      sentence: 'The failed deliveries could not be read since 20 Aug 10:00.',
      act: { href: '/deliveries' },
    });
    expect(concernRows(facts, view).map((row) => row.detail)).toEqual(['Auth0 answered 500.']);
    const stored = factsWith({ failed: { ...failed, polls: unsure } });
    expect(headlineOf(stored, view).rest).toContain('could not be read since 20 Aug 10:00.');
  });

  it('reports a disabled event stream that posts here', () => {
    const facts = factsWith({}, [stream('a', { status: 'disabled', pointsHere: true }), stream('b')]);
    expect(headlineOf(facts, view).sentence).toBe('“Stream a” is disabled.');
  });

  it('reports rejected requests with number and time', () => {
    expect(headlineOf(factsWith({ rejections }), view).sentence).toBe(
      'The webhook rejected 2 requests in the last hour, the newest at 11:59:00.',
    );
  });

  it('reports events that the mirror could not take', () => {
    expect(headlineOf(factsWith({ errors }), view).sentence).toBe(
      '10 events could not be applied to the mirror, the newest at 11:58.',
    );
  });

  it('says which settings are missing for the Management API', () => {
    const facts = factsWith({ streams: { ...factsWith().streams, configured: false, streams: null } });
    expect(headlineOf(facts, view).rest).toContain('AUTH0_MANAGEMENT_CLIENT_ID');
  });

  it('says since when the Management API has not answered', () => {
    const facts = factsWith({
      streams: { ...factsWith().streams, asOfMs: nowMs - 600_000, failure: 'No answer in time' },
    });
    expect(headlineOf(facts, view).sentence).toBe('The Management API has not answered since 11:50.');
  });

  it('says that the Management API refuses us, which is no silence', () => {
    const refused = { failure: 'Auth0 does not accept our client id', isRefused: true };
    const facts = factsWith({ streams: { ...factsWith().streams, asOfMs: nowMs - 600_000, ...refused } });
    expect(headlineOf(facts, view).sentence).toBe('The Management API has refused our requests since 11:50.');
    expect(headlineOf(facts, view).rest).toContain('Auth0 does not accept our client id.');
    expect(concernRows(facts, view).map(({ title }) => title)).toEqual(['The Management API refuses our requests']);
  });

  it('notices silence against the usual gap of the hour', () => {
    const facts = factsWith({ lastEventMs: nowMs - 47 * 60_000, usualGapMs: 6_000 });
    expect(headlineOf(facts, view)).toMatchObject({
      sentence: 'No event for 47 min.',
      rest: 'At this hour there is usually one every 6 s. All 3 event streams healthy.',
    });
  });

  it('claims nothing about event streams it has not seen yet', () => {
    const facts = factsWith({ streams: { ...factsWith().streams, streams: null, asOfMs: null } });
    expect(headlineOf(facts, view)).toMatchObject({ tone: 'ok', sentence: 'Last event 12 s ago.' });
  });

  it('names the worst fact when everything is wrong at once, in a fixed order', () => {
    const sick = factsWith(
      {
        failed,
        rejections,
        errors,
        usualGapMs: 1_000,
        lastEventMs: nowMs - 9_000_000,
        hasCredential: false,
        storage: { kind: 'gone', sinceMs: nowMs },
      },
      [
        stream('a', { status: 'disabled', pointsHere: true }),
        stream('b', { status: 'disabled', failedNow: 3 }),
        stream('c', { failedNow: 4_000 }),
      ],
    );
    const topics: string[] = [];
    const cures: Partial<ConcernFacts>[] = [
      { storage: null },
      { hasCredential: true },
      { streams: { ...sick.streams, streams: sick.streams.streams?.filter(({ id }) => id !== 'b') ?? null } },
      { streams: { ...sick.streams, streams: sick.streams.streams?.filter(({ id }) => id === 'a') ?? null } },
      { failed: factsWith().failed },
      { streams: { ...factsWith().streams, streams: null, asOfMs: null, failure: 'No answer in time' } },
      { rejections: factsWith().rejections },
      { errors: factsWith().errors },
      { streams: { ...factsWith().streams, streams: null, asOfMs: null } },
      { lastEventMs: nowMs },
    ];
    let facts = sick;
    for (const cure of cures) {
      topics.push(headlineOf(facts, view).topic);
      facts = { ...facts, ...cure };
    }
    topics.push(headlineOf(facts, view).topic);
    expect(topics).toEqual([
      'storage',
      'credential',
      'disabled',
      'risk',
      'failed',
      'disabled',
      'rejected',
      'error',
      'management',
      'silence',
      'waiting',
    ]);
  });
});

describe('the list of concerns', () => {
  it('is empty when all is well', () => {
    expect(concernRows(factsWith(), view)).toEqual([]);
  });

  it('has one row with one act for each fact, failures first', () => {
    const rows = concernRows(factsWith({ failed, rejections, errors }), view);
    expect(rows.map((row) => [row.title, row.act.href])).toEqual([
      ['500 from gauge.example.com', '/deliveries?explain=http-500'],
      ['401 from gauge.example.com', '/deliveries?explain=http-401'],
      ['2 rejected requests', '/?rejections'],
      ['10 events could not be applied', '/events?outcome=error&last=24h'],
    ]);
    expect(rows[0]?.detail).toBe('5 events since 09:00 · likely: It failed.');
    expect(rows[1]?.detail).toBe('2 events since 11:59 · Wrong secret.');
  });

  it('folds what lies beyond three causes into one row that keeps the count', () => {
    const causes = [9, 8, 7, 6, 5].map((count) => ({ ...cause500, key: `http-50${count}`, count }));
    const rows = concernRows(factsWith({ failed: { ...failed, causes } }), view);
    expect(rows).toHaveLength(4);
    expect(rows[3]).toMatchObject({ title: '2 more causes', detail: '11 events' });
  });
});
