import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpointHost, parseStream, parseStreamList, pointsHere } from './stream';

const recorded = {
  id: 'est_0123456789abcdefghABCD',
  status: 'enabled',
  name: 'mirror',
  subscriptions: [{ event_type: 'user.created' }, { event_type: 'user.updated' }],
  created_at: '2026-11-20T09:00:00.000Z',
  updated_at: '2026-11-20T09:00:00.000Z',
  destination: {
    type: 'webhook',
    configuration: {
      webhook_endpoint: 'https://app.example.com/webhook',
      webhook_authorization: { method: 'basic', username: 'auth0' },
    },
  },
};

const stream = (destination: unknown) => {
  const parsed = parseStream({ ...recorded, destination });
  if (parsed === null) throw new Error('not a stream');
  return parsed;
};

describe('parseStream', () => {
  test('reads a webhook stream', () => {
    expect(parseStream(recorded)).toEqual({
      id: recorded.id,
      name: 'mirror',
      status: 'enabled',
      subscriptions: ['user.created', 'user.updated'],
      destination: {
        type: 'webhook',
        endpoint: 'https://app.example.com/webhook',
        authorization: { method: 'basic', detail: 'auth0' },
        awsAccountId: null,
        awsRegion: null,
        partnerEventSource: null,
        actionId: null,
        summary: 'app.example.com/webhook',
      },
      createdAt: '2026-11-20T09:00:00.000Z',
      updatedAt: '2026-11-20T09:00:00.000Z',
    });
  });

  test('reads EventBridge and Action destinations', () => {
    const configuration = {
      aws_account_id: '123456789012',
      aws_region: 'eu-west-1',
      aws_partner_event_source: 'aws.x',
    };
    expect(stream({ type: 'eventbridge', configuration }).destination).toMatchObject({
      awsAccountId: '123456789012',
      partnerEventSource: 'aws.x',
      summary: 'EventBridge 123456789012, eu-west-1',
    });
    const action = stream({ type: 'action', configuration: { action_id: 'a-1' } });
    expect(action.destination).toMatchObject({ actionId: 'a-1', summary: 'Action a-1' });
    expect(endpointHost(action)).toBeNull();
  });

  test('keeps words it does not know, and names a nameless stream by its id', () => {
    const odd = parseStream({ id: 'est_x', status: 'paused', destination: { type: 'kafka' } });
    expect(odd).toMatchObject({ name: 'est_x', status: 'paused', destination: { type: 'kafka', summary: 'kafka' } });
  });

  test('no input whatever throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (destination, subscriptions) => {
        expect(parseStream({ id: 'est_x', destination, subscriptions })?.id).toBe('est_x');
        parseStream(destination);
        parseStreamList(subscriptions);
      }),
    );
  });
});

test('a list is read with or without its wrapper', () => {
  expect(parseStreamList({ eventStreams: [recorded, {}], next: 'n' })).toMatchObject({
    streams: [{ id: recorded.id }],
    next: 'n',
  });
  expect(parseStreamList([recorded])).toMatchObject({ streams: [{ name: 'mirror' }], next: null });
  expect(parseStreamList({ error: 'x' })).toBeNull();
});

describe('pointsHere', () => {
  const at = (endpoint: string) => stream({ type: 'webhook', configuration: { webhook_endpoint: endpoint } });

  test.each([
    'https://app.example.com/webhook',
    'https://app.example.com/webhook/',
    'https://APP.Example.com/webhook',
    'https://app.example.com:443/webhook',
  ])('%s is this app', (endpoint) => {
    expect(pointsHere(at(endpoint), 'https://app.example.com/webhook')).toBe(true);
  });

  test.each([
    'http://app.example.com/webhook',
    'https://app.example.com:8443/webhook',
    'https://app.example.com/Webhook',
    'https://app.example.com/webhook?x=1',
    'https://evil.example.com/webhook',
    'not an address',
  ])('%s is not', (endpoint) => {
    expect(pointsHere(at(endpoint), 'https://app.example.com/webhook')).toBe(false);
  });
});
