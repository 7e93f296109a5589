import { describe, expect, it } from 'vitest';
import { type DeliveryPoll } from './delivery-store';
import { arrivalOf, attemptsText, canRetry, freshnessOf, isOpen, recoveryTook } from './delivery-view';
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
    const { word, meaning } = arrivalOf({ receiptCount: 1, state: 'failed' }, true);
    expect(word).toBe('yes');
    expect(meaning).toContain('did not hear our answer');
  });

  it('never says no of an event stream that posts elsewhere', () => {
    expect(arrivalOf({ receiptCount: 0, state: 'failed' }, false).word).toBe('elsewhere');
    expect(arrivalOf({ receiptCount: 0, state: 'failed' }, true).word).toBe('no');
    expect(arrivalOf({ receiptCount: 0, state: 'failed' }, null).word).toBe('no');
  });
});

describe('freshnessOf', () => {
  it('is as old as the oldest complete look', () => {
    const polls = [poll({ checkedAtMs: 3_000 }), poll({ streamId: 'est_b', checkedAtMs: 2_000 })];
    expect(freshnessOf(polls).checkedAtMs).toBe(2_000);
  });

  it('claims no check while one event stream was never looked at', () => {
    expect(freshnessOf([poll({}), poll({ streamId: 'est_b', checkedAtMs: null })]).checkedAtMs).toBeNull();
    expect(freshnessOf([]).checkedAtMs).toBeNull();
  });

  it('names the event streams whose newest look failed and those that are capped', () => {
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
