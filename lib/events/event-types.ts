/** Names of the catalogue (`EventStreamEventTypeEnum` of the `auth0` SDK 7.1.0), in its order. */
export const eventTypeNames = [
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

export type EventTypeName = (typeof eventTypeNames)[number];

export interface EventType {
  type: string;
  /** First word of the type: user, organization, group or connection. */
  family: string;
  /** For a person, in sentence case: "Organization member added". */
  label: string;
}

/** The types Auth0 can send. Its catalogue grows without notice, so an event of any other type is accepted too. */
export const eventTypes: readonly EventType[] = eventTypeNames.map((type) => ({
  type,
  family: eventFamily(type),
  label: type.charAt(0).toUpperCase() + type.slice(1).replaceAll('.', ' '),
}));

/** First word of an event type; the whole type when it has no dot. */
export function eventFamily(type: string): string {
  const dot = type.indexOf('.');
  return dot === -1 ? type : type.slice(0, dot);
}

/** True for the types that the mirror has rules for. */
export function isUserType(type: string): boolean {
  return type === 'user.created' || type === 'user.updated' || type === 'user.deleted';
}

/** What happened, without the family: "created", "member role assigned"; the raw last words of a type we do not know. */
export function describeChange(type: string): string {
  const words = type
    .slice(eventFamily(type).length + 1)
    .replaceAll('.', ' ')
    .trim();
  return words === '' ? type : words;
}
