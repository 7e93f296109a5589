import { describe, expect, it } from 'vitest';
import { concernRows, signsOf } from './concerns';
import { keepsOpen } from './keeps';
import { type AlertRule } from './sign';
import { type ConcernFacts, type StreamFact } from './concern-facts';
import { factsWith, failed, nowMs, rejections, stream, view } from './testing/facts';

const told = (facts: ConcernFacts) => signsOf(facts, view).map(({ key, rule, level }) => ({ key, rule, level }));
const of = (over: Partial<StreamFact>) => factsWith({}, [stream('a', { pointsHere: true, ...over })]);

describe('what is worth an alert', () => {
  it('is nothing when all is well', () => {
    expect(signsOf(factsWith(), view)).toEqual([]);
  });

  it('is each event stream that comes to 50, 70 or 90 % of a limit, with the highest of them', () => {
    const levels = [249, 250, 349, 350, 450, 700].map((sinceLastArrival) => {
      return told(of({ failedNow: 10, sinceLastArrival })).find(({ rule }) => rule === 'budget')?.level ?? null;
    });
    expect(levels).toEqual([null, 50, 50, 70, 90, 90]);
    const two = factsWith({}, [stream('a', { failedNow: 2_600 }), stream('b', { failedNow: 4_600 })]);
    expect(told(two).filter(({ rule }) => rule === 'budget')).toEqual([
      { key: 'budget a', rule: 'budget', level: 50 },
      { key: 'budget b', rule: 'budget', level: 90 },
    ]);
  });

  it('is an event stream that is disabled, unless somebody did that here or it always was', () => {
    const changed = { status: 'disabled', statusChange: { atMs: nowMs, by: null } };
    expect(told(of(changed))).toEqual([{ key: 'disabled a', rule: 'stream_disabled', level: null }]);
    expect(told(of({ ...changed, failedNow: 3 }))).toMatchObject([{ key: 'disabled a' }]);
    expect(told(of({ status: 'disabled', failedNow: 3 }))).toMatchObject([{ key: 'disabled a' }]);
    expect(told(of({ status: 'disabled', statusChange: { atMs: nowMs, by: 'ada' } }))).toEqual([]);
    expect(told(of({ status: 'disabled', failedNow: 3, statusChange: { atMs: nowMs, by: 'ada' } }))).toEqual([]);
    expect(told(of({ status: 'disabled' }))).toEqual([]);
  });

  it('is each cause of failed deliveries for itself, with the words of the overview', () => {
    expect(signsOf(factsWith({ failed }), view)).toMatchObject([
      {
        key: 'failures http-500',
        title: '500 from gauge.example.com: 5 deliveries failed',
        detail: 'It failed. (likely)',
      },
      { key: 'failures http-401', title: '401 from gauge.example.com: 2 deliveries failed', detail: 'Wrong secret.' },
    ]);
  });

  it('is a wrong credential, not a request without any', () => {
    expect(told(factsWith({ rejections }))).toMatchObject([{ rule: 'rejected' }]);
    expect(
      told(factsWith({ rejections: { ...rejections, wrongCredential: { count: 0, newestReason: null } } })),
    ).toEqual([]);
  });

  it('is silence, a job that ended with failures, and Auth0 that cannot be polled', () => {
    expect(told(factsWith({ lastEventMs: nowMs - 3_600_000, usualGapMs: 1_000 }))).toMatchObject([{ rule: 'silence' }]);
    const job = {
      id: 41,
      title: 'Bulk redelivery, 5 events',
      summary: '4 recovered, 1 failed again',
      endedAtMs: nowMs,
    };
    expect(told(factsWith({ jobs: [job] }))).toEqual([{ key: 'job 41', rule: 'job_failed', level: null }]);
    const away = { ...factsWith().streams, streams: null, asOfMs: null, failure: 'No answer in time' };
    expect(told(factsWith({ streams: away }))).toMatchObject([{ rule: 'polling' }]);
    expect(told(factsWith({ streams: { ...away, configured: false } }))).toEqual([]);
  });

  it('is not over while nothing says so', () => {
    const alert = (rule: AlertRule, key: string, streamId: string | null = null) => ({
      rule,
      key,
      streamId,
      openedAtMs: nowMs,
    });
    const away = { ...factsWith().streams, asOfMs: nowMs, failure: 'No answer in time' };
    expect(keepsOpen(alert('budget', 'budget a', 'a'), factsWith({ streams: away }))).toBe(true);
    expect(keepsOpen(alert('polling', 'polling deliveries'), factsWith({ streams: away }))).toBe(true);
    expect(keepsOpen(alert('polling', 'polling deliveries'), factsWith())).toBe(false);
    expect(keepsOpen(alert('budget', 'budget a', 'a'), factsWith())).toBe(false);
    expect(keepsOpen(alert('budget', 'budget a', 'a'), of({ status: 'disabled', failedNow: 500 }))).toBe(true);
    expect(keepsOpen(alert('stream_disabled', 'disabled a', 'a'), of({ status: 'disabled' }))).toBe(true);
    expect(keepsOpen(alert('stream_disabled', 'disabled a', 'a'), of({}))).toBe(false);
    expect(keepsOpen(alert('silence', 'silence'), factsWith({ lastEventMs: nowMs - 1 }))).toBe(true);
    expect(keepsOpen(alert('silence', 'silence'), factsWith({ lastEventMs: nowMs + 1 }))).toBe(false);
    expect(keepsOpen(alert('failures', 'failures http-401'), factsWith({ failed }))).toBe(true);
    expect(keepsOpen(alert('failures', 'failures http-404'), factsWith({ failed }))).toBe(false);
  });

  it('is no silence while nothing could arrive', () => {
    const quiet = { lastEventMs: nowMs - 3_600_000, usualGapMs: 1_000 };
    expect(told(factsWith({ ...quiet, upSinceMs: nowMs - 60_000 }))).toEqual([]);
    expect(told(factsWith({ ...quiet, upSinceMs: nowMs - 1_200_000 }))).toMatchObject([{ rule: 'silence' }]);
  });

  it('holds no time of day, which would be of one zone', () => {
    const facts = factsWith({ failed, rejections, lastEventMs: nowMs - 3_600_000, usualGapMs: 1_000 });
    for (const { title, detail } of signsOf(facts, view)) expect(`${title} ${detail}`).not.toMatch(/\d\d:\d\d/);
  });
});

describe('what failed while this app was down', () => {
  it('is suggested for a retry, newest outage first, below the failures by cause', () => {
    const one = (count: number, untilMs: number) => ({
      count,
      fromMs: untilMs - 360_000,
      untilMs,
      failedFromMs: untilMs - 370_000,
      failedToMs: untilMs + 10_000,
    });
    const rows = concernRows(factsWith({ failed, missed: [one(3, nowMs - 7_200_000), one(1, nowMs - 60_000)] }), view);
    expect(rows.slice(2).map(({ title, detail }) => [title, detail])).toEqual([
      ['1 delivery failed while this app was down', 'for 6 min, until 11:59 · Auth0 does not retry them by itself'],
      ['3 deliveries failed while this app was down', 'for 6 min, until 10:00 · Auth0 does not retry them by itself'],
    ]);
    expect(rows[2]?.act.href).toBe(
      '/deliveries?state=failed&from=2026-08-21T11:52:50.000Z&to=2026-08-21T11:59:10.000Z',
    );
  });
});
