import { describe, expect, it } from 'vitest';
import { type EventStream } from './stream';
import { publishedLimits } from './failure-budget';
import { byRisk, credentialText, dashboardUrl, percentile, streamStatusWord, type StreamListItem } from './stream-view';

function stream(facts: Partial<StreamListItem>): StreamListItem {
  return {
    id: 'est_a',
    name: 'a',
    status: 'enabled',
    subscriptions: [],
    destination: {
      type: 'webhook',
      endpoint: 'https://gauge.example.com/webhook',
      authorization: null,
      awsAccountId: null,
      awsRegion: null,
      partnerEventSource: null,
      actionId: null,
      summary: 'gauge.example.com/webhook',
    },
    createdAt: null,
    updatedAt: null,
    failedNow: 0,
    sinceLastArrival: 0,
    limits: publishedLimits,
    forecastAtMs: null,
    failuresKnown: true,
    pointsHere: true,
    received: 0,
    receivedHourly: [],
    lastReceivedAtMs: 1,
    ...facts,
  };
}

const withCredential = (authorization: EventStream['destination']['authorization']) =>
  stream({ destination: { ...stream({}).destination, authorization } });

describe('streamStatusWord', () => {
  it('warns from half of the budget on', () => {
    expect(streamStatusWord(stream({ failedNow: 249, sinceLastArrival: 249 }))).toBe('enabled');
    expect(streamStatusWord(stream({ failedNow: 250, sinceLastArrival: 250 }))).toBe('at risk');
  });

  it('tells a disabled one with failures from one that a person has switched off', () => {
    expect(streamStatusWord(stream({ status: 'disabled' }))).toBe('disabled');
    expect(streamStatusWord(stream({ status: 'disabled', failedNow: 65 }))).toBe('disabled (failing)');
  });

  it('passes a word of Auth0’s on that we do not know', () => {
    expect(streamStatusWord(stream({ status: 'paused' }))).toBe('paused');
  });
});

describe('byRisk', () => {
  it('puts the worst first and what a person has disabled last', () => {
    const streams = [
      stream({ id: 'off', status: 'disabled' }),
      stream({ id: 'fine' }),
      stream({ id: 'silent', lastReceivedAtMs: null }),
      stream({ id: 'failing', failedNow: 7 }),
      stream({ id: 'at-risk', failedNow: 400, sinceLastArrival: 400 }),
      stream({ id: 'dead', status: 'disabled', failedNow: 500, sinceLastArrival: 500 }),
    ];
    expect(byRisk(streams).map(({ id }) => id)).toEqual(['dead', 'at-risk', 'failing', 'silent', 'fine', 'off']);
  });
});

describe('credentialText', () => {
  it('tells the method and who or which header, never a secret', () => {
    expect(credentialText(withCredential({ method: 'bearer', detail: null }))).toBe('bearer');
    expect(credentialText(withCredential({ method: 'basic', detail: 'ada' }))).toBe('basic, user ada');
    expect(credentialText(withCredential({ method: 'custom_header', detail: 'x-key' }))).toBe('custom header x-key');
    expect(credentialText(withCredential(null))).toBe('none');
  });
});

describe('dashboardUrl', () => {
  it('reads region and tenant from an Auth0 domain', () => {
    expect(dashboardUrl('acme-prod.eu.auth0.com', 'est_1')).toBe(
      'https://manage.auth0.com/dashboard/eu/acme-prod/events/event-streams/est_1/overview',
    );
    expect(dashboardUrl('acme.auth0.com', 'est_1')).toContain('/dashboard/us/acme/');
  });

  it('has none for this machine and for custom domains', () => {
    expect(dashboardUrl('localhost:4400', 'est_1')).toBeNull();
    expect(dashboardUrl('login.acme.com', 'est_1')).toBeNull();
  });
});

describe('percentile', () => {
  it('is the smallest value that enough of them do not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 1)]).toEqual([50, 95, 100]);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.5)).toBe(0);
  });
});
