import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf } from './stream-changes-of';
import { parseStream, type EventStream } from './stream';
import { streamDraft, streamPatch } from './stream-draft';
import { draftOf, fieldsOf, firstFields, patchOf, type StreamFields } from './stream-form';

const here = {
  webhookUrl: 'https://gauge.test/webhook',
  credential: { method: 'bearer', setting: 'WEBHOOK_TOKEN', header: null },
} as const;

const first = firstFields(here);

function streamOf(over: Partial<StreamFields> = {}): EventStream {
  const { destination, ...rest } = draftOf({ ...first, name: 'Users', usesOwnSecret: false, ...over });
  const stream = parseStream({ id: 'est_1', ...rest, destination, updated_at: '2026-11-20T09:00:00.000Z' });
  if (stream === null) throw new Error('No event stream');
  return stream;
}

describe('the form of a new event stream', () => {
  test('begins with what a tenant needs first, which is accepted as it is', () => {
    expect(streamDraft.safeParse(draftOf(first)).success).toBe(true);
    expect(draftOf(first)).toMatchObject({ useWebhookSecret: 'current', status: 'enabled' });
  });

  test.each([
    ['bearer', { method: 'bearer' }, { method: 'bearer', token: 's3cret' }],
    ['basic', { method: 'basic', username: 'ada' }, { method: 'basic', username: 'ada', password: 's3cret' }],
    [
      'custom header',
      { method: 'custom_header', headerKey: 'x-key' },
      { method: 'custom_header', header_key: 'x-key', header_value: 's3cret' },
    ],
  ] as const)('makes the body of a webhook with %s', (_name, fields, authorization) => {
    const body = draftOf({ ...first, usesOwnSecret: false, secret: 's3cret', ...fields });
    expect(body.destination.configuration).toEqual({
      webhook_endpoint: here.webhookUrl,
      webhook_authorization: authorization,
    });
    expect(body).not.toHaveProperty('useWebhookSecret');
    expect(streamDraft.safeParse(body).success).toBe(true);
  });

  test('carries of another kind of destination nothing of the webhook', () => {
    const bridge = draftOf({ ...first, kind: 'eventbridge', account: '012345678901', region: 'eu-west-1' });
    expect(bridge.destination.configuration).toEqual({ aws_account_id: '012345678901', aws_region: 'eu-west-1' });
    const action = draftOf({ ...first, kind: 'action', actionId: 'act_1' });
    expect(action.destination.configuration).toEqual({ action_id: 'act_1' });
    expect([bridge, action].map((body) => 'useWebhookSecret' in body)).toEqual([false, false]);
  });
});

describe('the form of a change', () => {
  test('changes nothing as long as nothing was typed', () => {
    for (const stream of [
      streamOf(),
      streamOf({ method: 'basic', username: 'ada' }),
      streamOf({ kind: 'eventbridge', account: '012345678901' }),
    ]) {
      expect(patchOf(stream, fieldsOf(stream))).toEqual({});
      expect(changesOf(stream, fieldsOf(stream))).toEqual([]);
    }
  });

  test('sends only what differs, and leaves a secret that was not typed at Auth0', () => {
    const stream = streamOf();
    const fields = fieldsOf(stream);
    expect(patchOf(stream, { ...fields, name: 'New' })).toEqual({ name: 'New' });
    expect(patchOf(stream, { ...fields, types: [...fields.types].reverse() })).toEqual({});
    expect(patchOf(stream, { ...fields, endpoint: 'https://other.test/hook' })).toEqual({
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://other.test/hook',
          webhook_authorization: { method: 'bearer' },
        },
      },
    });
  });

  test('tells each change in words, a secret without itself', () => {
    const stream = streamOf();
    const changed = { ...fieldsOf(stream), name: 'New', secret: 'canary', types: ['user.created', 'group.created'] };
    const changes = changesOf(stream, changed);
    expect(changes).toEqual([
      { field: 'name', removed: ['Users'], added: ['New'] },
      { field: 'secret', removed: ['the stored one'], added: ['the one you typed'] },
      { field: 'subscriptions', removed: ['user.updated', 'user.deleted'], added: ['group.created'] },
    ]);
    expect(JSON.stringify(changes)).not.toContain('canary');
  });

  test('says that something changes exactly where something would be sent', () => {
    const field = fc.record({
      name: fc.constantFrom('Users', 'New'),
      status: fc.constantFrom('enabled', 'disabled'),
      endpoint: fc.constantFrom(here.webhookUrl, 'https://other.test/hook'),
      method: fc.constantFrom('bearer', 'basic'),
      secret: fc.constantFrom('', 'x'),
      usesOwnSecret: fc.boolean(),
      types: fc.subarray(['user.created', 'user.updated', 'user.deleted', 'group.created'], { minLength: 1 }),
    });
    fc.assert(
      fc.property(field, (change) => {
        const stream = streamOf();
        const fields: StreamFields = { ...fieldsOf(stream), username: 'ada', ...change };
        const patch = patchOf(stream, fields);
        expect(changesOf(stream, fields).length > 0).toBe(Object.keys(patch).length > 0);
        expect(streamPatch.safeParse(patch).success).toBe(true);
      }),
    );
  });
});
