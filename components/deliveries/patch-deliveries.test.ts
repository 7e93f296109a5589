import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';

import { type DeliverySummary } from '@/lib/deliveries/delivery-record';

import { patchDeliveries } from './patch-deliveries';

function row(facts: Partial<DeliverySummary>): DeliverySummary {
  return {
    seq: 1,
    streamId: 'est_a',
    eventId: 'evt_1',
    eventType: 'user.created',
    subjectId: null,
    subjectLabel: null,
    eventTimeMs: null,
    firstFailedAtMs: null,
    lastAttemptAtMs: null,
    attemptCount: 1,
    askedCount: 0,
    attempts: [],
    cause: { key: 'http-500', kind: 'http', status: 500 },
    errorMessage: null,
    state: 'failed',
    askedAtMs: null,
    askedBy: null,
    failedAgainCount: 0,
    recoveredAtMs: null,
    receiptCount: 0,
    otherReceiptCount: 0,
    listed: true,
    payloadLength: null,
    sendAfterMs: null,
    ...facts,
  };
}

const causesKey = ['deliveries', 'causes', ''];
const listKey = ['deliveries', 'list', ''];

function clientWith(rows: DeliverySummary[]): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(causesKey, { groups: [{ rows }] });
  queries.setQueryData(listKey, { pages: [{ items: rows }], pageParams: [null] });
  return queries;
}

const asked = { state: 'asked', waitingMs: null, alreadyAsked: false } as const;

describe('patchDeliveries', () => {
  it('shows the request at once in both views and leaves other rows alone', () => {
    const other = row({ eventId: 'evt_2' });
    const queries = clientWith([row({}), other]);
    patchDeliveries(queries, row({}), asked, 5_000);
    const expected = [row({ state: 'asked', askedAtMs: 5_000 }), other];
    expect(queries.getQueryData(causesKey)).toEqual({ groups: [{ rows: expected }] });
    expect(queries.getQueryData(listKey)).toEqual({ pages: [{ items: expected }], pageParams: [null] });
  });

  it('keeps the time a held request is sent at', () => {
    const queries = clientWith([row({})]);
    patchDeliveries(queries, row({}), { ...asked, waitingMs: 3_000 }, 5_000);
    expect(queries.getQueryData(causesKey)).toMatchObject({ groups: [{ rows: [{ sendAfterMs: 8_000 }] }] });
  });

  it('never takes an arrival back that a notice has brought meanwhile', () => {
    const queries = clientWith([row({ state: 'recovered', recoveredAtMs: 4_000 })]);
    patchDeliveries(queries, row({}), asked, 5_000);
    expect(queries.getQueryData(causesKey)).toMatchObject({ groups: [{ rows: [{ state: 'recovered' }] }] });
  });
});
