import type { Answer } from '../http/answer.ts';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A refusal in the Management API's error body: statusCode, error, message, errorCode. */
export class Fault extends Error {
  readonly status: number;
  readonly errorCode: string | undefined;

  constructor(status: number, message: string, errorCode?: string) {
    super(message);
    this.name = 'Fault';
    this.status = status;
    this.errorCode = errorCode;
  }

  answer(headers: Record<string, string> = {}): Answer {
    const { status, message, errorCode } = this;
    const error = REASONS[status] ?? 'Error';
    return { status, headers, body: { statusCode: status, error, message, ...(errorCode && { errorCode }) } };
  }
}

export const streamMissing = (): Fault => new Fault(404, 'The requested stream does not exist.');
// The wording for an unknown delivery is from the API description, not from a recording.
export const eventMissing = (): Fault => new Fault(404, 'The event does not exist.');
export const actionMissing = (): Fault => new Fault(404, 'That action does not exist.');
export const userMissing = (): Fault => new Fault(404, 'The user does not exist.', 'inexistent_user');
/** `problem` is already quoted: `'String is too long (24 chars), maximum 20' on property date_from (…)`. */
export const badQuery = (problem: string): Fault =>
  new Fault(400, `Query validation error: ${problem}.`, 'invalid_query_string');
export const badBody = (problem: string): Fault =>
  new Fault(400, `Payload validation error: ${problem}.`, 'invalid_body');
export const badPath = (problem: string): Fault => new Fault(400, `Path validation error: ${problem}.`, 'invalid_uri');
