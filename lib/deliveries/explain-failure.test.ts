import { describe, expect, it, test } from 'vitest';
import { causeFromKey } from './cause';
import { explainFailure, explanationLine } from './explain-failure';
import { type AttemptFacts, type FailureFacts, noFacts } from './failure-facts';

const t0 = Date.parse('2026-08-21T12:10:04.310Z');
const second = 1_000;
const minute = 60 * second;
const view = { nowMs: t0 + 2 * 60 * minute, timeZone: 'UTC' };

const attempt: AttemptFacts = {
  atMs: t0,
  durationMs: 38,
  receipt: null,
  rejected: null,
  isWithoutCredential: false,
  tooLargeBytes: null,
  astrayPath: null,
  isLifeKnown: true,
  othersReceived: 0,
};

/** A failure of one event stream that posts here. */
const facts = (key: string, over: Partial<FailureFacts> = {}): FailureFacts => ({
  ...noFacts,
  cause: causeFromKey(key),
  hosts: ['gauge.example.com'],
  pointsHere: true,
  stream: { id: 'est_a', name: 'Users' },
  count: 5,
  firstFailedAtMs: t0,
  lastFailedAtMs: t0 + minute,
  attempt,
  ...over,
});

const explain = (key: string, over: Partial<FailureFacts> = {}) => explainFailure(facts(key, over), view);

const outage = { fromMs: t0 - minute, untilMs: t0 + 5 * minute, count: 5 };
const receipt = { receivedAtMs: t0 + 100, tookMs: 12 };

describe('a wrong secret', () => {
  it('is certain only when our own records show the refusal', () => {
    const sure = explain('http-401', { rejectedHere: 3 });
    expect(sure).toMatchObject({ kind: 'wrong_secret', confidence: 'certain' });
    expect(sure.headline).toContain('a credential that this app does not accept');
    const rejected = { count: 1, reason: 'The presented credential is wrong' };
    expect(explain('http-401', { attempt: { ...attempt, rejected } }).confidence).toBe('certain');
    expect(explain('http-401')).toMatchObject({ kind: 'wrong_secret', confidence: 'likely' });
    expect(explain('http-401', { pointsHere: false, rejectedHere: 3 }).confidence).toBe('likely');
  });

  it('tells which change of the event stream it follows, who made it, and how long after it', () => {
    const edit = { atMs: t0 - 23 * second, by: 'ada@example.test' };
    const { paragraph, action, evidence } = explain('http-401', { rejectedHere: 3, edit });
    expect(paragraph).toContain('“Users” was edited at 12:09 by ada@example.test. The first failure came 23 s later.');
    expect(action).toMatchObject({ label: 'Open its history', href: '/streams/est_a?tab=history' });
    expect(evidence).toContainEqual({ text: '3 requests with a wrong credential', href: '/?rejections' });
  });

  it('does not blame a change that came after the failures', () => {
    const edit = { atMs: t0 + 9 * minute, by: null };
    const { paragraph } = explain('http-401', { rejectedHere: 3, edit });
    expect(paragraph).toContain('after the newest failure: retry one');
    expect(paragraph).not.toContain('The first failure came');
  });

  it('may be a credential in a header that this app does not know', () => {
    const { paragraph } = explain('http-401', { attempt: { ...attempt, isWithoutCredential: true } });
    expect(paragraph).toContain('a header this app does not know');
  });
});

describe('an answer that came too late', () => {
  const late = (tookMs: number, wayMs: number) =>
    explain('timeout', {
      receivedHere: 5,
      attempt: { ...attempt, durationMs: 10_000, receipt: { receivedAtMs: t0 + wayMs, tookMs } },
    });

  it('is certain once the event is here, before anything else that a timeout could be', () => {
    const sure = explain('timeout', { receivedHere: 5, attempt: null, outage });
    expect(sure).toMatchObject({ kind: 'too_slow', confidence: 'certain', arrivals: 'All have arrived here.' });
    expect(sure.action.text).toContain('Nothing is lost');
  });

  it('is only likely while some are missing, and comes after this app having been down', () => {
    const part = explain('timeout', { receivedHere: 2, attempt: { ...attempt, receipt } });
    expect(part).toMatchObject({ kind: 'too_slow', confidence: 'likely', arrivals: '2 of 5 have arrived here.' });
    expect(part.action.text).toMatch(/^Retry the others\./);
    expect(explain('timeout', { receivedHere: 2, outage }).kind).toBe('app_down');
  });

  it('is not told of a cause that has no failure left', () => {
    expect(explain('timeout', { count: 0, attempt: null }).kind).toBe('not_reached');
  });

  it('is only likely when not all of the failures were looked at', () => {
    const part = explain('timeout', { receivedHere: 5, unseen: 1_130, attempt: { ...attempt, receipt } });
    expect(part).toMatchObject({ confidence: 'likely', arrivals: '5 of the newest 5 have arrived here.' });
    expect(part.action.text).not.toContain('Nothing is lost');
  });

  it('says what took long: this app, the way to it, or the way back', () => {
    expect(late(11_000, 100).paragraph).toContain('This app took 11.0 s to read and store it');
    expect(late(12, 9_800).paragraph).toContain('reached this app 9.8 s after Auth0 had begun');
    expect(late(12, 100).paragraph).toContain('its answer was held up, or lost, on the way back');
  });
});

describe('a connection that broke after the event arrived', () => {
  const broken = (over: Partial<FailureFacts>) => explain('connect', { attempt: { ...attempt, receipt }, ...over });

  it('lost only the answer, once all are here', () => {
    expect(broken({ receivedHere: 5, outage })).toMatchObject({ kind: 'answer_lost', confidence: 'certain' });
    expect(broken({ receivedHere: 1, count: 1 }).headline).toMatch(/^The event arrived here/);
  });

  it('may have lost the others, and comes after this app having been down', () => {
    const part = broken({ receivedHere: 1 });
    expect(part).toMatchObject({ kind: 'answer_lost', confidence: 'likely', arrivals: '1 of 5 have arrived here.' });
    expect(part.action.text).toMatch(/^Retry the others\./);
    expect(broken({ receivedHere: 5, unseen: 1 }).confidence).toBe('likely');
    expect(broken({ receivedHere: 1, outage }).kind).toBe('app_down');
  });
});

describe('an app that was down', () => {
  it.each(['connect', 'timeout', 'unknown', 'http-502', 'http-503', 'http-504'])('explains %s within a hole', (key) => {
    const down = explain(key, { outage });
    expect(down).toMatchObject({ kind: 'app_down', confidence: 'certain' });
    expect(down.paragraph).toContain('no sign of life from 12:09 until 12:15, for 6 min');
  });

  it('is only likely when some of the failures lie outside of the hole', () => {
    const down = explain('connect', { outage: { ...outage, count: 3 } });
    expect(down.confidence).toBe('likely');
    expect(down.paragraph).toContain('3 of 5 failures fall into that time.');
    const more = explain('connect', { outage, unseen: 95 });
    expect(more.confidence).toBe('likely');
    expect(more.paragraph).toContain('5 of the newest 5 failures fall into that time.');
  });

  it('explains no failure of an event stream that posts elsewhere, and none that was answered', () => {
    expect(explain('connect', { pointsHere: false, outage }).kind).toBe('not_reached');
    expect(explain('http-500', { outage }).kind).toBe('refused');
    expect(explain('http-503', { outage, answeredHere: 5 }).kind).toBe('not_stored');
  });
});

test('a 503 is laid at the door of this app only when Auth0 quotes our answer', () => {
  expect(explain('http-503')).toMatchObject({ kind: 'refused', confidence: 'likely' });
  expect(explain('http-503').headline).not.toContain('This app');
  expect(explain('http-503', { answeredHere: 1 })).toMatchObject({ kind: 'not_stored', confidence: 'certain' });
});

test('a request that is too large is certain only when this app refused it, and its size is told', () => {
  const sure = explain('http-413', { attempt: { ...attempt, tooLargeBytes: 5_000_000 } });
  expect(sure).toMatchObject({ kind: 'too_large', confidence: 'certain' });
  expect(sure.paragraph).toContain('5 MB');
  expect(explain('http-413', { payloadLength: 2_300 })).toMatchObject({ kind: 'too_large', confidence: 'likely' });
  expect(explain('http-413', { payloadLength: 2_300 }).paragraph).toContain('2.3 kB');
});

test('a path that is not ours is shown beside ours, and certain when the request was seen here', () => {
  const paths = { theirs: '/hook', ours: '/webhook' };
  const likely = explain('http-404', { pointsHere: false, paths });
  expect(likely).toMatchObject({ kind: 'wrong_path', confidence: 'likely' });
  expect(likely.paragraph).toContain('It posts to /hook. Events are taken at /webhook.');
  const seen = explain('http-404', { pointsHere: false, paths, attempt: { ...attempt, astrayPath: '/hook' } });
  expect(seen.confidence).toBe('certain');
  expect(explain('http-404').headline).toContain('something in front of it');
});

describe('a request that never reached us', () => {
  it('is told with the hint of its duration, and why Auth0 cannot say more', () => {
    const refused = explain('connect', { attempt: { ...attempt, durationMs: 20 } });
    expect(refused).toMatchObject({ kind: 'not_reached', confidence: 'likely' });
    expect(refused.paragraph).toContain('after 20 ms: the connection was refused, or the name did not resolve');
    expect(refused.paragraph).toContain('about 50 characters');
    const dropped = explain('timeout', { attempt: { ...attempt, durationMs: 10_000 } });
    expect(dropped.paragraph).toContain('gave up after 10.0 s');
  });

  it('says that this app was running, where it would know', () => {
    expect(explain('connect').paragraph).toContain('although this app was running');
    expect(explain('connect', { pointsHere: false }).paragraph).not.toContain('this app was running');
    const before = explain('connect', { attempt: { ...attempt, isLifeKnown: false } });
    expect(before.paragraph).toContain('Whether this app was running then is not known.');
    expect(before.ruledOut.map(({ what }) => what)).not.toContain('this app was down');
  });
});

test('a disabled event stream is the cause for certain, any other words are Auth0’s', () => {
  expect(explain('other-event stream is disabled')).toMatchObject({ kind: 'stream_disabled', confidence: 'certain' });
  expect(explain('other-quota used up')).toMatchObject({ kind: 'in_words', confidence: 'likely' });
});

test('every status has a sentence and an action, with facts and without', () => {
  for (let status = 100; status < 600; status += 1) {
    const cause = causeFromKey(`http-${status}`);
    for (const given of [facts(`http-${status}`), { ...noFacts, cause }]) {
      const { headline, action } = explainFailure(given, view);
      expect(headline).toMatch(/\.$/);
      expect(action.text).toMatch(/\.$/);
    }
  }
});

test('fewer facts make it shorter and change no headline', () => {
  for (const key of ['connect', 'timeout', 'http-401', 'http-413', 'http-500', 'unknown', 'waiting']) {
    expect(explain(key, { attempt: null }).headline).toBe(explain(key).headline);
    expect(explain(key, { attempt: null }).ruledOut).toEqual([]);
  }
});

test('what arrived here says nothing about an event stream that posts elsewhere', () => {
  expect(explain('http-500', { pointsHere: false, receivedHere: 5 }).paragraph).not.toContain('arrived');
  expect(explanationLine(explain('http-500', { receivedHere: 5 }))).toMatch(/All have arrived here\.$/);
});

test('what is ruled out is never what is told, and each stands on something on record', () => {
  const out = explain('http-401', {
    rejectedHere: 1,
    attempt: { ...attempt, othersReceived: 214 },
    payloadLength: 1_300,
  });
  expect(out.ruledOut).toEqual([
    { what: 'this app was down', why: 'no hole in its signs of life, 214 events received around it' },
    { what: 'a wrong address', why: 'the event stream posts to this app' },
    { what: 'an answer that came too late', why: 'Auth0 had it after 38 ms' },
    { what: 'an event that is too large', why: 'Auth0’s copy has 1.3 kB' },
  ]);
  const down = explain('connect', { outage }).ruledOut.map(({ what }) => what);
  expect(down).not.toContain('this app was down');
});
