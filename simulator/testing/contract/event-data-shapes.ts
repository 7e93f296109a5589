import { z } from 'zod';
import { type eventType, freeObject } from './shared-shapes.ts';
import { user } from './user-shapes.ts';

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9]{16}$`));
const date = z.iso.datetime();
const named = z.strictObject({ id: id('org'), name: z.string().optional() });
const bare = z.strictObject({ id: id('org') });
const role = z.strictObject({ id: id('rol'), name: z.string() });
const bareRole = z.strictObject({ id: id('rol') });
const anyUser = z.looseObject({ user_id: z.string() });
// 14 to 22 characters of an alphabet without 0, O, I and l.
const groupId = z.string().regex(/^grp_[1-9A-HJ-NP-Za-km-z]{14,22}$/);
const group = {
  id: groupId,
  external_id: z.string().optional(),
  type: z.literal('connection'),
  connection_id: id('con'),
};
const groupRef = z.strictObject(group);
const newGroup = z.strictObject({ ...group, name: z.string(), created_at: date });
const wholeGroup = newGroup.extend({ updated_at: date });
const branding = z.strictObject({
  logo_url: z.url().optional(),
  colors: z.strictObject({ primary: z.string().optional(), page_background: z.string().optional() }).optional(),
});
const deletedOrganization = z.strictObject({
  id: id('org'),
  name: z.string().optional(),
  display_name: z.string().optional(),
  metadata: freeObject.optional(),
});
const organization = deletedOrganization.extend({ branding: branding.optional() });
const member = z.strictObject({ organization: named, user: anyUser });
const memberRole = z.strictObject({ organization: bare, user: anyUser, role });
const removedConnection = z.strictObject({ organization: named, connection: z.strictObject({ id: id('con') }) });
const offeredConnection = removedConnection.extend({
  assign_membership_on_login: z.boolean().optional(),
  show_as_button: z.boolean().optional(),
  is_signup_enabled: z.boolean().optional(),
  is_enabled: z.boolean().optional(),
  organization_access_level: z.enum(['none', 'readonly', 'limited', 'full']).optional(),
});
const groupMember = z.strictObject({
  group: groupRef,
  member: z.strictObject({ member_type: z.literal('user'), id: z.string() }),
});
const connection = z.strictObject({
  id: id('con'),
  name: z.string(),
  strategy: z.enum(['oidc', 'okta', 'samlp', 'pingfederate', 'adfs', 'ad', 'google-apps', 'waad']),
  display_name: z.string().optional(),
  enabled_clients: z.array(z.string()).optional(),
  is_domain_connection: z.boolean().optional(),
  metadata: freeObject.optional(),
  realms: z.array(z.string()).optional(),
  authentication: freeObject.optional(),
  connected_accounts: freeObject.optional(),
  show_as_button: z.boolean().optional(),
  options: z.looseObject({ client_id: z.string() }).optional(),
});

/** `data.object` of every event type, copied by hand from the published event catalog and the SDK's types. */
export const eventObjects: Record<z.infer<typeof eventType>, z.ZodType> = {
  'user.created': user,
  'user.updated': user,
  'user.deleted': user.extend({ deleted_at: date }),
  'organization.created': organization,
  'organization.updated': organization,
  'organization.deleted': deletedOrganization,
  'organization.member.added': member,
  'organization.member.deleted': member,
  'organization.member.role.assigned': memberRole,
  'organization.member.role.deleted': memberRole,
  'organization.connection.added': offeredConnection,
  'organization.connection.updated': offeredConnection,
  'organization.connection.removed': removedConnection,
  'organization.group.role.assigned': z.strictObject({ organization: bare, role, group: groupRef, created_at: date }),
  'organization.group.role.deleted': z.strictObject({
    organization: bare,
    role: bareRole,
    group: groupRef,
    deleted_at: date,
  }),
  'group.created': newGroup,
  'group.updated': wholeGroup,
  'group.deleted': wholeGroup,
  'group.member.added': groupMember,
  'group.member.deleted': groupMember,
  'group.role.assigned': z.strictObject({ group: groupRef, role, created_at: date }),
  'group.role.deleted': z.strictObject({ group: groupRef, role: bareRole, deleted_at: date }),
  'connection.created': connection,
  'connection.updated': connection,
  'connection.deleted': connection,
};
