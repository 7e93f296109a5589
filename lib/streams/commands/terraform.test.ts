import { parse } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { type StreamDraft } from '../stream-draft';
import { createCommands } from './stream-commands';

const types = ['user.created', 'organization.member.added'];

const draft = (type: string, configuration: Record<string, unknown>): StreamDraft => ({
  name: 'Users "to" ${CRM} %{x}',
  status: 'disabled',
  subscriptions: types.map((event_type) => ({ event_type })),
  destination: { type, configuration },
});

const webhook = (authorization: Record<string, unknown>) =>
  draft('webhook', { webhook_endpoint: 'https://crm.test/hook?a=1&b=2', webhook_authorization: authorization });

/** The one resource of the text, and its variables, as a reader of HCL has them. */
async function read(body: StreamDraft) {
  const parsed = await parse('main.tf', createCommands(body, { tenant: 'example.auth0.com' }).terraform);
  const { resource, variable = {} } = parsed as {
    resource: { auth0_event_stream: Record<string, Record<string, unknown>[]> };
    variable?: Record<string, unknown>;
  };
  const [[resourceOf = {}] = []] = Object.values(resource.auth0_event_stream);
  return { resource: resourceOf, variables: Object.keys(variable) };
}

describe('the Terraform text', () => {
  test.each([
    ['bearer', { method: 'bearer', token: 'canary' }, { method: 'bearer' }, 'token'],
    [
      'basic',
      { method: 'basic', username: 'auth0', password: 'canary' },
      { method: 'basic', username: 'auth0' },
      'password',
    ],
    [
      'custom header',
      { method: 'custom_header', header_key: 'x-key', header_value: 'canary' },
      { method: 'custom_header', header_key: 'x-key' },
      'header_value',
    ],
  ])('describes a webhook with %s field by field, its secret as a variable', async (_name, given, shown, secret) => {
    const { resource, variables } = await read(webhook(given));
    expect(variables).toHaveLength(1);
    expect(resource).toEqual({
      // What HCL would take for a template is text.
      name: 'Users "to" $${CRM} %%{x}',
      destination_type: 'webhook',
      status: 'disabled',
      subscriptions: types,
      webhook_configuration: [
        {
          webhook_endpoint: 'https://crm.test/hook?a=1&b=2',
          webhook_authorization: [
            { ...shown, [`${secret}_wo`]: `\${var.${variables[0]}}`, [`${secret}_wo_version`]: 1 },
          ],
        },
      ],
    });
  });

  test.each([
    ['eventbridge', { aws_account_id: '012345678901', aws_region: 'eu-west-1' }],
    ['action', { action_id: '54ac9d4b-1b3e-4d0f-8ee1-1f3a5ad1a1c1' }],
  ])('describes a destination of the kind %s field by field', async (kind, configuration) => {
    const { resource, variables } = await read(draft(kind, configuration));
    expect(variables).toEqual([]);
    expect(resource).toMatchObject({ destination_type: kind, [`${kind}_configuration`]: [configuration] });
  });
});
