/** The simulator's event streams, the same in every seed (simulator/README.md). */
export const streams = {
  webhook: { id: 'est_UsersToDashboard0000A1', name: 'Users to dashboard' },
  eventBridge: { id: 'est_AuditBusEventBridge0B2', name: 'Audit bus' },
  action: { id: 'est_CrmActionStream00000C3', name: 'CRM action' },
} as const;

/** All scopes the application asks for, and the simulator grants unless told otherwise. */
export const allScopes = [
  'read:event_streams',
  'create:event_streams',
  'update:event_streams',
  'delete:event_streams',
  'read:event_deliveries',
  'update:event_deliveries',
  'read:users',
  'read:events',
  'read:actions',
  'create:actions',
  'update:actions',
];

export const scopesWithout = (scope: string) => allScopes.filter((granted) => granted !== scope);
