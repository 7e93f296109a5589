'use client';

import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';
import { type RestFields, restFieldsOf, restInputOf } from '@/lib/connectors/rest/rest-form';

import { type SettingsEdit, useSettingsEdit } from '../use-settings-edit';

/** Everything that is set of a REST API, while it is edited. */
export const useRestEdit = (connector: ConnectorAnswer, config: RestConfig): SettingsEdit<RestFields> =>
  useSettingsEdit(connector, { saved: restFieldsOf(connector, config), inputOf: restInputOf });
