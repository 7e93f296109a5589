import type { EventDataByType } from '../tenant/event-types.ts';

const reference = {
  id: 'grp_5NbYw8KqRt3Hc2',
  external_id: 'dir-4711',
  type: 'connection',
  connection_id: 'con_Kd83hfLq02mZx7Rt',
} as const;
const created = { ...reference, name: 'field-crew', created_at: '2024-03-11T11:00:00.000Z' };
const updated = { ...created, updated_at: '2024-03-12T11:00:00.000Z' };
const member = { member_type: 'user', id: 'auth0|507f1f77bcf86cd799439020' } as const;
const role = { id: 'rol_h7Jd2KsPq9Vb4XnY', name: 'site-manager' };

export const groupSamples = {
  'group.created': { object: created },
  'group.updated': { object: { ...updated, name: 'field-crew-north' } },
  'group.deleted': { object: updated },
  'group.member.added': { object: { group: reference, member } },
  'group.member.deleted': { object: { group: reference, member } },
  'group.role.assigned': { object: { group: reference, role, created_at: '2024-03-14T10:00:00.000Z' } },
  'group.role.deleted': {
    object: { group: reference, role: { id: role.id }, deleted_at: '2024-03-15T10:00:00.000Z' },
  },
} satisfies Partial<EventDataByType>;
