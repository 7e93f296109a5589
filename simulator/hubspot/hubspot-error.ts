import { type JsonObject, objectOr, without } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';

/** One property whose value was refused. */
export interface ValueProblem {
  name: string;
  /** HubSpot's word for it: `PROPERTY_DOESNT_EXIST`, `INVALID_EMAIL`, … */
  code: string;
  message: string;
}

/** A refusal in HubSpot's error body. Its fields differ from call to call, as they do there. */
export class HubspotError extends Error {
  readonly status: number;
  readonly fields: JsonObject;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, fields: JsonObject = {}, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'HubspotError';
    this.status = status;
    this.fields = fields;
    this.headers = headers;
  }

  answer(correlationId: string): Answer {
    const { status, message, fields, headers } = this;
    return { status, headers, body: { status: 'error', message, correlationId, ...fields } };
  }

  /** The form in which a batch names what became of one of its inputs. */
  asBatchError(context: JsonObject): JsonObject {
    const own = objectOr(this.fields.context);
    return {
      status: 'error',
      message: this.message,
      ...without(this.fields, 'errors'),
      context: { ...own, ...context },
    };
  }
}

// Recorded: a number that no record has is refused without a category.
export const recordMissing = (): HubspotError => new HubspotError(404, 'resource not found');

export const notANumber = (id: string): HubspotError =>
  // Two spaces, as recorded.
  new HubspotError(404, 'Object not found.  objectId are usually numeric.', {
    context: { id: [id] },
    category: 'OBJECT_NOT_FOUND',
  });

/** `existingId` stands in the sentence and nowhere else. */
export const contactExists = (existingId?: string): HubspotError =>
  new HubspotError(409, `Contact already exists.${existingId === undefined ? '' : ` Existing ID: ${existingId}`}`, {
    category: 'CONFLICT',
  });

interface UniqueConflict {
  portalId: number;
  property: string;
  value: string;
  /** The record that was to have the value, and the one that has it. */
  id: string;
  existingId: string;
}

/** A second record with the value of a unique property: a 400, not the 409 of addresses. */
export function valueTaken({ portalId, property, value, id, existingId }: UniqueConflict): HubspotError {
  const place = `portalId=${portalId}, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=${property}`;
  return new HubspotError(
    400,
    `Cannot set PropertyValueCoordinates{${place}, value=${value}} on ${id}. ${existingId} already has that value.`,
    { category: 'VALIDATION_ERROR' },
  );
}

/** The details stand twice: as JSON text inside the message, and in `errors`. */
export function valuesRefused(problems: readonly ValueProblem[], portalId: number): HubspotError {
  const told = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return new HubspotError(400, `Property values were not valid: ${JSON.stringify(told)}`, {
    errors: problems.map(({ name, code, message }) => ({ message, code, context: { propertyName: [name] } })),
    category: 'VALIDATION_ERROR',
  });
}

export const badInput = (message: string, fields: JsonObject = {}): HubspotError =>
  new HubspotError(400, message, { category: 'VALIDATION_ERROR', ...fields });

/** A body that cannot be made into what the call wants. */
export const badJson = (reason: string): HubspotError => badInput(`Invalid input JSON on line 1, column 1: ${reason}`);

export const unauthenticated = (): HubspotError =>
  new HubspotError(
    401,
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    { category: 'INVALID_AUTHENTICATION' },
  );

const SCOPES_PAGE = 'https://developers.hubspot.com/scopes';

/** Any one of `scopes` would do. */
export function scopesMissing(
  scopes: readonly string[],
  naming: 'requiredGranularScopes' | 'missingScopes' | 'both',
): HubspotError {
  return new HubspotError(
    403,
    `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${SCOPES_PAGE}.`,
    {
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: {
            ...(naming !== 'missingScopes' && { requiredGranularScopes: scopes }),
            ...(naming !== 'requiredGranularScopes' && { missingScopes: scopes }),
          },
        },
      ],
      ...(naming !== 'requiredGranularScopes' && { context: { missingScopes: scopes } }),
      links: { scopes: SCOPES_PAGE },
      category: 'MISSING_SCOPES',
    },
  );
}

export type LimitPolicy = 'SECONDLY' | 'TEN_SECONDLY_ROLLING' | 'DAILY';

export const isLimitPolicy = (value: unknown): value is LimitPolicy =>
  value === 'SECONDLY' || value === 'TEN_SECONDLY_ROLLING' || value === 'DAILY';

/** No category: a 429 has a body of another kind than every other refusal. `waitMs` becomes a `Retry-After`. */
export const limitReached = (policyName: LimitPolicy, portalId: number, waitMs?: number): HubspotError =>
  new HubspotError(
    429,
    `You have reached your ${policyName.toLowerCase()} limit.`,
    { errorType: 'RATE_LIMIT', policyName, groupName: `publicapi:service_key:${portalId}` },
    waitMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
  );
