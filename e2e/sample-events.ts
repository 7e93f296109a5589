import { randomBytes } from 'node:crypto';

const base = Date.parse('2026-11-20T09:00:00.000Z');

/** An instant `seconds` after the fixture's T. */
export const at = (seconds: number) => new Date(base + seconds * 1000).toISOString();

export const eventId = () => `evt_${randomBytes(16).toString('base64url').replace(/[-_]/g, 'x')}`;

export interface EventOptions {
  id?: string;
  seconds?: number;
  streamId?: string;
  test?: boolean;
}

/** A CloudEvent as Auth0 sends it. */
export function event(type: string, object: Record<string, unknown>, options: EventOptions = {}) {
  return {
    id: options.id ?? eventId(),
    source: 'urn:auth0:brightwater',
    specversion: '1.0',
    type,
    time: at(options.seconds ?? 0),
    data: { object },
    a0tenant: 'brightwater',
    a0stream: options.streamId ?? 'est_UsersToDashboard0000A1',
    ...(options.test === true ? { a0purpose: 'test' } : {}),
  };
}

export const adaId = 'auth0|66f0c1d2e3a4b5c6d7e8f901';

/** Ada's full profile, changed by `fields`. */
export function ada(fields: Record<string, unknown> = {}, seconds = 0) {
  return {
    user_id: adaId,
    email: 'ada@example.test',
    email_verified: true,
    name: 'Ada',
    nickname: 'ada',
    created_at: at(0),
    updated_at: at(seconds),
    identities: [
      { connection: 'Username-Password-Authentication', isSocial: false, provider: 'auth0', user_id: adaId.slice(6) },
    ],
    ...fields,
  };
}
