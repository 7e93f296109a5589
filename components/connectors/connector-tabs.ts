import { type Tab } from '@/components/ui/tabs';
import { laneStates } from '@/lib/connectors/connector';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type connectorTabs } from '@/lib/connectors/connector-search';
import { hasRecords } from '@/lib/connectors/record-kinds';
import { formatCounted } from '@/lib/text/format';

type TabName = (typeof connectorTabs)[number];
type ConnectorTab = Tab & { value: TabName };

const settings: ConnectorTab = { value: 'settings', label: 'Settings' };
const action: ConnectorTab = { value: 'action', label: 'Action' };

/** The parts of a connector's page. A draft has what sets it up; a kind has what it knows. */
export function tabsOf({ kind, state, config, lanes }: ConnectorAnswer): ConnectorTab[] {
  const actions = kind === 'hubspot' ? [action] : [];
  const mapping: ConnectorTab[] = hasRecords(config)
    ? [{ value: 'mapping', label: 'Mapping', count: formatCounted(config.mapping.length, 'row') }]
    : [];
  // The set-up of HubSpot has the mapping as a step.
  if (state === 'draft')
    return [{ value: 'flow', label: 'Set-up' }, ...(kind === 'hubspot' ? actions : mapping), settings];
  const users = laneStates.reduce((sum, name) => sum + lanes[name], 0);
  return [
    { value: 'flow', label: 'Flow' },
    { value: 'users', label: 'Users', count: users },
    ...mapping,
    { value: 'reviews', label: 'Reviews', count: lanes.review || undefined },
    { value: 'calls', label: 'Calls' },
    ...(kind === 'webhook' ? [] : [{ value: 'verify', label: 'Verify' } as const]),
    ...actions,
    settings,
  ];
}
