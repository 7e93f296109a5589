/** What an event of each type tells of, composed after the `auth0` SDK 7.1.0 and Auth0's event catalogue 0.7.2. */
export const connectionSamples = {
  'connection.created': {
    id: 'con_Xy12Ab34Cd56Ef78',
    name: 'northwind-oidc',
    strategy: 'oidc',
    display_name: 'Northwind SSO',
    enabled_clients: ['Qm3vT8rYxK2bN6wLpZ1cD4fG7hJ9sA0e'],
    is_domain_connection: false,
    metadata: {},
    realms: ['northwind-oidc'],
    authentication: {
      active: true,
    },
    connected_accounts: {
      active: false,
    },
    show_as_button: true,
    options: {
      client_id: 'nw-client',
      issuer: 'https://sso.northwind.example',
      type: 'back_channel',
      scope: 'openid profile email',
    },
  },
  'connection.updated': {
    id: 'con_Xy12Ab34Cd56Ef78',
    name: 'northwind-oidc',
    strategy: 'oidc',
    display_name: 'Northwind Login',
    enabled_clients: ['Qm3vT8rYxK2bN6wLpZ1cD4fG7hJ9sA0e'],
    is_domain_connection: false,
    metadata: {},
    realms: ['northwind-oidc'],
    authentication: {
      active: true,
    },
    connected_accounts: {
      active: false,
    },
    show_as_button: true,
    options: {
      client_id: 'nw-client',
      issuer: 'https://sso.northwind.example',
      type: 'back_channel',
      scope: 'openid profile email',
    },
  },
  'connection.deleted': {
    id: 'con_Xy12Ab34Cd56Ef78',
    name: 'northwind-oidc',
    strategy: 'oidc',
    display_name: 'Northwind SSO',
    enabled_clients: ['Qm3vT8rYxK2bN6wLpZ1cD4fG7hJ9sA0e'],
    is_domain_connection: false,
    metadata: {},
    realms: ['northwind-oidc'],
    authentication: {
      active: true,
    },
    connected_accounts: {
      active: false,
    },
    show_as_button: true,
    options: {
      client_id: 'nw-client',
      issuer: 'https://sso.northwind.example',
      type: 'back_channel',
      scope: 'openid profile email',
    },
  },
};
