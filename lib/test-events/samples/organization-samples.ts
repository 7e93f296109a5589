/** What an event of each type tells of, composed after the `auth0` SDK 7.1.0 and Auth0's event catalogue 0.7.2. */
export const organizationSamples = {
  'organization.created': {
    id: 'org_aB3dE5fG7hJ9kL1m',
    name: 'northwind',
    display_name: 'Northwind Traders',
    metadata: {
      tier: 'gold',
    },
    branding: {
      logo_url: 'https://img.example.com/nw.png',
      colors: {
        primary: '#0a5c44',
        page_background: '#ffffff',
      },
    },
  },
  'organization.updated': {
    id: 'org_aB3dE5fG7hJ9kL1m',
    name: 'northwind',
    display_name: 'Northwind Group',
    metadata: {
      tier: 'gold',
    },
    branding: {
      logo_url: 'https://img.example.com/nw.png',
      colors: {
        primary: '#0a5c44',
        page_background: '#ffffff',
      },
    },
  },
  'organization.deleted': {
    id: 'org_aB3dE5fG7hJ9kL1m',
    name: 'northwind',
    display_name: 'Northwind Traders',
    metadata: {
      tier: 'gold',
    },
  },
  'organization.member.added': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
      name: 'northwind',
    },
    user: {
      user_id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
  },
  'organization.member.deleted': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
      name: 'northwind',
    },
    user: {
      user_id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
  },
  'organization.member.role.assigned': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
    },
    user: {
      user_id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
      name: 'billing-admin',
    },
  },
  'organization.member.role.deleted': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
    },
    user: {
      user_id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
      name: 'billing-admin',
    },
  },
  'organization.connection.added': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
      name: 'northwind',
    },
    connection: {
      id: 'con_Xy12Ab34Cd56Ef78',
    },
    assign_membership_on_login: true,
    show_as_button: true,
    is_signup_enabled: false,
  },
  'organization.connection.updated': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
      name: 'northwind',
    },
    connection: {
      id: 'con_Xy12Ab34Cd56Ef78',
    },
    assign_membership_on_login: true,
    show_as_button: false,
    is_signup_enabled: false,
  },
  'organization.connection.removed': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
      name: 'northwind',
    },
    connection: {
      id: 'con_Xy12Ab34Cd56Ef78',
    },
  },
  'organization.group.role.assigned': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
      name: 'billing-admin',
    },
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
    },
    created_at: '2026-11-20T09:15:57.000Z',
  },
  'organization.group.role.deleted': {
    organization: {
      id: 'org_aB3dE5fG7hJ9kL1m',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
    },
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
    },
    deleted_at: '2026-11-20T09:15:58.000Z',
  },
};
