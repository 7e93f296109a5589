import type { JsonObject } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';

/** A refusal in the CRM's error body: `{error, message}`, and what belongs to it. */
export class CrmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: JsonObject;

  constructor(status: number, code: string, message: string, more: JsonObject = {}) {
    super(message);
    this.name = 'CrmError';
    this.status = status;
    this.code = code;
    this.more = more;
  }

  answer(): Answer {
    return { status: this.status, body: { error: this.code, message: this.message, ...this.more } };
  }
}
