import 'server-only';
import { forbidden, redirect } from 'next/navigation';
import { type Person } from '../access/person';
import { includesRole, type Role } from '../access/role';
import { auth0 } from './auth0';
import { personOf } from './person';
import { Problem } from './problem';

/** The signed-in person, or null. The role is computed from the present rules, so removing someone shuts them out at once. */
export async function currentPerson(): Promise<Person | null> {
  const session = await auth0().getSession();
  return session === null ? null : personOf(session.user);
}

type SearchParams = Record<string, string | string[] | undefined>;

function hrefOf(path: string, params: SearchParams): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, one);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/**
 * First line of every page: someone signed out goes to the sign-in page and comes back to exactly this address; someone
 * without the role gets the 403 page. Must run before anything streams.
 */
export async function requirePage(role: Role, path: string, params: SearchParams = {}): Promise<Person> {
  const person = await currentPerson();
  if (person === null) redirect(`/sign-in?returnTo=${encodeURIComponent(hrefOf(path, params))}`);
  if (!includesRole(person.role, role)) forbidden();
  return person;
}

/** First line of every API route; throws 401 or 403 problems. */
export async function requireApi(role: Role): Promise<Person> {
  const person = await currentPerson();
  if (person === null) throw new Problem(401, 'Not signed in', 'Sign in and try again.');
  if (!includesRole(person.role, role)) {
    throw new Problem(403, 'No access', `This needs the role ${role}; you have ${person.role ?? 'none'}.`);
  }
  return person;
}
