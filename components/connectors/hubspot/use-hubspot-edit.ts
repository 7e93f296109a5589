'use client';

import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type HubspotFields, hubspotFieldsOf, hubspotInputOf } from '@/lib/connectors/records/hubspot-form';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';

import { type SettingsEdit, useSettingsEdit } from '../use-settings-edit';

export type HubspotEdit = SettingsEdit<HubspotFields, { name: string; config: HubspotConfig }>;

/** Everything that is set of a HubSpot connector, while it is edited. */
export const useHubspotEdit = (connector: ConnectorAnswer, config: HubspotConfig): HubspotEdit =>
  useSettingsEdit(connector, { saved: hubspotFieldsOf(connector, config), inputOf: hubspotInputOf });
