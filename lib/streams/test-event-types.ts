/** Event types for which `POST /event-streams/{id}/test` makes a sample event (auth0 SDK 7.1.0). */
export const testEventTypes = [
  'user.created',
  'user.updated',
  'user.deleted',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organization.member.added',
  'organization.member.deleted',
  'organization.member.role.assigned',
  'organization.member.role.deleted',
  'organization.connection.added',
  'organization.connection.updated',
  'organization.connection.removed',
  'organization.group.role.assigned',
  'organization.group.role.deleted',
  'group.created',
  'group.updated',
  'group.deleted',
  'group.member.added',
  'group.member.deleted',
  'group.role.assigned',
  'group.role.deleted',
  'connection.created',
  'connection.updated',
  'connection.deleted',
] as const;

export type TestEventType = (typeof testEventTypes)[number];

/** Type guard for values that come from a request. */
export function isTestEventType(value: string): value is TestEventType {
  return testEventTypes.some((type) => type === value);
}
