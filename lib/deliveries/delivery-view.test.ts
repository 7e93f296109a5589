import { describe, expect, it } from 'vitest';
import { type DeliveryPoll } from './delivery-record';
import { arrivalOf, attemptsText, currentPolls, failuresAreKnown, freshnessOf, recoveryTook } from './delivery-view';
import { canRetry, isOpen } from './state';
import { deliveryStates } from './delivery';

const poll = (facts: Partial<DeliveryPoll>): DeliveryPoll => ({
  streamId: 'est_a',
  checkedAtMs: 1_000,
  failedAtMs: null,
  failure: null,
  capped: false,
  ...facts,
});

describe('attemptsText', () => {
  it('tells attempts and redeliveries apart, in singular and plural', () => {
    expect(attemptsText({ attemptCount: 3, askedCount: 2 })).toBe('3 attempts, 2 redeliveries asked');
    expect(attemptsText({ attemptCount: 1, askedCount: 1 })).toBe('1 attempt, 1 redelivery asked');
    expect(attemptsText({ attemptCount: 4, askedCount: 0 })).toBe('4 attempts');
  });
});

describe('states', () => {
  it('lets nobody ask while an answer is awaited or the event has arrived', () => {
    expect(deliveryStates.filter(canRetry)).toEqual(['failed', 'failed_again', 'gone', 'no_answer']);
  });

  it('counts everything but recovered and gone as failed now', () => {
    expect(deliveryStates.filter((state) => !isOpen(state))).toEqual(['recovered', 'gone']);
  });
});

describe('arrivalOf', () => {
  it('says that Auth0 did not hear our answer when a failed delivery has a receipt', () => {
    const { word, meaning } = arrivalOf({ receiptCount: 1, otherReceiptCount: 0, state: 'failed' }, true);
    expect(word).toBe('yes');
    expect(meaning).toContain('did not hear our answer');
  });

  it('never says no of an event stream that posts elsewhere', () => {
    expect(arrivalOf({ receiptCount: 0, otherReceiptCount: 0, state: 'failed' }, false).word).toBe('elsewhere');
    expect(arrivalOf({ receiptCount: 0, otherReceiptCount: 0, state: 'failed' }, true).word).toBe('no');
    expect(arrivalOf({ receiptCount: 0, otherReceiptCount: 0, state: 'failed' }, null).word).toBe('no');
  });
});

describe('failuresAreKnown', () => {
  it('counts none only after every event stream has just been read', () => {
    expect(failuresAreKnown(0, [poll({}), poll({ streamId: 'est_b' })])).toBe(true);
    expect(failuresAreKnown(0, [])).toBe(false);
    expect(failuresAreKnown(0, [poll({ checkedAtMs: null })])).toBe(false);
    expect(failuresAreKnown(0, [poll({ failure: 'Auth0 did not answer.' })])).toBe(false);
  });

  it('counts failures on record, however old the newest list', () => {
    expect(failuresAreKnown(3, [poll({ failure: 'Auth0 did not answer.' })])).toBe(true);
  });
});

describe('currentPolls', () => {
  it('leaves a deleted event stream out, and holds a new one as never polled', () => {
    const polls = [poll({ streamId: 'est_deleted' }), poll({})];
    expect(currentPolls(polls, ['est_a', 'est_new'])).toEqual([
      poll({}),
      poll({ streamId: 'est_new', checkedAtMs: null }),
    ]);
    expect(currentPolls(polls, null)).toEqual(polls);
  });
});

describe('freshnessOf', () => {
  it('is as old as the oldest complete poll', () => {
    const polls = [poll({ checkedAtMs: 3_000 }), poll({ streamId: 'est_b', checkedAtMs: 2_000 })];
    expect(freshnessOf(polls).checkedAtMs).toBe(2_000);
  });

  it('claims no check while one event stream was never polled', () => {
    expect(freshnessOf([poll({}), poll({ streamId: 'est_b', checkedAtMs: null })]).checkedAtMs).toBeNull();
    expect(freshnessOf([]).checkedAtMs).toBeNull();
  });

  it('names the event streams whose newest poll failed and those that are capped', () => {
    const failing = poll({ streamId: 'est_b', failedAtMs: 2_000, failure: 'no answer' });
    const long = poll({ streamId: 'est_c', capped: true });
    const { stale, capped } = freshnessOf([poll({}), failing, long]);
    expect(stale).toEqual([failing]);
    expect(capped).toEqual([long]);
  });
});

describe('recoveryTook', () => {
  it('measures from our request to the proving arrival, and only then', () => {
    expect(recoveryTook({ askedAtMs: 1_000, recoveredAtMs: 10_000 })).toBe(9_000);
    expect(recoveryTook({ askedAtMs: null, recoveredAtMs: 10_000 })).toBeNull();
    expect(recoveryTook({ askedAtMs: 11_000, recoveredAtMs: 10_000 })).toBeNull();
  });
});
