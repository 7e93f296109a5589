import type { JsonObject } from '../ground/json.ts';
import { connectionNamed } from '../tenant/connections.ts';
import type { NewUser } from '../tenant/user-store.ts';
import type { ProfilePatch } from '../tenant/tenant-user.ts';
import { Fault } from './fault.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';

const words = (max: number, about: string): Schema => ({ kind: 'text', min: 1, max, about, nullable: true });
const metadata = (about: string): Schema => ({ kind: 'object', fields: {}, open: true, about });
const flag = (about: string): Schema => ({ kind: 'flag', about });

const profileFields: Record<string, Schema> = {
  email: { kind: 'text', pattern: /^\S+@\S+$/, about: "The user's email.", nullable: true },
  email_verified: flag('Whether this email address is verified (true) or unverified (false).'),
  username: words(128, "The user's username."),
  phone_number: { kind: 'text', pattern: /^\+[0-9]{1,15}$/, about: "The user's phone number.", nullable: true },
  phone_verified: flag('Whether this phone number has been verified (true) or not (false).'),
  name: words(300, "The user's full name."),
  nickname: words(300, "The user's nickname."),
  given_name: words(150, "The user's given name(s)."),
  family_name: words(150, "The user's family name(s)."),
  picture: { kind: 'text', pattern: /^https?:\/\//, about: "A URI pointing to the user's picture.", nullable: true },
  user_metadata: metadata('Data related to the user that does not affect the application.'),
  app_metadata: metadata('Data related to the user that does affect the application.'),
  blocked: flag('Whether this user was blocked by an administrator (true) or not (false).'),
};

// Taken and checked, but they leave no trace in the profile.
const sideFields: Record<string, Schema> = {
  connection: { kind: 'text', min: 1, about: 'Name of the connection.' },
  password: words(255, 'Password of the user.'),
  verify_email: flag('Whether the user will receive a verification email.'),
};

const createBody: Schema = {
  kind: 'object',
  required: ['connection'],
  fields: {
    ...profileFields,
    ...sideFields,
    user_id: { kind: 'text', max: 255, pattern: /^\S*$/, about: "The external user's id." },
  },
};

const patchBody: Schema = {
  kind: 'object',
  fields: { ...profileFields, ...sideFields, client_id: { kind: 'text' }, verify_phone_number: { kind: 'flag' } },
};

const profileOf = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key in profileFields));

/** The body of `POST /users`, checked; throws Auth0's 400. */
export function readNewUser(body: unknown): NewUser {
  const given = requireBody(createBody, body);
  const connection = String(given.connection);
  const known = connectionNamed(connection);
  if (!known) throw new Fault(400, 'The connection does not exist.', 'inexistent_connection');
  if (!known.creatable) {
    throw new Fault(
      400,
      'Connection does not support user creation through the API. It must either be a database or passwordless connection.',
      'invalid_connection',
    );
  }
  const present = Object.fromEntries(Object.entries(profileOf(given)).filter(([, value]) => value !== null));
  return { ...present, connection, id: typeof given.user_id === 'string' && given.user_id ? given.user_id : undefined };
}

/** The body of `PATCH /users/{id}`, checked; `null` clears a field. */
export const readUserPatch = (body: unknown): ProfilePatch => profileOf(requireBody(patchBody, body));
