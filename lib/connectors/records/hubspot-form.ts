import { type Connector } from '../connector';
import { type ConditionFields, conditionFieldsOf, filterOf } from './filter-form';
import { mappingOf, type RowFields, rowFieldsOf } from './mapping-form';
import { policiesOf, type PolicyFields, policyFieldsOf } from './policy-sentences';
import { type HubspotConfig } from './record-config';

/** What stands in the fields of a HubSpot connector's forms; nothing of it has been checked. */
export interface HubspotFields {
  name: string;
  portal: HubspotConfig['portal'];
  rows: RowFields[];
  conditions: ConditionFields[];
  policies: PolicyFields;
}

/** A saved connector as its forms show it. */
export function hubspotFieldsOf({ name }: Pick<Connector, 'name'>, config: HubspotConfig): HubspotFields {
  const { portal, mapping, policies } = config;
  return {
    ...{ name, portal },
    rows: rowFieldsOf(mapping),
    conditions: conditionFieldsOf(policies.filter),
    policies: policyFieldsOf(policies),
  };
}

/** What the API is given; null while a row or a condition cannot be saved. */
export function hubspotInputOf(fields: HubspotFields): { name: string; config: HubspotConfig } | null {
  const mapping = mappingOf(fields.rows);
  const filter = filterOf(fields.conditions);
  if (mapping === null || filter === null) return null;
  const policies = { ...policiesOf(fields.policies), filter };
  return { name: fields.name.trim(), config: { kind: 'hubspot', portal: fields.portal, mapping, policies } };
}

/** The policies' field that the API means by `config.policies.recordIdPath`; null for any other. */
export function policyFieldNamed(field: string | null): keyof PolicyFields | null {
  const places = new Map<string, keyof PolicyFields>([
    ['config.policies.recordIdPath', 'recordIdPath'],
    ['config.policies.deactivation.target', 'deactivationTarget'],
    ['config.policies.deactivation.value', 'deactivationValue'],
  ]);
  return places.get(field ?? '') ?? null;
}
