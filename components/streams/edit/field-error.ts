import { type ApiError } from '@/components/data/api';

/** What a refusal says about one member of a body, to stand at its field; undefined where it is about another. */
export function errorAt(error: ApiError | null, member: string): string | undefined {
  const path = error?.field?.split('.') ?? [];
  return error !== null && path.includes(member) ? error.words : undefined;
}

const members = [
  ...['name', 'status', 'subscriptions', 'webhook_endpoint', 'token', 'username', 'password', 'header_key'],
  ...['header_value', 'useWebhookSecret', 'aws_account_id', 'aws_region', 'action_id'],
];

/** What a refusal says that no field of the form is about; null where one is. */
export function errorBeside(error: ApiError | null): string | null {
  if (error === null || members.some((member) => errorAt(error, member) !== undefined)) return null;
  return [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
}
