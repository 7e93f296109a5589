import type { EventDataByType } from '../tenant/event-types.ts';

const organization = { id: 'org_mT3vQ9xLr2Wk7ZbN', name: 'alder-works' };
const full = { ...organization, display_name: 'Alder Works', metadata: { plan: 'team' } };
const branding = {
  logo_url: 'https://img.example.com/alder.png',
  colors: { primary: '#2f6f4f', page_background: '#fafafa' },
};
const member = { user_id: 'auth0|507f1f77bcf86cd799439020' };
const role = { id: 'rol_h7Jd2KsPq9Vb4XnY', name: 'site-manager' };
const connection = { id: 'con_Kd83hfLq02mZx7Rt' };
const group = { id: 'grp_5NbYw8KqRt3Hc2', type: 'connection', connection_id: connection.id } as const;
const offer = { assign_membership_on_login: true, show_as_button: true, is_signup_enabled: false };

export const organizationSamples = {
  'organization.created': { object: { ...full, branding } },
  'organization.updated': { object: { ...full, display_name: 'Alder Works AB', branding } },
  'organization.deleted': { object: full },
  'organization.member.added': { object: { organization, user: member } },
  'organization.member.deleted': { object: { organization, user: member } },
  'organization.member.role.assigned': { object: { organization: { id: organization.id }, user: member, role } },
  'organization.member.role.deleted': { object: { organization: { id: organization.id }, user: member, role } },
  'organization.connection.added': { object: { organization, connection, ...offer } },
  'organization.connection.updated': { object: { organization, connection, ...offer, show_as_button: false } },
  'organization.connection.removed': { object: { organization, connection } },
  'organization.group.role.assigned': {
    object: { organization: { id: organization.id }, role, group, created_at: '2024-03-14T09:00:00.000Z' },
  },
  'organization.group.role.deleted': {
    object: {
      organization: { id: organization.id },
      role: { id: role.id },
      group,
      deleted_at: '2024-03-15T09:00:00.000Z',
    },
  },
} satisfies Partial<EventDataByType>;
