import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FailureKind } from './failure-facts';
import { type ExplainedFailure, type PresentState, refusalReasons, refusalsOf } from './refusal';

const t0 = Date.parse('2026-08-21T12:10:04Z');
const minute = 60_000;

const failure = (kind: FailureKind, over: Partial<ExplainedFailure> = {}): ExplainedFailure => ({
  kind,
  confidence: 'certain',
  isAnswered: true,
  newestAtMs: t0,
  ...over,
});

/** Nothing has happened since the newest failure. */
const unchanged: PresentState = {
  streamStatus: 'enabled',
  editedAtMs: t0 - minute,
  lastReceivedAtMs: t0 - minute,
  runsSinceMs: t0 - 60 * minute,
};

/** Why the only cause of an event stream would be refused again. */
const refusalOf = (only: ExplainedFailure, present: PresentState) => refusalsOf([only], present)[0]?.why ?? null;

describe('what would be refused again', () => {
  it('is a wrong secret that nobody has changed on either side', () => {
    expect(refusalOf(failure('wrong_secret'), unchanged)).toBe('wrong_secret');
    const never = { editedAtMs: null, lastReceivedAtMs: null };
    expect(refusalOf(failure('wrong_secret'), { ...unchanged, ...never })).toBe('wrong_secret');
  });

  it.each([
    ['the event stream was edited', { editedAtMs: t0 + 1 }],
    ['an event of it arrived', { lastReceivedAtMs: t0 + 1 }],
    ['this app was started again', { runsSinceMs: t0 + 1 }],
  ])('is no wrong secret once %s', (_what, over) => {
    expect(refusalOf(failure('wrong_secret'), { ...unchanged, ...over })).toBeNull();
  });

  it('is no wrong secret whose newest failure has no time', () => {
    expect(refusalOf(failure('wrong_secret', { newestAtMs: null }), unchanged)).toBeNull();
  });

  it('is an address that differs now, and an event that is too large, whatever happened since', () => {
    const later = { ...unchanged, editedAtMs: t0 + minute, runsSinceMs: t0 + minute };
    expect(refusalOf(failure('wrong_path'), later)).toBe('wrong_path');
    expect(refusalOf(failure('too_large'), later)).toBe('too_large');
  });

  it('is what a disabled event stream refused, as long as it is disabled', () => {
    expect(refusalOf(failure('stream_disabled'), { ...unchanged, streamStatus: 'disabled' })).toBe('stream_disabled');
    expect(refusalOf(failure('stream_disabled'), unchanged)).toBeNull();
    // On the way back it is redelivery that brings the failures below the limit.
    expect(refusalOf(failure('app_down'), { ...unchanged, streamStatus: 'disabled' })).toBeNull();
  });

  it('is everything of an event stream whose secret or address is wrong, and only the events that are too large', () => {
    const others = [failure('app_down', { isAnswered: false, newestAtMs: t0 + 1 }), failure('not_stored')];
    const told = { why: 'wrong_secret', by: 2, newestAtMs: t0 };
    expect(refusalsOf([...others, failure('wrong_secret')], unchanged)).toEqual([told, told, told]);
    expect(refusalsOf([...others, failure('too_large')], unchanged).map((one) => one?.why)).toEqual([
      undefined,
      undefined,
      'too_large',
    ]);
  });

  it('is no wrong secret once the event stream got another answer', () => {
    const later = failure('not_stored', { newestAtMs: t0 + 1 });
    expect(refusalsOf([failure('wrong_secret'), later], unchanged)).toEqual([null, null]);
  });

  it('is never claimed of what is only likely, nor of a cause that may have passed', () => {
    const kinds: FailureKind[] = ['too_slow', 'answer_lost', 'app_down', 'not_stored', 'not_reached', 'refused'];
    const state = fc.record({
      streamStatus: fc.constantFrom('enabled', 'disabled', 'pending'),
      editedAtMs: fc.option(fc.integer()),
      lastReceivedAtMs: fc.option(fc.integer()),
      runsSinceMs: fc.integer(),
    });
    fc.assert(
      fc.property(state, fc.constantFrom(...kinds), fc.constantFrom(...refusalReasons), (present, passing, certain) => {
        expect(refusalOf(failure(passing), present)).toBeNull();
        expect(refusalOf(failure(certain, { confidence: 'likely' }), present)).toBeNull();
      }),
    );
  });
});
