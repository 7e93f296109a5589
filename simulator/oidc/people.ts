/** Someone who can sign in. These are console people, not users of the tenant's own applications. */
interface Person {
  sub: string;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  emailVerified: boolean;
  /** Shown on the sign-in page, in brackets behind the name. */
  note: string;
  /** Sent as a claim of the ID token, as a post-login Action would. */
  roles?: string[];
  /** Sent as a second claim, as enterprise directories fill it. */
  groups?: string[];
  /** What a post-login Action says when it denies this person. */
  denial?: string;
}

export const ROLES_CLAIM = 'https://streamgauge.dev/roles';
export const GROUPS_CLAIM = 'https://streamgauge.dev/groups';

const manyGroups = Array.from({ length: 140 }, (_, index) => `CN=Hydrology Team ${index + 1},OU=Groups,DC=example`);

export const people: readonly Person[] = [
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c101',
    name: 'Mara Lindqvist',
    givenName: 'Mara',
    familyName: 'Lindqvist',
    email: 'admin@example.test',
    emailVerified: true,
    note: 'admin',
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c102',
    name: 'Otto Berg',
    givenName: 'Otto',
    familyName: 'Berg',
    email: 'operator@example.test',
    emailVerified: true,
    note: 'operator',
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c103',
    name: 'Vera Nyman',
    givenName: 'Vera',
    familyName: 'Nyman',
    email: 'viewer@example.test',
    emailVerified: true,
    note: 'viewer',
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c104',
    name: 'Gus Holm',
    givenName: 'Gus',
    familyName: 'Holm',
    email: 'guest@example.test',
    emailVerified: true,
    note: 'no role',
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c105',
    name: 'Uma Falk',
    givenName: 'Uma',
    familyName: 'Falk',
    email: 'unverified@example.test',
    emailVerified: false,
    note: 'unverified address',
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c106',
    name: 'Clara Voss',
    givenName: 'Clara',
    familyName: 'Voss',
    email: 'claims@example.test',
    emailVerified: true,
    note: 'operator by claim',
    roles: ['operator'],
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c107',
    name: 'Greta Ek',
    givenName: 'Greta',
    familyName: 'Ek',
    email: 'groups@example.test',
    emailVerified: true,
    note: 'viewer by claim, in 140 groups',
    roles: [...manyGroups, 'viewer'],
    groups: manyGroups,
  },
  {
    sub: 'auth0|64b1f0c2a7d3e9584f20c108',
    name: 'Dag Ros',
    givenName: 'Dag',
    familyName: 'Ros',
    email: 'denied@example.test',
    emailVerified: false,
    note: 'denied by an Action',
    denial: 'Please verify your e-mail address first',
  },
];

export const personBySub = (sub: string): Person | undefined => people.find((person) => person.sub === sub);

/** The claims of Auth0's default profile scopes. */
export function claimsOf(person: Person): { sub: string } & Record<string, string | boolean | string[]> {
  return {
    sub: person.sub,
    name: person.name,
    nickname: person.email.split('@')[0] ?? person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    // Inline, so that showing the picture needs no network.
    picture: 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E',
    email: person.email,
    email_verified: person.emailVerified,
    updated_at: '2026-11-02T08:30:00.000Z',
    ...(person.roles && { [ROLES_CLAIM]: person.roles }),
    ...(person.groups && { [GROUPS_CLAIM]: person.groups }),
  };
}
