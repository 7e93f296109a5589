import { z } from 'zod';

/** ISO 8601 in UTC with milliseconds, as every time in a recorded answer. */
export const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const streamId = z.string().regex(/^est_[A-Za-z0-9]{22}$/);
export const eventId = z.string().regex(/^evt_[A-Za-z0-9]{22}$/);
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export const freeObject = z.record(z.string(), z.unknown());
export const count = z.int().nonnegative();

/** The 25 event types of the auth0 SDK 7.1.0. */
export const eventType = z.enum([
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
]);

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  429: 'Too Many Requests',
};

const errorCode = z.enum([
  'invalid_uri',
  'invalid_body',
  'invalid_query_string',
  'invalid_paging',
  'invalid_connection',
  'inexistent_connection',
  'inexistent_user',
  'inexistent_job',
  'insufficient_scope',
  'auth0_idp_error',
  'too_many_requests',
  'too_many_connections',
  'invalid_cursor',
  'cursor_expired',
]);

/** The Management API's error body for a status. */
export const errorBody = (status: number) =>
  z.strictObject({
    statusCode: z.literal(status),
    error: z.literal(REASONS[status] ?? ''),
    message: z.string().min(1),
    errorCode: errorCode.optional(),
  });
