import { describe, expect, test } from 'vitest';
import { webhookTarget } from './webhook-path';

describe('webhookTarget', () => {
  test.each([
    '/webhook',
    '/webhook?tenant=eu',
    '/webhook/',
    '//webhook',
    '//webhook//?x=/y',
    'http://gauge.example/webhook',
    'HTTPS://gauge.example:443//webhook/?tenant=eu',
  ])('%s is the webhook', (url) => {
    expect(webhookTarget(url).kind).toBe('webhook');
  });

  test.each([
    '/webhooks',
    '/Webhook',
    '/WEBHOOK/',
    '/',
    '',
    '/?x',
    'http://gauge.example',
    '/api/webhook',
    '/webhook/auth0',
    '/web-hook',
    '/hook',
    '/hooks/auth0',
    '/webhook%20',
    '/webhook"',
    '/%22webhook%22',
  ])('%s is near it', (url) => {
    expect(webhookTarget(url).kind).toBe('near');
  });

  test.each([
    '/events',
    '/api/streams/x/test',
    '/hooked',
    '/webhook%E0%A4%A',
    '/unhook',
    '*',
    '/users/a?next=/webhook',
  ])('%s is neither', (url) => {
    expect(webhookTarget(url).kind).toBe('other');
  });

  test('the path is kept without its query, and not at any length', () => {
    expect(webhookTarget('/webhooks?secret=abc').path).toBe('/webhooks');
    expect(webhookTarget('http://gauge.example/Webhook?x').path).toBe('/Webhook');
    expect(webhookTarget(`/webhook/${'x'.repeat(9_000)}`).path).toHaveLength(200);
  });
});
