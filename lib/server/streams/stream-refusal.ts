import { isLimitReached, refusedField } from '../../streams/refused-field';
import { type StreamPatch, secretsOf } from '../../streams/stream-draft';
import { problemOfManagement } from '../http/management-problem';
import { Problem } from '../http/problem';
import { isManagementError, ManagementError } from '../management/errors';
import { grantCommand } from '../management/scopes';
import { env } from '../process/env';

/**
 * What a person reads where Auth0 refused to make, change or delete an event stream: with the field that it is about, or the
 * command that grants the missing scope. Auth0 quotes values that it does not take, so secrets of the body are blotted out.
 */
export function streamRefusal(error: unknown, body: Pick<StreamPatch, 'destination'> = {}): unknown {
  if (!isManagementError(error)) return error;
  const { kind, scopes, retryAfterMs, mayHaveArrived } = error;
  const message = secretsOf(body).reduce((text, secret) => text.replaceAll(secret, '…'), error.message);
  const detail = mayHaveArrived
    ? `${message} It may have been done all the same: look at the event streams before you try again.`
    : message;
  const facts = { scopes, ...(retryAfterMs !== null && { retryAfterMs }) };
  const { status, title, extra } = problemOfManagement(new ManagementError(kind, detail, facts));
  const field = fieldOf(error, message);
  // An Action that does not exist is a wrong value; an event stream that does not is not found.
  const answered = kind === 'not_found' && field.field !== undefined ? 400 : status;
  return new Problem(answered, titleOf(error, title), detail, { ...extra, ...field, ...grantOf(error) });
}

function titleOf({ kind, code, message }: ManagementError, title: string): string {
  if (kind === 'conflict' && isLimitReached(message)) return 'Limit reached';
  return code === 'insufficient_entitlement' ? 'Not part of the plan' : title;
}

function fieldOf({ kind }: ManagementError, message: string): { field?: string } {
  if (!['bad_request', 'conflict', 'not_found'].includes(kind) || isLimitReached(message)) return {};
  const field = refusedField(message);
  return field === null ? {} : { field };
}

function grantOf({ scopes: [scope] }: ManagementError): { grantCommand?: string } {
  const settings = env().management;
  if (scope === undefined || settings === null) return {};
  return { grantCommand: grantCommand({ ...settings, scope }) };
}
