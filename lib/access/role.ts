/** What a person may do; each role includes the ones before it. */
export const roles = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof roles)[number];

/** True when `held` includes the rights of `needed`. */
export function includesRole(held: Role | null, needed: Role): boolean {
  return held !== null && roles.indexOf(held) >= roles.indexOf(needed);
}

/** Who may enter, as configured. Entries are lower-case e-mail addresses or `@domain`. */
export interface AccessRules {
  admins: readonly string[];
  operators: readonly string[];
  viewers: readonly string[];
  /** Name of an ID token claim that holds a role or a list of roles; null = claims grant nothing. */
  rolesClaim: string | null;
}

/** The signed-in person as the rules see them; `claims` are the ID token's. */
export interface Identity {
  email: string | null;
  emailVerified: boolean;
  claims: Record<string, unknown>;
}

/** True when no rule is configured at all: then no person may enter. */
export function hasNoRules(rules: AccessRules): boolean {
  return rules.admins.length + rules.operators.length + rules.viewers.length === 0 && rules.rolesClaim === null;
}

function matches(entries: readonly string[], email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@'));
  return entries.some((entry) => (entry.startsWith('@') ? entry === domain : entry === email));
}

/** The roles named by a claim that holds a word or a list of words; every other word is ignored. */
export function rolesFromClaim(value: unknown): Role[] {
  const words: unknown[] = Array.isArray(value) ? value : [value];
  return roles.filter((role) => words.includes(role));
}

/** A granted role and the setting that granted it. */
export interface Grant {
  role: Role;
  by: 'ACCESS_ADMINS' | 'ACCESS_OPERATORS' | 'ACCESS_VIEWERS' | 'ACCESS_ROLES_CLAIM';
}

function grantsByEmail(email: string, rules: AccessRules): Grant[] {
  const grants: Grant[] = [];
  if (matches(rules.admins, email)) grants.push({ role: 'admin', by: 'ACCESS_ADMINS' });
  if (matches(rules.operators, email)) grants.push({ role: 'operator', by: 'ACCESS_OPERATORS' });
  if (matches(rules.viewers, email)) grants.push({ role: 'viewer', by: 'ACCESS_VIEWERS' });
  return grants;
}

/**
 * The highest role the rules grant, or null: being able to sign in grants nothing. E-mail rules need a verified address,
 * compared in lower case and by the exact domain after the last `@`.
 */
export function grantOf(identity: Identity, rules: AccessRules): Grant | null {
  const grants: Grant[] = [];
  const email = identity.emailVerified ? (identity.email?.trim().toLowerCase() ?? null) : null;
  if (email !== null && email.lastIndexOf('@') > 0) grants.push(...grantsByEmail(email, rules));
  if (rules.rolesClaim !== null && Object.hasOwn(identity.claims, rules.rolesClaim)) {
    const granted = rolesFromClaim(identity.claims[rules.rolesClaim]);
    grants.push(...granted.map((role) => ({ role, by: 'ACCESS_ROLES_CLAIM' as const })));
  }
  const highest = roles.findLast((role) => grants.some((grant) => grant.role === role));
  return grants.find((grant) => grant.role === highest) ?? null;
}
