import 'server-only';
import { cookies } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { paths } from '../../paths';
import { type Person } from '../../access/person';
import { includesRole, type Role } from '../../access/role';
import { personOf } from './person';
import { currentSession } from './session';

/** The signed-in person, or null. The role is computed from the present rules, so removing someone shuts them out at once. */
export async function currentPerson(): Promise<Person | null> {
  const session = await currentSession(await cookies());
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
  if (person === null) redirect(paths.signIn(hrefOf(path, params)));
  if (!includesRole(person.role, role)) forbidden();
  return person;
}
