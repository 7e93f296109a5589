import type { Management } from 'auth0';

/** What `data` holds for each of the 25 event types, in the words of the `auth0` SDK. */
export interface EventDataByType {
  'user.created': Management.EventStreamCloudEventUserCreatedData;
  'user.updated': Management.EventStreamCloudEventUserUpdatedData;
  'user.deleted': Management.EventStreamCloudEventUserDeletedData;
  'organization.created': Management.EventStreamCloudEventOrgCreatedData;
  'organization.updated': Management.EventStreamCloudEventOrgUpdatedData;
  'organization.deleted': Management.EventStreamCloudEventOrgDeletedData;
  'organization.member.added': Management.EventStreamCloudEventOrgMemberAddedData;
  'organization.member.deleted': Management.EventStreamCloudEventOrgMemberDeletedData;
  'organization.member.role.assigned': Management.EventStreamCloudEventOrgMemberRoleAssignedData;
  'organization.member.role.deleted': Management.EventStreamCloudEventOrgMemberRoleDeletedData;
  'organization.connection.added': Management.EventStreamCloudEventOrgConnectionAddedData;
  'organization.connection.updated': Management.EventStreamCloudEventOrgConnectionUpdatedData;
  'organization.connection.removed': Management.EventStreamCloudEventOrgConnectionRemovedData;
  'organization.group.role.assigned': Management.EventStreamCloudEventOrgGroupRoleAssignedData;
  'organization.group.role.deleted': Management.EventStreamCloudEventOrgGroupRoleDeletedData;
  'group.created': Management.EventStreamCloudEventGroupCreatedData;
  'group.updated': Management.EventStreamCloudEventGroupUpdatedData;
  'group.deleted': Management.EventStreamCloudEventGroupDeletedData;
  'group.member.added': Management.EventStreamCloudEventGroupMemberAddedData;
  'group.member.deleted': Management.EventStreamCloudEventGroupMemberDeletedData;
  'group.role.assigned': Management.EventStreamCloudEventGroupRoleAssignedData;
  'group.role.deleted': Management.EventStreamCloudEventGroupRoleDeletedData;
  'connection.created': Management.EventStreamCloudEventConnectionCreatedData;
  'connection.updated': Management.EventStreamCloudEventConnectionUpdatedData;
  'connection.deleted': Management.EventStreamCloudEventConnectionDeletedData;
}

export type EventType = keyof EventDataByType;
