import { type Role } from './role';

/** A signed-in person. `role` is null when no rule grants one: such a person sees the "no access" page and nothing else. */
export interface Person {
  /** Auth0's `sub`. */
  id: string;
  email: string | null;
  /** Addresses that are not verified grant nothing. */
  emailVerified: boolean;
  name: string;
  role: Role | null;
  /** Which setting granted the role, for the checklist ("admin by ACCESS_ADMINS"); null without a role. */
  grantedBy: string | null;
}
