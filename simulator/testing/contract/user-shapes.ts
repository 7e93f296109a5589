import { z } from 'zod';
import { count, freeObject, time } from './shared-shapes.ts';

const profileData = z.looseObject({
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  phone_number: z.string().optional(),
  phone_verified: z.boolean().optional(),
});

const identity = z.strictObject({
  connection: z.string(),
  provider: z.string(),
  user_id: z.union([z.string(), z.number()]),
  isSocial: z.boolean(),
  profileData: profileData.optional(),
});

export const identities = z.array(identity).min(1);

// The user of recorded test events has whole seconds.
const userTime = z.union([time, z.iso.datetime({ precision: 0 })]);

export const user = z.looseObject({
  user_id: z.string().regex(/^[\w-]+\|.+$/),
  created_at: userTime,
  updated_at: userTime,
  identities,
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  username: z.string().optional(),
  phone_number: z.string().optional(),
  phone_verified: z.boolean().optional(),
  name: z.string().optional(),
  nickname: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  picture: z.string().optional(),
  app_metadata: freeObject.optional(),
  user_metadata: freeObject.optional(),
  multifactor: z.array(z.string()).optional(),
  last_ip: z.string().optional(),
  last_login: userTime.optional(),
  logins_count: count.optional(),
  blocked: z.boolean().optional(),
});

// `fields` may leave out any of them.
const listedUser = user.partial();

export const userList = z.union([
  z.array(listedUser).max(100),
  z.strictObject({ start: count, limit: count, length: count, total: count, users: z.array(listedUser).max(100) }),
]);

const role = z.strictObject({
  id: z.string().regex(/^rol_[A-Za-z0-9]{16}$/),
  name: z.string(),
  description: z.string(),
});

export const roleList = z.union([
  z.array(role),
  z.strictObject({ start: count, limit: count, total: count, roles: z.array(role) }),
]);

const job = {
  type: z.literal('users_export'),
  connection_id: z
    .string()
    .regex(/^con_[A-Za-z0-9]{16}$/)
    .optional(),
  format: z.enum(['json', 'csv']),
  limit: z.int().positive().optional(),
  fields: z.array(z.strictObject({ name: z.string().max(100), export_as: z.string().max(100).optional() })).optional(),
  connection: z.string(),
  created_at: time,
  id: z.string().regex(/^job_[A-Za-z0-9]{16}$/),
};

export const newJob = z.strictObject({ ...job, status: z.literal('pending') });

export const someJob = z.discriminatedUnion('status', [
  newJob,
  z.strictObject({
    ...job,
    status: z.literal('completed'),
    location: z.url(),
    percentage_done: z.literal(100),
    time_left_seconds: z.literal(0),
  }),
]);
