/** What an event of each type tells of, composed after the `auth0` SDK 7.1.0 and Auth0's event catalogue 0.7.2. */
export const groupSamples = {
  'group.created': {
    id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
    name: 'engineering',
    external_id: 'S-1-5-21-1004',
    created_at: '2026-11-20T09:15:30.000Z',
    type: 'connection',
    connection_id: 'con_Xy12Ab34Cd56Ef78',
  },
  'group.updated': {
    id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
    name: 'engineering-eu',
    external_id: 'S-1-5-21-1004',
    created_at: '2026-11-20T09:15:30.000Z',
    type: 'connection',
    connection_id: 'con_Xy12Ab34Cd56Ef78',
    updated_at: '2026-11-20T09:15:50.000Z',
  },
  'group.deleted': {
    id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
    name: 'engineering',
    external_id: 'S-1-5-21-1004',
    created_at: '2026-11-20T09:15:30.000Z',
    type: 'connection',
    connection_id: 'con_Xy12Ab34Cd56Ef78',
    updated_at: '2026-11-20T09:15:59.000Z',
  },
  'group.member.added': {
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
      external_id: 'S-1-5-21-1004',
    },
    member: {
      member_type: 'user',
      id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
  },
  'group.member.deleted': {
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
      external_id: 'S-1-5-21-1004',
    },
    member: {
      member_type: 'user',
      id: 'auth0|66f0c1d2e3a4b5c6d7e8f901',
    },
  },
  'group.role.assigned': {
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
      name: 'billing-admin',
    },
    created_at: '2026-11-20T09:15:55.000Z',
  },
  'group.role.deleted': {
    group: {
      id: 'grp_Zx9Cv8Bn7Mq6Wk5K',
      type: 'connection',
      connection_id: 'con_Xy12Ab34Cd56Ef78',
    },
    role: {
      id: 'rol_pQ2rS4tU6vW8xY0z',
    },
    deleted_at: '2026-11-20T09:15:56.000Z',
  },
};
