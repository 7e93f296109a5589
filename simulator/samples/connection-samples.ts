import type { EventDataByType } from '../tenant/event-types.ts';

const connection = {
  id: 'con_Vb62nMcTy48sWq1Z',
  name: 'alder-oidc',
  strategy: 'oidc',
  display_name: 'Alder single sign-on',
  enabled_clients: ['streamgauge-web'],
  is_domain_connection: false,
  metadata: {},
  realms: ['alder-oidc'],
  authentication: { active: true },
  connected_accounts: { active: false },
  show_as_button: true,
  options: {
    client_id: 'alder-tenant',
    issuer: 'https://sso.alder.example',
    type: 'back_channel',
    scope: 'openid profile email',
  },
} as const;
const { enabled_clients: clients, realms, ...rest } = connection;
const open = { ...rest, enabled_clients: [...clients], realms: [...realms] };

export const connectionSamples = {
  'connection.created': { object: open },
  'connection.updated': { object: { ...open, display_name: 'Alder sign-in' } },
  'connection.deleted': { object: open },
} satisfies Partial<EventDataByType>;
