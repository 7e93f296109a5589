import type { Management } from 'auth0';
import type { JsonObject } from '../ground/json.ts';

export type Identity = Management.EventStreamCloudEventUserCreatedObjectIdentitiesItem;

/** A user as the Management API shows it and as user events carry it. */
export interface TenantUser {
  user_id: string;
  created_at: string;
  updated_at: string;
  identities: Identity[];
  email?: string;
  email_verified?: boolean;
  username?: string;
  phone_number?: string;
  phone_verified?: boolean;
  name?: string;
  nickname?: string;
  given_name?: string;
  family_name?: string;
  picture?: string;
  user_metadata?: JsonObject;
  app_metadata?: JsonObject;
  multifactor?: string[];
  last_ip?: string;
  last_login?: string;
  logins_count?: number;
  blocked?: boolean;
}

/** What a user may be created with; the store adds ids and times. */
export type Profile = Omit<TenantUser, 'user_id' | 'created_at' | 'updated_at' | 'identities'>;

/** `null` clears a field, as in a PATCH to Auth0. */
export type ProfilePatch = { [K in keyof Profile]?: Profile[K] | null };

/** One change of a user, ready to become an event. */
export type UserChange =
  | { type: 'user.created'; object: TenantUser; previous?: undefined }
  | { type: 'user.updated'; object: TenantUser; previous: TenantUser }
  | { type: 'user.deleted'; object: TenantUser & { deleted_at: string }; previous: TenantUser };
