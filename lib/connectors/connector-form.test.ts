import { describe, expect, test } from 'vitest';
import { type WebhookConfig, webhookConfig, webhookDefaults } from './connector-config';
import { changedFields, emptyFields, fieldNamed, fieldsOf, inputOf } from './connector-form';

const config: WebhookConfig = {
  ...webhookDefaults,
  url: 'https://billing.example.com/hook',
  types: ['user.created', 'a.new.type'],
};
const saved = { name: 'Billing events' };

test('a saved connector comes through its form unchanged, types that we do not know included', () => {
  const input = inputOf(fieldsOf(saved, config));
  expect(input.name).toBe(saved.name);
  expect(webhookConfig.parse(input.config)).toEqual(config);
});

test('blanks around name, address and pace are nobody’s intent', () => {
  const fields = { ...emptyFields, name: ' CRM ', url: ' https://crm.test/ ', perSecond: ' 5 ' };
  expect(inputOf(fields)).toMatchObject({ name: 'CRM', config: { url: 'https://crm.test/', perSecond: 5 } });
});

test.each(['', '0', '1.5', '1e2', 'many', '1001'])('a pace of “%s” is refused in words for a person', (perSecond) => {
  const { config } = inputOf({ ...emptyFields, url: 'https://crm.test/', perSecond });
  const parsed = webhookConfig.safeParse(config);
  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['perSecond', 'must be a whole number from 1 to 1,000'],
  ]);
});

describe('what has changed', () => {
  const fields = fieldsOf(saved, config);

  test('is nothing when the types are the same in another order', () => {
    expect(changedFields(fields, { ...fields, types: ['a.new.type', 'user.created'] })).toEqual([]);
  });

  test('names each field that differs', () => {
    expect(changedFields(fields, { ...fields, name: 'CRM', types: null })).toEqual(['name', 'types']);
    expect(changedFields(fields, { ...fields, types: [] })).toEqual(['types']);
  });
});

test.each([
  ['name', 'name'],
  ['config.url', 'url'],
  ['config.types.0', 'types'],
  ['ifVersion', null],
  [null, null],
])('the field %s of the API is %s of the form', (field, name) => {
  expect(fieldNamed(field)).toBe(name);
});
