import type { Management } from 'auth0';
import { isoTime } from '../ground/clock.ts';
import { eventId } from '../ground/ids.ts';
import { isObject, type JsonObject, sortKeys, without } from '../ground/json.ts';

/** The envelope every stream delivers (CloudEvents 1.0, structured JSON, one event a request). */
export interface CloudEvent {
  id: string;
  source: string;
  specversion: '1.0';
  type: string;
  time: string;
  data: object;
  a0tenant: string;
  a0stream: string;
  a0purpose?: 'test';
}

/** An event before it is known by which stream it leaves. */
export type Happening = Omit<CloudEvent, 'a0stream' | 'a0purpose'>;

export const TENANT_NAME = 'tidewater';
const TENANT_SOURCE = `urn:auth0:${TENANT_NAME}.localhost`;
// Auth0 keeps only this much of the source in its stored copies.
const STORED_SOURCE = 'urn:auth0:';

interface HappeningInput {
  type: string;
  data: object;
  atMs: number;
  id?: string | undefined;
}

export function happening({ type, data, atMs, id = eventId() }: HappeningInput): Happening {
  return { id, source: TENANT_SOURCE, specversion: '1.0', type, time: isoTime(atMs), data, a0tenant: TENANT_NAME };
}

export function onStream(event: Happening, streamId: string, purpose?: 'test'): CloudEvent {
  return { ...event, a0stream: streamId, ...(purpose && { a0purpose: purpose }) };
}

/** `data.context` as a request through the Management API leaves it. */
export function requestContext(): Management.EventStreamCloudEventContext {
  return {
    tenant: { id: TENANT_NAME },
    client: { id: 'streamgauge-m2m', name: 'Streamgauge simulator', metadata: {} },
    connection: { id: 'con_Kd83hfLq02mZx7Rt', name: 'Username-Password-Authentication', strategy: 'auth0' },
    request: {
      geo: {
        continent_code: 'EU',
        country_code: 'SE',
        country_name: 'Sweden',
        city_name: 'Uppsala',
        time_zone: 'Europe/Stockholm',
      },
      hostname: `${TENANT_NAME}.localhost`,
      ip: '203.0.113.40',
      method: 'POST',
      user_agent: 'Mozilla/5.0 (simulated)',
    },
  };
}

function withoutRichFields(object: unknown): unknown {
  if (!isObject(object)) return object;
  const rest = without(object, 'multifactor');
  if (!Array.isArray(rest.identities)) return rest;
  const identities = rest.identities.map((identity: unknown) =>
    isObject(identity) ? without(identity, 'isSocial', 'profileData') : identity,
  );
  return { ...rest, identities };
}

/**
 * The copy Auth0 keeps of an event that failed: keys sorted, source cut, no purpose, no multifactor, no
 * `isSocial` or `profileData` (seen in recorded answers of the deliveries list).
 */
export function storedCopy(event: CloudEvent): JsonObject {
  const envelope = without({ ...event }, 'a0purpose', 'data');
  const trimmed = Object.fromEntries(
    Object.entries(event.data).map(([key, value]) => [key, key.endsWith('object') ? withoutRichFields(value) : value]),
  );
  const sorted = sortKeys({ ...envelope, source: STORED_SOURCE, data: trimmed });
  return isObject(sorted) ? sorted : {};
}
