import { type EventTypeName } from '../events/event-types';

/** What a member has to be. */
export type MemberKind = 'text' | 'time' | 'flag' | 'list' | 'object' | 'count';

/** Members of `data.object`, by their path with dots. A `?` at the end: checked when present. */
export type ObjectShape = Readonly<Record<string, MemberKind>>;

const optionalUser: ObjectShape = {
  'email?': 'text',
  'email_verified?': 'flag',
  'username?': 'text',
  'phone_number?': 'text',
  'phone_verified?': 'flag',
  'name?': 'text',
  'nickname?': 'text',
  'given_name?': 'text',
  'family_name?': 'text',
  'picture?': 'text',
  'app_metadata?': 'object',
  'user_metadata?': 'object',
  'multifactor?': 'list',
  'last_ip?': 'text',
  'last_login?': 'time',
  'logins_count?': 'count',
  'blocked?': 'flag',
};

const user: ObjectShape = {
  ...{ user_id: 'text', created_at: 'time', updated_at: 'time', identities: 'list' },
  ...optionalUser,
};
// Deletions are known to come with the id and the time alone.
const deletedUser: ObjectShape = { user_id: 'text', deleted_at: 'time', ...optionalUser };

const organization: ObjectShape = { id: 'text', 'name?': 'text', 'display_name?': 'text', 'metadata?': 'object' };
const member: ObjectShape = {
  organization: 'object',
  'organization.id': 'text',
  user: 'object',
  'user.user_id': 'text',
};
const memberRole: ObjectShape = { ...member, role: 'object', 'role.id': 'text', 'role.name': 'text' };
const offeredConnection: ObjectShape = {
  ...{ organization: 'object', 'organization.id': 'text', connection: 'object', 'connection.id': 'text' },
  ...{ 'assign_membership_on_login?': 'flag', 'show_as_button?': 'flag', 'is_signup_enabled?': 'flag' },
};
const role: ObjectShape = { role: 'object', 'role.id': 'text' };
const groupReference: ObjectShape = { group: 'object', 'group.id': 'text', 'group.type': 'text' };
const group: ObjectShape = { id: 'text', name: 'text', type: 'text', created_at: 'time' };
const groupMember: ObjectShape = {
  ...groupReference,
  member: 'object',
  'member.member_type': 'text',
  'member.id': 'text',
};
const organizationId: ObjectShape = { organization: 'object', 'organization.id': 'text' };
const connection: ObjectShape = { id: 'text', name: 'text', strategy: 'text', 'options?': 'object' };

/** What `data.object` has to hold for each type, after the event catalogue 0.7.2 and the `auth0` SDK 7.1.0; more is always allowed. */
export const objectShapes: Record<EventTypeName, ObjectShape> = {
  'user.created': user,
  'user.updated': user,
  'user.deleted': deletedUser,
  'organization.created': organization,
  'organization.updated': organization,
  'organization.deleted': organization,
  'organization.member.added': member,
  'organization.member.deleted': member,
  'organization.member.role.assigned': memberRole,
  'organization.member.role.deleted': memberRole,
  'organization.connection.added': offeredConnection,
  'organization.connection.updated': offeredConnection,
  'organization.connection.removed': offeredConnection,
  'organization.group.role.assigned': { ...organizationId, ...role, ...groupReference, created_at: 'time' },
  'organization.group.role.deleted': { ...organizationId, ...role, ...groupReference, deleted_at: 'time' },
  'group.created': group,
  'group.updated': { ...group, updated_at: 'time' },
  'group.deleted': { ...group, updated_at: 'time' },
  'group.member.added': groupMember,
  'group.member.deleted': groupMember,
  'group.role.assigned': { ...groupReference, ...role, 'role.name': 'text', created_at: 'time' },
  'group.role.deleted': { ...groupReference, ...role, deleted_at: 'time' },
  'connection.created': connection,
  'connection.updated': connection,
  'connection.deleted': connection,
};
